import { BSONRegExp } from 'bson'
import type { Collation } from '../values/collation.ts'
import { after } from '../storage/view.ts'
import { EMPTY_ARRAY, encodeField, invert } from '../values/keys.ts'
import type { Fold } from '../values/keys.ts'
import { isDoc, isNumber, ORDER, typeOrder } from '../values/types.ts'
import type { Condition } from './predicates.ts'
import { literalPrefix } from './regex.ts'

/** A stretch of one index field's ascending encodings: from `start` on and before `end`. */
export interface Interval {
  readonly start: Buffer
  readonly end: Buffer
  /** The whole stretch is one value. */
  readonly point: boolean
}

/** What a condition means for an index field; `exact` if each key within satisfies it and none outside does. */
export interface Bounds {
  readonly intervals: readonly Interval[]
  readonly exact: boolean
}

const point = (value: unknown, fold?: Fold): Interval => {
  const start = encodeField(value, false, fold)
  return { start, end: after(start), point: true }
}

/** Strings, and what holds strings, compare by collation. */
const dependsOnCollation = (value: unknown): boolean =>
  typeof value === 'string' || isDoc(value) || Array.isArray(value) || value instanceof BSONRegExp

/** The bounds that a condition gives; `undefined` if it gives none. */
export function boundsOf(
  { op, operand }: Condition,
  collation: Collation | undefined,
  indexCollation: Collation | undefined,
): Bounds | undefined {
  const same = JSON.stringify(collation?.spec) === JSON.stringify(indexCollation?.spec)
  const blocked = (value: unknown): boolean => !same && dependsOnCollation(value)
  const fold = indexCollation?.fold
  switch (op) {
    case '$eq':
      return blocked(operand) ? undefined : equality(operand, fold)
    case '$in': {
      if (!Array.isArray(operand) || operand.some(blocked)) return undefined
      return union(
        operand.map((item) => (item instanceof BSONRegExp ? regex(item, indexCollation) : equality(item, fold))),
      )
    }
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return dependsOnCollation(operand) && (!same || collation) ? undefined : range(op, operand)
    case '$regex':
      return operand instanceof BSONRegExp ? regex(operand, indexCollation) : undefined
    case '$exists':
      return operand ? undefined : { intervals: [point(null)], exact: false }
    default:
      return undefined
  }
}

function equality(value: unknown, fold: Fold | undefined): Bounds {
  if (Array.isArray(value)) {
    // An array is found by its first item, or as an item itself.
    const first = value.length === 0 ? EMPTY_ARRAY : (value[0] as unknown)
    return sorted([point(first, fold), point(value, fold)], false)
  }
  return { intervals: [point(value, fold)], exact: value !== null && !isDoc(value) && !fold }
}

const tag = (order: number): Buffer => Buffer.from([order])

function range(op: string, operand: unknown): Bounds | undefined {
  const bracket = typeOrder(operand)
  if (Array.isArray(operand) || isDoc(operand) || bracket === ORDER.minKey || bracket === ORDER.maxKey) return undefined
  if (bracket === ORDER.null)
    return op.length === 4 ? { intervals: [point(null)], exact: false } : { intervals: [], exact: true }
  const value = encodeField(operand, false)
  const exact = !isNumber(operand) || (op.startsWith('$g') && !Number.isNaN(Number(operand)))
  if (op === '$gt') return { intervals: [{ start: after(value), end: after(tag(bracket)), point: false }], exact }
  if (op === '$gte') return { intervals: [{ start: value, end: after(tag(bracket)), point: false }], exact }
  if (op === '$lt') return { intervals: [{ start: lowest(bracket), end: value, point: false }], exact: true }
  return {
    intervals: [{ start: lowest(bracket), end: after(value), point: false }],
    exact: !Number.isNaN(Number(operand)) || !isNumber(operand),
  }
}

/** Below all numbers comes NaN, which no range holds. */
const lowest = (bracket: number): Buffer =>
  bracket === ORDER.number ? after(encodeField(Number.NaN, false)) : tag(bracket)

function regex(value: BSONRegExp, indexCollation: Collation | undefined): Bounds {
  const own = point(value)
  const prefix = indexCollation ? '' : literalPrefix(value.pattern, value.options)
  const start = prefix === '' ? tag(ORDER.string) : encodeField(prefix, false).subarray(0, -1)
  return sorted([{ start, end: after(start), point: false }, own], false)
}

function union(parts: readonly Bounds[]): Bounds {
  return sorted(
    parts.flatMap((part) => part.intervals),
    parts.every((part) => part.exact),
  )
}

/** In order, and no stretch twice. */
function sorted(intervals: readonly Interval[], exact: boolean): Bounds {
  const ordered = intervals.toSorted((a, b) => a.start.compare(b.start))
  const out: Interval[] = []
  for (const interval of ordered) {
    const last = out.at(-1)
    if (!last || interval.start.compare(last.end) >= 0) out.push(interval)
    else if (interval.end.compare(last.end) > 0)
      out[out.length - 1] = { start: last.start, end: interval.end, point: false }
  }
  return { intervals: out, exact }
}

/** The stretches that both have. */
export function intersect(a: Bounds, b: Bounds): Bounds {
  const out: Interval[] = []
  for (const x of a.intervals) {
    for (const y of b.intervals) {
      const start = x.start.compare(y.start) >= 0 ? x.start : y.start
      const end = x.end.compare(y.end) <= 0 ? x.end : y.end
      if (start.compare(end) < 0) out.push({ start, end, point: x.point || y.point })
    }
  }
  return { intervals: out, exact: a.exact && b.exact }
}

/** An interval as it lies in an index where the field is descending: bytes inverted, ends swapped. */
export function descending({ start, end, point }: Interval): Interval {
  return { start: invertBound(end), end: invertBound(start), point }
}

/** `after(x)` stands above all keys that begin with x: inverted it must stand below all that begin with x inverted. */
function invertBound(bound: Buffer): Buffer {
  const beyond = bound.length > 8 && bound.subarray(-8).equals(AFTER)
  if (beyond) return invert(Buffer.from(bound.subarray(0, -8)))
  return after(invert(Buffer.from(bound)))
}
const AFTER = Buffer.alloc(8, 0xff)
