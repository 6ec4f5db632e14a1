import { fail } from '../errors.ts'
import type { Collation } from '../values/collation.ts'
import { isDoc } from '../values/types.ts'
import type { Doc } from '../values/types.ts'
import { ARRAY_OPERATORS } from './array-operators.ts'
import { BASIC_OPERATORS } from './basic-operators.ts'
import { DATE_OPERATORS } from './date-operators.ts'
import { foreignOperator } from './foreign.ts'
import { NUMBER_OPERATORS } from './number-operators.ts'
import { TEXT_OPERATORS } from './text-operators.ts'
import { VALUE_OPERATORS } from './value-operators.ts'

/** The variables an expression sees, without the dollars; `ROOT` and `CURRENT` are the document itself. */
export type Variables = { readonly [name: string]: unknown }

/** Computes a value; `undefined` is a missing one. */
export type Evaluate = (doc: unknown, variables?: Variables) => unknown

/** What expressions are read with. */
export interface ExpressionContext {
  readonly collation?: Collation | undefined
}

/** An operator that shapes its own operands: `$cond`, `$map`, …. */
export type Special = (operand: unknown, compile: (spec: unknown) => Evaluate, context: ExpressionContext) => Evaluate

/** Compiles an aggregation expression; refuses unknown operators. */
export function expression(spec: unknown, context: ExpressionContext = {}): Evaluate {
  if (typeof spec === 'string') return spec.startsWith('$') ? reference(spec) : () => spec
  if (Array.isArray(spec)) {
    const items = spec.map((item) => expression(item, context))
    return (doc, variables) => items.map((item) => item(doc, variables) ?? null)
  }
  if (!isDoc(spec)) return () => spec
  const keys = Object.keys(spec)
  const [name] = keys
  if (name?.startsWith('$')) {
    if (keys.length > 1)
      fail(
        15_983,
        `an expression specification must contain exactly one field, the name of the expression. Found ${keys.length} fields`,
      )
    return operator(name, spec[name], context)
  }
  return object(spec, context)
}

function operator(name: string, operand: unknown, context: ExpressionContext): Evaluate {
  const compile = (inner: unknown): Evaluate => expression(inner, context)
  const own = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined
  if (own) return own(operand, compile, context)
  const foreign = foreignOperator(name, operand, compile)
  if (foreign) return foreign
  if (NOT_SUPPORTED.has(name)) fail('NotImplemented', `${name} is not supported in an expression`)
  return fail(31_325, `Unrecognized expression '${name}'`)
}

const NOT_SUPPORTED = new Set([
  '$meta',
  '$function',
  '$accumulator',
  '$sampleRate',
  '$toHashedIndexKey',
  '$toUUID',
  '$tsSecond',
  '$tsIncrement',
  '$median',
  '$percentile',
])

const OPERATORS: { readonly [name: string]: Special | undefined } = {
  ...BASIC_OPERATORS,
  ...NUMBER_OPERATORS,
  ...ARRAY_OPERATORS,
  ...VALUE_OPERATORS,
  ...DATE_OPERATORS,
  ...TEXT_OPERATORS,
}

function object(spec: Doc, context: ExpressionContext): Evaluate {
  const fields = Object.entries(spec).map(([name, value]) => {
    if (name.includes('.'))
      fail(16_405, `FieldPath field names may not contain '.'. Consider using $getField or $setField.`)
    return [name, expression(value, context)] as const
  })
  return (doc, variables) => {
    const out: Doc = {}
    for (const [name, evaluate] of fields) {
      const value = evaluate(doc, variables)
      if (value !== undefined) out[name] = value
    }
    return out
  }
}

function reference(text: string): Evaluate {
  if (!text.startsWith('$$')) return fieldPath(text.slice(1))
  const [name = '', ...parts] = text.slice(2).split('.')
  if (name === '') fail('FailedToParse', 'empty variable names are not allowed')
  if (name === 'REMOVE') return () => undefined
  if (name === 'ROOT' || name === 'CURRENT') return parts.length === 0 ? (doc) => doc : (doc) => walk(doc, parts, 0)
  return (_doc, variables) => {
    if (!variables || !(name in variables)) fail(17_276, `Use of undefined variable: ${name}`)
    return walk(variables[name], parts, 0)
  }
}

function fieldPath(path: string): Evaluate {
  const parts = path.split('.')
  if (parts.includes('')) fail(15_998, 'FieldPath field names may not be empty strings.')
  return (doc) => walk(doc, parts, 0)
}

/** Of an array of documents, the path gives the array of their values. */
function walk(value: unknown, parts: readonly string[], from: number): unknown {
  const part = parts[from]
  if (part === undefined) return value
  if (Array.isArray(value)) {
    return value
      .filter((item) => isDoc(item))
      .map((item) => walk(item, parts, from))
      .filter((item) => item !== undefined)
  }
  return isDoc(value) && Object.hasOwn(value, part) ? walk(value[part], parts, from + 1) : undefined
}
