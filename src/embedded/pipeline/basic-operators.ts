import { fail } from '../errors.ts'
import { compare } from '../values/compare.ts'
import { truthy } from '../values/truth.ts'
import { isDoc } from '../values/types.ts'
import type { Evaluate, ExpressionContext, Special } from './expression.ts'

type Specials = { readonly [name: string]: Special }
type Compile = (spec: unknown) => Evaluate

/** The operands of an operator that takes a fixed number of them. */
export function operands(
  name: string,
  operand: unknown,
  compile: Compile,
  count: number | readonly [number, number],
): Evaluate[] {
  const list = Array.isArray(operand) ? operand : [operand]
  const [least, most] = typeof count === 'number' ? [count, count] : count
  if (list.length < least || list.length > most) {
    const code = least === most ? 16_020 : 28_667
    fail(
      code,
      `Expression ${name} takes ${least === most ? `exactly ${least}` : `at least ${least} arguments, and at most ${most}`} arguments. ${list.length} were passed in.`,
    )
  }
  return list.map(compile)
}

function comparison(name: string, result: (order: number) => unknown): Special {
  return (operand, compile, { collation }: ExpressionContext) => {
    const [left, right] = operands(name, operand, compile, 2)
    const order = (a: unknown, b: unknown): number => {
      // Unlike a filter, an expression tells a missing value from null, and puts it first.
      if (a === undefined || b === undefined) return a === b ? 0 : missingOrder(a, b)
      return compare(a, b, collation?.order)
    }
    return (doc, variables) => result(order(left?.(doc, variables), right?.(doc, variables)))
  }
}

const missingOrder = (a: unknown, b: unknown): number => {
  const order = compare(a, b)
  return order !== 0 ? order : a === undefined ? -1 : 1
}

const named = (name: string, operand: unknown, required: readonly string[], optional: readonly string[] = []) => {
  if (!isDoc(operand)) fail('FailedToParse', `${name} only supports an object as its argument`)
  for (const key of Object.keys(operand)) {
    if (!required.includes(key) && !optional.includes(key))
      fail('FailedToParse', `Unrecognized parameter to ${name}: ${key}`)
  }
  const lacks = required.find((key) => !(key in operand))
  if (lacks !== undefined) fail('FailedToParse', `Missing '${lacks}' parameter to ${name}`)
  return operand
}

const cond: Special = (operand, compile) => {
  if (Array.isArray(operand) && operand.length !== 3)
    fail(16_020, `Expression $cond takes exactly 3 arguments. ${operand.length} were passed in.`)
  const parts = Array.isArray(operand)
    ? Object.fromEntries(['if', 'then', 'else'].map((key, i) => [key, operand[i]]))
    : named('$cond', operand, ['if', 'then', 'else'])
  const [test, yes, no] = [compile(parts['if']), compile(parts['then']), compile(parts['else'])]
  return (doc, variables) => (truthy(test(doc, variables)) ? yes : no)(doc, variables)
}

const switchOperator: Special = (operand, compile) => {
  const { branches, default: otherwise } = named('$switch', operand, ['branches'], ['default'])
  if (!Array.isArray(branches) || branches.length === 0) fail(40_068, '$switch requires at least one branch.')
  const cases = branches.map((branch) => {
    const { case: test, then } = named('$switch', branch, ['case', 'then'])
    return { test: compile(test), value: compile(then) }
  })
  const last = otherwise === undefined ? undefined : compile(otherwise)
  return (doc, variables) => {
    const found = cases.find(({ test }) => truthy(test(doc, variables)))?.value ?? last
    if (!found) fail(40_066, '$switch could not find a matching branch for an input, and no default was specified.')
    return found(doc, variables)
  }
}

const letOperator: Special = (operand, compile) => {
  const { vars, in: body } = named('$let', operand, ['vars', 'in'])
  if (!isDoc(vars)) fail(16_874, 'invalid parameter: expected an object (vars)')
  const bound = Object.entries(vars).map(([name, value]) => [name, compile(value)] as const)
  const inner = compile(body)
  return (doc, variables) => {
    const values = bound.map(([name, value]) => [name, value(doc, variables)] as const)
    return inner(doc, { ...variables, ...Object.fromEntries(values) })
  }
}

export const BASIC_OPERATORS: Specials = {
  $eq: comparison('$eq', (order) => order === 0),
  $ne: comparison('$ne', (order) => order !== 0),
  $gt: comparison('$gt', (order) => order > 0),
  $gte: comparison('$gte', (order) => order >= 0),
  $lt: comparison('$lt', (order) => order < 0),
  $lte: comparison('$lte', (order) => order <= 0),
  $cmp: comparison('$cmp', (order) => Math.sign(order)),
  $literal: (operand) => () => operand,
  $expr: (operand, compile) => compile(operand),
  $and(operand, compile) {
    const parts = (Array.isArray(operand) ? operand : [operand]).map(compile)
    return (doc, variables) => parts.every((part) => truthy(part(doc, variables)))
  },
  $or(operand, compile) {
    const parts = (Array.isArray(operand) ? operand : [operand]).map(compile)
    return (doc, variables) => parts.some((part) => truthy(part(doc, variables)))
  },
  $not(operand, compile) {
    const [part] = operands('$not', operand, compile, 1)
    return (doc, variables) => !truthy(part?.(doc, variables))
  },
  $ifNull(operand, compile) {
    if (!Array.isArray(operand) || operand.length < 2) fail(1_257_300, '$ifNull needs at least two arguments')
    const parts = operand.map(compile)
    return (doc, variables) => {
      let value: unknown
      for (const part of parts) {
        value = part(doc, variables)
        if (value !== undefined && value !== null) return value
      }
      return value
    }
  },
  $cond: cond,
  $switch: switchOperator,
  $let: letOperator,
  $rand: () => () => Math.random(),
}
