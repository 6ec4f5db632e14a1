import { BSONRegExp } from 'bson'
import { after } from '../storage/view.ts'
import type { Collation } from '../values/collation.ts'
import { EMPTY_ARRAY, encodeField, invert } from '../values/keys.ts'
import type { Fold } from '../values/keys.ts'
import { isDoc, ORDER, typeOrder } from '../values/types.ts'
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

const pointAt = (value: unknown, fold?: Fold): Interval => {
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
    case '$in':
      if (!Array.isArray(operand) || operand.some(blocked)) return undefined
      return union(operand.map((item) => (item instanceof BSONRegExp ? regex(item, fold) : equality(item, fold))))
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return dependsOnCollation(operand) && (!same || collation) ? undefined : range(op, operand)
    case '$regex':
      return operand instanceof BSONRegExp ? regex(operand, fold) : undefined
    case '$exists':
      return operand ? undefined : { intervals: [pointAt(null)], exact: false }
    default:
      return undefined
  }
}

function equality(value: unknown, fold: Fold | undefined): Bounds {
  // An array is found by its first item, or as an item itself.
  if (Array.isArray(value))
    return sorted([pointAt(value.length === 0 ? EMPTY_ARRAY : value[0], fold), pointAt(value, fold)], false)
  return { intervals: [pointAt(value, fold)], exact: value !== null && !isDoc(value) && !fold }
}

const tag = (order: number): Buffer => Buffer.from([order])

function range(op: string, operand: unknown): Bounds | undefined {
  const bracket = typeOrder(operand)
  const inclusive = op.endsWith('e')
  if (Array.isArray(operand) || isDoc(operand) || bracket === ORDER.minKey || bracket === ORDER.maxKey) return undefined
  if (bracket === ORDER.null)
    return inclusive ? { intervals: [pointAt(null)], exact: false } : { intervals: [], exact: true }
  const value = encodeField(operand, false)
  const above = op.startsWith('$g')
  const interval = above
    ? { start: inclusive ? value : after(value), end: after(tag(bracket)), point: false }
    : { start: lowest(bracket), end: inclusive ? after(value) : value, point: false }
  // NaN, which no other number's range holds, is less than all numbers.
  return { intervals: [interval], exact: !Number.isNaN(Number(operand)) || bracket !== ORDER.number }
}

/** Below all numbers comes NaN, which no range holds. */
const lowest = (bracket: number): Buffer =>
  bracket === ORDER.number ? after(encodeField(Number.NaN, false)) : tag(bracket)

function regex(value: BSONRegExp, fold: Fold | undefined): Bounds {
  const prefix = fold ? '' : literalPrefix(value.pattern, value.options)
  const start = prefix === '' ? tag(ORDER.string) : encodeField(prefix, false).subarray(0, -1)
  return sorted([{ start, end: after(start), point: false }, pointAt(value)], false)
}

const union = (parts: readonly Bounds[]): Bounds =>
  sorted(
    parts.flatMap(({ intervals }) => intervals),
    parts.every(({ exact }) => exact),
  )

/** In order, and no stretch twice. */
function sorted(intervals: readonly Interval[], exact: boolean): Bounds {
  const out: Interval[] = []
  for (const interval of intervals.toSorted((a, b) => a.start.compare(b.start))) {
    const last = out.at(-1)
    if (!last || interval.start.compare(last.end) >= 0) out.push(interval)
    else if (interval.end.compare(last.end) > 0)
      out[out.length - 1] = { start: last.start, end: interval.end, point: false }
  }
  return { intervals: out, exact }
}

/** The stretches that both have. */
export function intersect(a: Bounds, b: Bounds): Bounds {
  const intervals = a.intervals.flatMap((x) =>
    b.intervals.flatMap((y) => {
      const start = x.start.compare(y.start) >= 0 ? x.start : y.start
      const end = x.end.compare(y.end) <= 0 ? x.end : y.end
      return start.compare(end) < 0 ? [{ start, end, point: x.point || y.point }] : []
    }),
  )
  return { intervals, exact: a.exact && b.exact }
}

/** An interval as it lies in an index where the field is descending: bytes inverted, ends swapped. */
export const descending = ({ start, end, point }: Interval): Interval => ({
  start: inverted(end),
  end: inverted(start),
  point,
})

const AFTER = after(Buffer.alloc(0))

/** `after(x)` stands above all keys that begin with x: inverted it must stand below all that begin with x inverted. */
function inverted(bound: Buffer): Buffer {
  const beyond = bound.length > AFTER.length && bound.subarray(-AFTER.length).equals(AFTER)
  return beyond ? invert(Buffer.from(bound.subarray(0, -AFTER.length))) : after(invert(Buffer.from(bound)))
}
