import { BSONRegExp } from 'bson'
import { fail } from '../errors.ts'
import { expression } from '../pipeline/expression.ts'
import type { Variables } from '../pipeline/expression.ts'
import type { Collation } from '../values/collation.ts'
import { reach, splitPath } from '../values/paths.ts'
import { isDoc, truthy } from '../values/types.ts'
import type { Doc } from '../values/types.ts'
import { isOperators, LEAVES } from './operators.ts'
import type { Leaf } from './operators.ts'
import { regexOperand } from './regex.ts'

export type Predicate = (doc: Doc) => boolean

/** What a filter is read with. */
export interface MatchContext {
  readonly collation?: Collation | undefined
  readonly variables?: Variables | undefined
}

/** Compiles a filter; refuses operators that are unknown or not supported. */
export function matcher(filter: Doc, context: MatchContext = {}): Predicate {
  return all(
    Object.entries(filter).map(([key, value]) => {
      if (!key.startsWith('$')) return fieldClause(key, value, context)
      const logical = LOGICAL[key] ?? refuse(key, `unknown top level operator: ${key}`)
      return logical(value, context)
    }),
  )
}

function all(parts: readonly Predicate[]): Predicate {
  const [first, second] = parts
  if (!first) return () => true
  return second ? (doc) => parts.every((part) => part(doc)) : first
}

const not =
  (part: Predicate): Predicate =>
  (doc) =>
    !part(doc)

/** Operators that MongoDB has and this server has not. */
const NOT_SUPPORTED = /^\$(where|jsonSchema|text|sampleRate|near.*|geo.*|within|bits.*)$/

const refuse = (name: string, message: string): never =>
  NOT_SUPPORTED.test(name) ? fail('NotImplemented', `${name} is not supported`) : fail('BadValue', message)

type Logical = (value: unknown, context: MatchContext) => Predicate

function branches(name: string, value: unknown, context: MatchContext): Predicate[] {
  if (!Array.isArray(value) || value.length === 0) fail('BadValue', `${name} must be a nonempty array`)
  return value.map((item) => matcher(isDoc(item) ? item : fail('BadValue', `${name} needs objects`), context))
}

const LOGICAL: { readonly [name: string]: Logical | undefined } = {
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
  $comment: () => () => true,
}

function fieldClause(path: string, condition: unknown, context: MatchContext): Predicate {
  const parts = splitPath(path)
  return isOperators(condition) ? operatorClauses(condition, parts, context) : equalsClause(condition, parts, context)
}

/** A value alone is to be equalled; a regular expression also to be matched. */
const equalsClause = (value: unknown, parts: readonly string[], context: MatchContext): Predicate =>
  onPath(parts, value instanceof BSONRegExp ? regexLeaf(value) : leaf('$eq', value, context))

function operatorClauses(condition: Doc, parts: readonly string[], context: MatchContext): Predicate {
  const clauses = Object.entries(condition).map(([name, operand]) => {
    if (name === '$regex') return onPath(parts, regexLeaf(operand, condition['$options']))
    if (name === '$options') return '$regex' in condition ? () => true : fail('BadValue', '$options needs a $regex')
    return operatorClause(name, operand, parts, context)
  })
  return all(clauses)
}

function operatorClause(name: string, operand: unknown, parts: readonly string[], context: MatchContext): Predicate {
  switch (name) {
    case '$ne':
      if (operand instanceof BSONRegExp) fail('BadValue', "Can't have regex as arg to $ne.")
      return not(onPath(parts, leaf('$eq', operand, context)))
    case '$nin':
      return not(onPath(parts, leaf('$in', operand, context)))
    case '$not':
      return not(notClause(operand, parts, context))
    case '$exists': {
      const exists = onPath(parts, { test: (value) => value !== undefined, whole: true })
      return truthy(operand) ? exists : not(exists)
    }
    case '$all':
      return allClause(operand, parts, context)
    case '$elemMatch':
      return onPath(parts, elemMatch(operand, context))
    default:
      return onPath(parts, leaf(name, operand, context))
  }
}

function notClause(operand: unknown, parts: readonly string[], context: MatchContext): Predicate {
  if (operand instanceof BSONRegExp) return equalsClause(operand, parts, context)
  if (!isDoc(operand) || Object.keys(operand).length === 0) fail('BadValue', '$not needs a regex or a document')
  const wrong = Object.keys(operand).find((name) => !name.startsWith('$'))
  if (wrong !== undefined) fail('BadValue', `unknown operator: ${wrong}`)
  return operatorClauses(operand, parts, context)
}

function allClause(operand: unknown, parts: readonly string[], context: MatchContext): Predicate {
  if (!Array.isArray(operand)) fail('BadValue', '$all needs an array')
  if (operand.length === 0) return () => false
  return all(
    operand.map((item) => {
      if (isDoc(item) && '$elemMatch' in item) return onPath(parts, elemMatch(item['$elemMatch'], context))
      if (isOperators(item)) fail('BadValue', 'no $ expressions in $all')
      return equalsClause(item, parts, context)
    }),
  )
}

const leaf = (name: string, operand: unknown, context: MatchContext): Leaf =>
  (LEAVES[name] ?? refuse(name, `unknown operator: ${name}`))(operand, context.collation?.order)

function regexLeaf(operand: unknown, options?: unknown): Leaf {
  if (options !== undefined && typeof options !== 'string') fail('BadValue', '$options has to be a string')
  const regex = regexOperand(operand, options)
  const same = (value: unknown): boolean =>
    value instanceof BSONRegExp &&
    operand instanceof BSONRegExp &&
    value.pattern === operand.pattern &&
    value.options === operand.options
  return { test: (value) => (typeof value === 'string' ? regex.test(value) : same(value)) }
}

function elemMatch(operand: unknown, context: MatchContext): Leaf {
  if (!isDoc(operand)) fail('BadValue', '$elemMatch needs an Object')
  const onValues = isOperators(operand) && !Object.keys(operand).some((name) => name in LOGICAL)
  const matches = onValues ? operatorClauses(operand, ['item'], context) : matcher(operand, context)
  const test = (item: unknown): boolean => {
    if (onValues) return matches({ item })
    // The items of an item that is an array are named by their numbers.
    const doc = Array.isArray(item) ? Object.fromEntries(item.entries()) : item
    return isDoc(doc) && matches(doc)
  }
  return { whole: true, test: (value) => Array.isArray(value) && value.some(test) }
}

function onPath(parts: readonly string[], { test, whole }: Leaf): Predicate {
  const visit = whole ? test : (value: unknown) => test(value) || (Array.isArray(value) && value.some(test))
  const [only] = parts
  if (parts.length === 1 && only !== undefined) return (doc) => visit(Object.hasOwn(doc, only) ? doc[only] : undefined)
  return (doc) => reach(doc, parts, visit)
}
