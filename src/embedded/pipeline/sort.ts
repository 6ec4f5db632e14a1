import { fail } from '../errors.ts'
import type { Collation } from '../values/collation.ts'
import { compare } from '../values/compare.ts'
import { EMPTY_ARRAY } from '../values/keys.ts'
import { reach, splitPath } from '../values/paths.ts'
import { isNumber, ORDER, typeOrder } from '../values/types.ts'
import type { Doc } from '../values/types.ts'

export interface SortField {
  readonly path: string
  readonly parts: readonly string[]
  readonly sign: 1 | -1
}

/** Reads a sort document; refuses directions other than 1 and -1. */
export function sortFields(spec: Doc): readonly SortField[] {
  const entries = Object.entries(spec)
  if (entries.length > 32) fail('BadValue', 'too many compound keys')
  return entries.map(([path, direction]) => {
    const value = isNumber(direction) ? Number(direction) : Number.NaN
    if (value !== 1 && value !== -1)
      fail(isNumber(direction) ? 15_975 : 15_974, '$sort key ordering must be 1 (for ascending) or -1 (for descending)')
    const parts = splitPath(path)
    if (parts.some((part) => part.startsWith('$'))) fail(16_410, "FieldPath field names may not start with '$'.")
    return { path, parts, sign: value }
  })
}

/** The value by which a document sorts: of an array the least item, descending the greatest. */
function keyOf(doc: Doc, { parts, sign }: SortField, collation: Collation | undefined): unknown {
  let best: unknown
  let found = false
  const offer = (value: unknown): void => {
    if (!found || sign * order(value, best, collation) < 0) best = value
    found = true
  }
  reach(doc, parts, (value) => {
    if (!Array.isArray(value)) offer(value)
    else if (value.length === 0) offer(EMPTY_ARRAY)
    else value.forEach(offer)
    return false
  })
  return best
}

/** An empty array comes before null. */
function order(a: unknown, b: unknown, collation: Collation | undefined): number {
  if (a !== EMPTY_ARRAY && b !== EMPTY_ARRAY) return compare(a, b, collation?.order)
  if (a === b) return 0
  const beforeEmpty = typeOrder(a === EMPTY_ARRAY ? b : a) === ORDER.minKey
  return (a === EMPTY_ARRAY) === beforeEmpty ? 1 : -1
}

/** Compares two documents by a sort document. */
export function sortOrder(spec: Doc, collation?: Collation): (a: Doc, b: Doc) => number {
  const fields = sortFields(spec)
  const keysOf = (doc: Doc): unknown[] => fields.map((field) => keyOf(doc, field, collation))
  return (a, b) => orderOfKeys(keysOf(a), keysOf(b), fields, collation)
}

function orderOfKeys(
  a: readonly unknown[],
  b: readonly unknown[],
  fields: readonly SortField[],
  collation: Collation | undefined,
): number {
  for (const [i, { sign }] of fields.entries()) {
    const difference = sign * order(a[i], b[i], collation)
    if (difference !== 0) return difference
  }
  return 0
}

/** Sorts stably, each document's keys computed once. */
export function sortBy<T>(
  items: readonly T[],
  fields: readonly SortField[],
  docOf: (item: T) => Doc,
  collation?: Collation,
): T[] {
  const keyed = items.map((item) => {
    const doc = docOf(item)
    return { item, keys: fields.map((field) => keyOf(doc, field, collation)) }
  })
  keyed.sort((a, b) => orderOfKeys(a.keys, b.keys, fields, collation))
  return keyed.map(({ item }) => item)
}
