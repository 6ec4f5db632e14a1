import { fail } from '../errors.ts'
import type { Collation } from '../values/collation.ts'
import { isDoc } from '../values/types.ts'
import type { Doc } from '../values/types.ts'
import { ARRAY_OPERATORS } from './array-operators.ts'
import { BASIC_OPERATORS } from './basic-operators.ts'
import { NUMBER_OPERATORS } from './number-operators.ts'
import { VALUE_OPERATORS } from './value-operators.ts'

/** The variables an expression sees, without the dollars; `ROOT` and `CURRENT` are the document itself. */
export type Variables = { readonly [name: string]: unknown }

/** Computes a value; `undefined` is a missing one. */
export type Evaluate = (doc: unknown, variables?: Variables) => unknown

/** What expressions are read with. */
export interface ExpressionContext {
  readonly collation?: Collation | undefined
}

/** How an operator reads its operand: `compile` reads what is an expression in it. */
export interface Reading extends ExpressionContext {
  readonly name: string
  readonly compile: (spec: unknown) => Evaluate
}

export type Operator = (operand: unknown, reading: Reading) => Evaluate
export type Operators = { readonly [name: string]: Operator | undefined }

const OPERATORS: Operators = { ...BASIC_OPERATORS, ...NUMBER_OPERATORS, ...ARRAY_OPERATORS, ...VALUE_OPERATORS }

/** Compiles an aggregation expression; refuses operators that it does not know. */
export function expression(spec: unknown, context: ExpressionContext = {}): Evaluate {
  const compile = (inner: unknown): Evaluate => expression(inner, context)
  if (typeof spec === 'string') return spec.startsWith('$') ? reference(spec) : () => spec
  if (Array.isArray(spec)) {
    const items = spec.map(compile)
    return (doc, variables) => items.map((item) => item(doc, variables) ?? null)
  }
  if (!isDoc(spec)) return () => spec
  const [name, more] = Object.keys(spec)
  if (!name?.startsWith('$')) return object(spec, compile)
  if (more !== undefined) fail(15_983, 'an expression specification must contain exactly one field')
  const operator = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined
  if (!operator) fail('InvalidPipelineOperator', `Unrecognized expression '${name}'`)
  return operator(spec[name], { ...context, name, compile })
}

function object(spec: Doc, compile: (inner: unknown) => Evaluate): Evaluate {
  const fields = Object.entries(spec).map(([name, value]) => {
    if (name.includes('.')) fail(16_405, "FieldPath field names may not contain '.'.")
    return [name, compile(value)] as const
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
  if (name === 'ROOT' || name === 'CURRENT') return (doc) => walk(doc, parts, 0)
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
  if (!Array.isArray(value))
    return isDoc(value) && Object.hasOwn(value, part) ? walk(value[part], parts, from + 1) : undefined
  return value
    .filter((item) => isDoc(item))
    .map((item) => walk(item, parts, from))
    .filter((item) => item !== undefined)
}
