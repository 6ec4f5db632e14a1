import { BSONRegExp } from 'bson'
import { fail } from '../errors.ts'
import { expression } from '../pipeline/expression.ts'
import type { Variables } from '../pipeline/expression.ts'
import type { Collation } from '../values/collation.ts'
import { reach, splitPath } from '../values/paths.ts'
import { truthy } from '../values/truth.ts'
import { isDoc } from '../values/types.ts'
import type { Doc } from '../values/types.ts'
import { isOperators, LEAVES } from './operators.ts'
import type { Leaf } from './operators.ts'
import { regexOperand } from './regex.ts'
import { textMatches, textQuery } from './text.ts'
import type { TextIndex } from './text.ts'

export type Predicate = (doc: Doc) => boolean

/** What a filter is read with. */
export interface MatchContext {
  readonly collation?: Collation | undefined
  readonly variables?: Variables | undefined
  /** The collection's text index, for `$text`. */
  readonly text?: TextIndex | undefined
}

/** Compiles a filter; refuses operators that are unknown or not supported. */
export function matcher(filter: Doc, context: MatchContext = {}): Predicate {
  const parts = Object.entries(filter).map(([key, value]) => clause(key, value, context))
  return all(parts)
}

export function all(parts: readonly Predicate[]): Predicate {
  const [first, second] = parts
  if (!first) return () => true
  if (!second) return first
  return (doc) => parts.every((part) => part(doc))
}

function clause(key: string, value: unknown, context: MatchContext): Predicate {
  if (!key.startsWith('$')) return fieldClause(key, value, context)
  const logical = LOGICAL[key]
  if (logical) return logical(value, context)
  return refuse(key)
}

function refuse(key: string): never {
  if (['$where', '$jsonSchema', '$sampleRate'].includes(key)) fail('NotImplemented', `${key} is not supported`)
  if (['$near', '$nearSphere', '$geoWithin', '$geoIntersects', '$within', '$geoNear'].includes(key)) {
    fail('NotImplemented', `geospatial operator ${key} is not supported`)
  }
  return fail(
    'BadValue',
    `unknown top level operator: ${key}. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.`,
  )
}

type Logical = (value: unknown, context: MatchContext) => Predicate

function branches(name: string, value: unknown, context: MatchContext): Predicate[] {
  if (!Array.isArray(value)) fail('BadValue', `${name} must be an array`)
  if (value.length === 0) fail('BadValue', '$and/$or/$nor must be a nonempty array')
  return value.map((item) =>
    isDoc(item) ? matcher(item, context) : fail('BadValue', '$or/$and/$nor entries need to be full objects'),
  )
}

const LOGICAL: { readonly [name: string]: Logical } = {
  $and: (value, context) => all(branches('$and', value, context)),
  $or(value, context) {
    const parts = branches('$or', value, context)
    return (doc) => parts.some((part) => part(doc))
  },
  $nor(value, context) {
    const parts = branches('$nor', value, context)
    return (doc) => !parts.some((part) => part(doc))
  },
  $expr(value, context) {
    const evaluate = expression(value, context)
    return (doc) => truthy(evaluate(doc, context.variables))
  },
  $text(value, { text }) {
    const query = textQuery(value)
    if (!text) fail('IndexNotFound', 'text index required for $text query')
    return (doc) => textMatches(text, query, doc)
  },
  $comment: () => () => true,
  $alwaysTrue: () => () => true,
  $alwaysFalse: () => () => false,
}

function fieldClause(path: string, condition: unknown, context: MatchContext): Predicate {
  const parts = splitPath(path)
  if (condition instanceof BSONRegExp) return onPath(parts, leaf('$regex', condition, {}, context))
  if (!isOperators(condition)) return onPath(parts, leaf('$eq', condition, {}, context))
  return all(operatorClauses(condition, parts, context))
}

function operatorClauses(condition: Doc, parts: readonly string[], context: MatchContext): Predicate[] {
  return Object.entries(condition).map(([name, operand]) =>
    operatorClause(name, operand, { condition, parts, context }),
  )
}

interface Place {
  readonly condition: Doc
  readonly parts: readonly string[]
  readonly context: MatchContext
}

const NEGATED: { readonly [name: string]: string } = { $ne: '$eq', $nin: '$in' }

function operatorClause(name: string, operand: unknown, { condition, parts, context }: Place): Predicate {
  if (name === '$not') return not(notClause(operand, parts, context))
  if (name === '$ne' && operand instanceof BSONRegExp) fail('BadValue', "Can't have regex as arg to $ne.")
  const positive = NEGATED[name]
  if (positive) return not(onPath(parts, leaf(positive, operand, condition, context)))
  if (name === '$exists') {
    const exists = onPath(parts, { test: (value) => value !== undefined, whole: true })
    return truthy(operand) ? exists : not(exists)
  }
  if (name === '$options') {
    if (!('$regex' in condition)) fail('BadValue', '$options needs a $regex')
    return () => true
  }
  if (name === '$all') return allClause(operand, parts, context)
  return onPath(parts, leaf(name, operand, condition, context))
}

const not =
  (part: Predicate): Predicate =>
  (doc) =>
    !part(doc)

function notClause(operand: unknown, parts: readonly string[], context: MatchContext): Predicate {
  if (operand instanceof BSONRegExp) return onPath(parts, leaf('$regex', operand, {}, context))
  if (!isDoc(operand)) fail('BadValue', '$not needs a regex or a document')
  if (Object.keys(operand).length === 0) fail('BadValue', '$not cannot be empty')
  const wrong = Object.keys(operand).find((name) => !name.startsWith('$'))
  if (wrong !== undefined) fail('BadValue', `unknown operator: ${wrong}`)
  return all(operatorClauses(operand, parts, context))
}

function allClause(operand: unknown, parts: readonly string[], context: MatchContext): Predicate {
  if (!Array.isArray(operand)) fail('BadValue', '$all needs an array')
  if (operand.length === 0) return () => false
  return all(
    operand.map((item) => {
      if (isDoc(item) && '$elemMatch' in item) return onPath(parts, leaf('$elemMatch', item['$elemMatch'], {}, context))
      if (isOperators(item)) fail('BadValue', 'no $ expressions in $all')
      return onPath(parts, leaf(item instanceof BSONRegExp ? '$regex' : '$eq', item, {}, context))
    }),
  )
}

function leaf(name: string, operand: unknown, condition: Doc, context: MatchContext): Leaf {
  if (name === '$elemMatch') return elemMatch(operand, context)
  if (name === '$regex') return regexLeaf(operand, condition['$options'])
  const make = LEAVES[name]
  if (make) return make(operand, context.collation?.order)
  if (name.startsWith('$near') || name.startsWith('$geo') || name === '$within') refuse(name)
  return fail('BadValue', `unknown operator: ${name}`)
}

function regexLeaf(operand: unknown, options: unknown): Leaf {
  if (options !== undefined && typeof options !== 'string') fail('BadValue', '$options has to be a string')
  const regex = regexOperand(operand, options)
  const source = operand instanceof BSONRegExp ? operand : undefined
  return {
    test(value) {
      if (typeof value === 'string') return regex.test(value)
      return (
        value instanceof BSONRegExp &&
        source !== undefined &&
        value.pattern === source.pattern &&
        value.options === source.options
      )
    },
  }
}

function elemMatch(operand: unknown, context: MatchContext): Leaf {
  if (!isDoc(operand)) fail('BadValue', '$elemMatch needs an Object')
  const onValues = isOperators(operand) && !Object.keys(operand).some((name) => name in LOGICAL)
  if (onValues) {
    const tests = operatorClauses(operand, ['item'], context)
    return {
      whole: true,
      test: (value) => Array.isArray(value) && value.some((item) => tests.every((test) => test({ item }))),
    }
  }
  const matches = matcher(operand, context)
  // The items of an item that is an array are named by their numbers.
  const asDoc = (item: unknown): Doc | undefined =>
    isDoc(item) ? item : Array.isArray(item) ? Object.fromEntries(item.entries()) : undefined
  return {
    whole: true,
    test: (value) =>
      Array.isArray(value) &&
      value.some((item) => {
        const doc = asDoc(item)
        return doc !== undefined && matches(doc)
      }),
  }
}

function onPath(parts: readonly string[], { test, whole }: Leaf): Predicate {
  const visit = whole ? test : (value: unknown) => test(value) || (Array.isArray(value) && value.some(test))
  const [only] = parts
  if (parts.length === 1 && only !== undefined) return (doc) => visit(Object.hasOwn(doc, only) ? doc[only] : undefined)
  return (doc) => reach(doc, parts, visit)
}
