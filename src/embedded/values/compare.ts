import type { Binary, BSONRegExp, Code, DBRef, ObjectId, Timestamp } from 'bson'
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
  const [x, y] = [typeOrder(a), typeOrder(b)]
  if (x !== y) return x - y
  return COMPARERS[x]?.(a, b, strings) ?? 0
}

export function equal(a: unknown, b: unknown, strings: StringOrder = binaryOrder): boolean {
  return a === b || compare(a, b, strings) === 0
}

type Comparer = (a: never, b: never, strings: StringOrder) => number
type AnyComparer = (a: unknown, b: unknown, strings: StringOrder) => number

const pattern = (a: BSONRegExp, b: BSONRegExp): number =>
  binaryOrder(a.pattern, b.pattern) || binaryOrder(a.options, b.options)

const COMPARERS: { readonly [order: number]: AnyComparer | undefined } = table([
  [ORDER.number, (a: Numeric, b: Numeric) => compareNumbers(a, b)],
  [ORDER.string, (a: unknown, b: unknown, strings) => strings(String(a), String(b))],
  [ORDER.object, compareDocs],
  [ORDER.array, compareArrays],
  [ORDER.binary, compareBinary],
  [ORDER.objectId, (a: ObjectId, b: ObjectId) => Buffer.compare(a.id, b.id)],
  [ORDER.bool, (a: boolean, b: boolean) => Number(a) - Number(b)],
  [ORDER.date, (a: Date, b: Date) => a.getTime() - b.getTime()],
  [ORDER.timestamp, (a: Timestamp, b: Timestamp) => a.compare(b)],
  [ORDER.regex, pattern],
  [
    ORDER.dbPointer,
    (a: DBRef, b: DBRef) => binaryOrder(a.collection, b.collection) || Buffer.compare(a.oid.id, b.oid.id),
  ],
  [ORDER.code, (a: Code, b: Code) => binaryOrder(a.code, b.code)],
  [ORDER.codeWithScope, (a: Code, b: Code) => binaryOrder(a.code, b.code)],
])

/** Each comparer sees values of its own type bracket alone, which the compiler cannot know. */
function table(entries: readonly (readonly [number, Comparer])[]): { [order: number]: AnyComparer } {
  return Object.fromEntries(entries) as unknown as { [order: number]: AnyComparer }
}

/** Field by field: type first, then name, then value. */
function compareDocs(a: Doc, b: Doc, strings: StringOrder): number {
  const [left, right] = [Object.keys(a), Object.keys(b)]
  const length = Math.min(left.length, right.length)
  for (let i = 0; i < length; i++) {
    const [x, y] = [left[i] ?? '', right[i] ?? '']
    const difference = typeOrder(a[x]) - typeOrder(b[y]) || binaryOrder(x, y) || compare(a[x], b[y], strings)
    if (difference !== 0) return difference
  }
  return left.length - right.length
}

function compareArrays(a: readonly unknown[], b: readonly unknown[], strings: StringOrder): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const difference = compare(a[i], b[i], strings)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

/** By length, then subtype, then bytes. */
function compareBinary(a: Binary, b: Binary): number {
  return a.position - b.position || a.sub_type - b.sub_type || Buffer.compare(a.value(), b.value())
}
