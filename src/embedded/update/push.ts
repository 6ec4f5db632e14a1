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
  if (!Array.isArray(items))
    fail('BadValue', `The argument to $each in $push must be an array but it was of type: ${typeName(items)}`)
  const position = integer(operand, '$position')
  const next = position === undefined ? [...current, ...items] : current.toSpliced(position, 0, ...items)
  const sorted = '$sort' in operand ? sort(next, operand['$sort'], collation) : next
  const slice = integer(operand, '$slice')
  if (slice === undefined) return sorted
  return slice < 0 ? sorted.slice(slice) : sorted.slice(0, slice)
}

function integer(operand: Doc, name: string): number | undefined {
  const value = operand[name]
  if (value === undefined) return undefined
  if (!isNumber(value) || !Number.isInteger(Number(value)))
    fail('BadValue', `The value for ${name} must be an integer value but was given type: ${typeName(value)}`)
  return Number(value)
}

function sort(items: readonly unknown[], by: unknown, collation: Collation | undefined): unknown[] {
  if (isDoc(by)) {
    const order = sortOrder(by, collation)
    const doc = (item: unknown): Doc => (isDoc(item) ? item : {})
    return items.toSorted((a, b) => order(doc(a), doc(b)))
  }
  const sign = isNumber(by) ? Number(by) : 0
  if (sign !== 1 && sign !== -1) fail('BadValue', 'The $sort element value must be either 1 or -1')
  return items.toSorted((a, b) => sign * compare(a, b, collation?.order))
}
