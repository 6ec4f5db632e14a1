import { BSONRegExp } from 'bson'
import { fail } from '../errors.ts'
import { binaryOrder, compare } from '../values/compare.ts'
import type { StringOrder } from '../values/compare.ts'
import { identity } from '../values/keys.ts'
import { isDoc, isNumber, namedTypes, ORDER, typeName, typeOrder } from '../values/types.ts'
import type { Doc } from '../values/types.ts'
import { regexOperand } from './regex.ts'

/** Tests one value; `whole` tests see an array as it is, the others also each of its items. */
export interface Leaf {
  readonly test: (value: unknown) => boolean
  readonly whole?: boolean
}

/** Whether a condition is a set of operators rather than a value to equal. */
export function isOperators(value: unknown): value is Doc {
  if (!isDoc(value)) return false
  const [first] = Object.keys(value)
  return first !== undefined && first.startsWith('$') && first !== '$ref' && first !== '$id' && first !== '$db'
}

type MakeLeaf = (operand: unknown, strings: StringOrder | undefined) => Leaf

/** The operators that test one value. */
export const LEAVES: { readonly [name: string]: MakeLeaf | undefined } = {
  $eq: equality,
  $gt: (operand, strings) => range(operand, strings, (order) => order > 0),
  $gte: (operand, strings) => range(operand, strings, (order) => order >= 0),
  $lt: (operand, strings) => range(operand, strings, (order) => order < 0),
  $lte: (operand, strings) => range(operand, strings, (order) => order <= 0),
  $in: membership,
  $type: typeTest,
  $size: sizeTest,
  $mod: modulo,
}

function equality(operand: unknown, strings: StringOrder = binaryOrder): Leaf {
  if (typeof operand === 'string' && strings === binaryOrder) return { test: (value) => value === operand }
  return { test: (value) => value === operand || compare(value, operand, strings) === 0 }
}

/** A range holds within one type bracket; only MinKey and MaxKey reach beyond. */
function range(operand: unknown, strings: StringOrder = binaryOrder, holds: (order: number) => boolean): Leaf {
  if (operand instanceof BSONRegExp) fail('BadValue', "Can't have RegEx as arg to predicate over field.")
  const bracket = typeOrder(operand)
  const open = bracket === ORDER.minKey || bracket === ORDER.maxKey
  const nan = isNumber(operand) && Number.isNaN(Number(operand))
  return {
    test(value) {
      if (!open && typeOrder(value) !== bracket) return false
      if (open && value === undefined) return holds(ORDER.null - bracket)
      if (bracket === ORDER.number && nan !== Number.isNaN(Number(value))) return false
      return holds(compare(value, operand, strings))
    },
  }
}

function membership(operand: unknown, strings: StringOrder | undefined): Leaf {
  if (!Array.isArray(operand)) fail('BadValue', '$in needs an array')
  if (operand.some((item) => isOperators(item))) fail('BadValue', 'cannot nest $ under $in')
  const regexes = operand.filter((item) => item instanceof BSONRegExp).map((item) => regexOperand(item))
  const matchesRegex = (value: unknown): boolean =>
    typeof value === 'string' && regexes.some((regex) => regex.test(value))
  if (strings || operand.length < 8)
    return { test: (value) => operand.some((item) => compare(value, item, strings) === 0) || matchesRegex(value) }
  const known = new Set(operand.map((item) => identity(item)))
  return { test: (value) => known.has(identity(value)) || matchesRegex(value) }
}

function typeTest(operand: unknown): Leaf {
  const given: readonly unknown[] = Array.isArray(operand) ? operand : [operand]
  const names = new Set(
    given.flatMap((each) => namedTypes(each) ?? fail('BadValue', `Unknown type name alias: ${String(each)}`)),
  )
  if (names.size === 0) fail('FailedToParse', '$type must match at least one type')
  return { test: (value) => value !== undefined && names.has(typeName(value)) }
}

function sizeTest(operand: unknown): Leaf {
  const size = isNumber(operand) ? Number(operand) : Number.NaN
  if (!Number.isInteger(size) || size < 0) fail('BadValue', 'Failed to parse $size. Expected a non-negative integer')
  return { whole: true, test: (value) => Array.isArray(value) && value.length === size }
}

function modulo(operand: unknown): Leaf {
  if (!Array.isArray(operand) || operand.length !== 2) fail('BadValue', 'malformed mod, needs to be an array of two')
  const [divisor = 0, remainder] = operand.map((item) => (isNumber(item) ? Math.trunc(Number(item)) : Number.NaN))
  if (Number.isNaN(divisor) || Number.isNaN(remainder)) fail('BadValue', 'malformed mod, needs numbers')
  if (divisor === 0) fail('BadValue', 'divisor cannot be 0')
  return { test: (value) => isNumber(value) && Math.trunc(Number(value)) % divisor === remainder }
}
