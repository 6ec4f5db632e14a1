import { encodeField } from './keys.ts'
import { compareNumbers } from './numbers.ts'
import type { Numeric } from './numbers.ts'
import { ORDER, typeOrder } from './types.ts'
import type { Doc } from './types.ts'

/** How two strings compare: by UTF-8 bytes, or by a collation. */
export type StringOrder = (a: string, b: string) => number

/** Code unit order differs from UTF-8 order only where surrogates are. */
export const binaryOrder: StringOrder = (a, b) => {
  if (a === b) return 0
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)]
    if (x !== y) return fixSurrogate(x) - fixSurrogate(y)
  }
  return a.length - b.length
}
const fixSurrogate = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x2800 : unit)

/** MongoDB's comparison across all BSON types: negative, 0 or positive; a missing value (`undefined`) equals null. */
export function compare(a: unknown, b: unknown, strings: StringOrder = binaryOrder): number {
  if (typeof a === 'number' && typeof b === 'number' && a === a && b === b) return a < b ? -1 : a > b ? 1 : 0
  const order = typeOrder(a)
  if (order !== typeOrder(b)) return order - typeOrder(b)
  switch (order) {
    case ORDER.number:
      return compareNumbers(a as Numeric, b as Numeric)
    case ORDER.string:
      return strings(String(a), String(b))
    case ORDER.object:
      return compareDocs(a as Doc, b as Doc, strings)
    case ORDER.array:
      return compareArrays(a as readonly unknown[], b as readonly unknown[], strings)
    case ORDER.bool:
    case ORDER.date:
      return Number(a) - Number(b)
    default:
      // Of all other types the bytes of the index keys have the order.
      return encodeField(a, false).compare(encodeField(b, false))
  }
}

export function equal(a: unknown, b: unknown, strings: StringOrder = binaryOrder): boolean {
  return a === b || compare(a, b, strings) === 0
}

/** Field by field: type first, then name, then value. */
function compareDocs(a: Doc, b: Doc, strings: StringOrder): number {
  const [left, right] = [Object.keys(a), Object.keys(b)]
  for (const [i, x] of left.entries()) {
    const y = right[i]
    if (y === undefined) return 1
    const difference = typeOrder(a[x]) - typeOrder(b[y]) || binaryOrder(x, y) || compare(a[x], b[y], strings)
    if (difference !== 0) return difference
  }
  return left.length - right.length
}

function compareArrays(a: readonly unknown[], b: readonly unknown[], strings: StringOrder): number {
  for (const [i, item] of a.entries()) {
    if (i >= b.length) return 1
    const difference = compare(item, b[i], strings)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}
