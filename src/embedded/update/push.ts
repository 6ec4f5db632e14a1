import { fail } from '../errors.ts'
import { sortOrder } from '../pipeline/sort.ts'
import type { Collation } from '../values/collation.ts'
import { compare } from '../values/compare.ts'
import { isDoc, isNumber, typeName } from '../values/types.ts'
import type { Doc } from '../values/types.ts'

const MODIFIERS = new Set(['$each', '$slice', '$sort', '$position'])

/** The array after `$push`, with `$each`, `$position`, `$sort` and `$slice`, in that order whatever theirs. */
export function pushed(current: readonly unknown[], operand: unknown, collation: Collation | undefined): unknown[] {
  if (!isDoc(operand) || !('$each' in operand)) return [...current, operand]
  const unknown = Object.keys(operand).find((name) => !MODIFIERS.has(name))
  if (unknown !== undefined) fail('BadValue', `Unrecognized clause in $push: ${unknown}`)
  const items = operand['$each']
  if (!Array.isArray(items)) fail('BadValue', 'The argument to $each in $push must be an array')
  const position = integer(operand, '$position') ?? current.length
  const slice = integer(operand, '$slice')
  const next = sorted(current.toSpliced(position, 0, ...items), operand['$sort'], collation)
  if (slice === undefined) return next
  return slice < 0 ? next.slice(slice) : next.slice(0, slice)
}

function integer(operand: Doc, name: string): number | undefined {
  const value = operand[name]
  if (value === undefined) return undefined
  if (!isNumber(value) || !Number.isInteger(Number(value)))
    fail('BadValue', `The value for ${name} must be an integer value but was given type: ${typeName(value)}`)
  return Number(value)
}

function sorted(items: unknown[], by: unknown, collation: Collation | undefined): unknown[] {
  if (by === undefined) return items
  if (isDoc(by)) {
    const order = sortOrder(by, collation)
    return items.sort((a, b) => order(isDoc(a) ? a : {}, isDoc(b) ? b : {}))
  }
  const sign = isNumber(by) ? Number(by) : 0
  if (sign !== 1 && sign !== -1) fail('BadValue', 'The $sort element value must be either 1 or -1')
  return items.sort((a, b) => sign * compare(a, b, collation?.order))
}
