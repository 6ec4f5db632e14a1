import { Decimal128, Long } from 'bson'
import { Context, evalExpr } from 'mingo/core'
import * as bitwise from 'mingo/operators/expression/bitwise'
import * as strings from 'mingo/operators/expression/string'
import * as trigonometry from 'mingo/operators/expression/trignometry'
import { $literal } from 'mingo/operators/expression'
import { fail, ServerError } from '../errors.ts'
import { doubleOf, toNumber } from '../values/numbers.ts'
import { isDoc, isNumber } from '../values/types.ts'
import type { Doc } from '../values/types.ts'
import type { Evaluate } from './expression.ts'

const pick = (from: object, names: readonly string[]): object =>
  Object.fromEntries(names.map((name) => [name, (from as Doc)[name]]))

/** Operators that mingo computes: their operands are evaluated here, so that it sees plain values alone. */
const FOREIGN = {
  ...trigonometry,
  ...bitwise,
  ...pick(strings, ['$indexOfBytes', '$ltrim', '$rtrim', '$trim', '$replaceAll', '$replaceOne', '$split']),
  ...pick(strings, ['$substr', '$substrBytes']),
}

type ExpressionOps = Parameters<Context['addExpressionOps']>[0]
const context = Context.init({ expression: { ...FOREIGN, $literal } as unknown as ExpressionOps })
const OPTIONS = {
  context,
  idKey: '_id',
  scriptEnabled: false,
  useStrictMode: true,
  failOnError: true,
  processingMode: 0,
} as unknown as Parameters<typeof evalExpr>[2]

export function foreignOperator(
  name: string,
  operand: unknown,
  compile: (spec: unknown) => Evaluate,
): Evaluate | undefined {
  if (!Object.hasOwn(FOREIGN, name)) return undefined
  const run = (operandNow: unknown): unknown => {
    try {
      const value: unknown = evalExpr({}, { [name]: operandNow }, OPTIONS)
      return typeof value === 'number' && Object.hasOwn(trigonometry, name) ? doubleOf(value) : value
    } catch (error) {
      if (error instanceof ServerError) throw error
      return fail('BadValue', `${name}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  const literalOf = (part: Evaluate, doc: unknown, variables: Parameters<Evaluate>[1]): Doc => ({
    $literal: plain(part(doc, variables)),
  })
  if (Array.isArray(operand)) {
    const parts = operand.map(compile)
    return (doc, variables) => run(parts.map((part) => literalOf(part, doc, variables)))
  }
  if (isDoc(operand) && !Object.keys(operand)[0]?.startsWith('$')) {
    const parts = Object.entries(operand).map(([key, value]) => [key, compile(value)] as const)
    return (doc, variables) =>
      run(Object.fromEntries(parts.map(([key, part]) => [key, literalOf(part, doc, variables)])))
  }
  const only = compile(operand)
  return (doc, variables) => run(literalOf(only, doc, variables))
}

/** mingo knows numbers as JavaScript has them. */
function plain(value: unknown): unknown {
  if (value === undefined) return null
  if (value instanceof Decimal128) return fail('NotImplemented', 'this operator does not support decimals')
  if (isNumber(value))
    return value instanceof Long && !Number.isSafeInteger(value.toNumber())
      ? fail('NotImplemented', 'this operator does not support longs beyond 2^53')
      : toNumber(value)
  return Array.isArray(value) ? value.map(plain) : value
}
