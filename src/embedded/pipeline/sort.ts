import { fail } from '../errors.ts'
import type { Collation } from '../values/collation.ts'
import { compare } from '../values/compare.ts'
import { EMPTY_ARRAY } from '../values/keys.ts'
import { reach, splitPath } from '../values/paths.ts'
import { isDoc, isNumber, ORDER, typeOrder } from '../values/types.ts'
import type { Doc } from '../values/types.ts'

export interface SortField {
  readonly path: string
  readonly parts: readonly string[]
  readonly sign: 1 | -1
  /** Sorted by relevance of a text search instead of a value. */
  readonly meta: boolean
}

/** Reads a sort document; refuses directions other than 1 and -1. */
export function sortFields(spec: Doc): readonly SortField[] {
  const entries = Object.entries(spec)
  if (entries.length > 32) fail('BadValue', 'too many compound keys')
  return entries.map(([path, direction]) => {
    const parts = splitPath(path)
    if (isDoc(direction) && direction['$meta'] === 'textScore') return { path, parts, sign: -1, meta: true }
    const value = isNumber(direction) ? Number(direction) : Number.NaN
    if (value !== 1 && value !== -1)
      fail(isNumber(direction) ? 15_975 : 15_974, '$sort key ordering must be 1 (for ascending) or -1 (for descending)')
    if (parts.some((part) => part.startsWith('$'))) fail(16_410, "FieldPath field names may not start with '$'.")
    return { path, parts, sign: value, meta: false }
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
const order = (a: unknown, b: unknown, collation: Collation | undefined): number => {
  if (a !== EMPTY_ARRAY && b !== EMPTY_ARRAY) return compare(a, b, collation?.order)
  if (a === b) return 0
  const other = typeOrder(a === EMPTY_ARRAY ? b : a)
  const emptyFirst = other === ORDER.minKey ? 1 : -1
  return a === EMPTY_ARRAY ? emptyFirst : -emptyFirst
}

/** Compares two documents by a sort document. */
export function sortOrder(spec: Doc, collation?: Collation): (a: Doc, b: Doc) => number {
  const fields = sortFields(spec)
  return (a, b) => {
    for (const field of fields) {
      const difference = field.sign * order(keyOf(a, field, collation), keyOf(b, field, collation), collation)
      if (difference !== 0) return difference
    }
    return 0
  }
}

/** Sorts stably, each document's keys computed once. */
export function sortBy<T>(
  items: readonly T[],
  spec: Doc,
  docOf: (item: T) => Doc,
  options: { collation?: Collation | undefined; score?: ((doc: Doc) => number) | undefined } = {},
): T[] {
  const fields = sortFields(spec)
  const keyed = items.map((item) => {
    const doc = docOf(item)
    return {
      item,
      keys: fields.map((field) => (field.meta ? (options.score?.(doc) ?? 0) : keyOf(doc, field, options.collation))),
    }
  })
  keyed.sort((a, b) => {
    for (const [i, { sign }] of fields.entries()) {
      const difference = sign * order(a.keys[i], b.keys[i], options.collation)
      if (difference !== 0) return difference
    }
    return 0
  })
  return keyed.map(({ item }) => item)
}
