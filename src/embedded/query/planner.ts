import { fail } from '../errors.ts'
import type { Collection } from '../storage/catalog.ts'
import type { Index } from '../storage/index-spec.ts'
import { sortFields } from '../pipeline/sort.ts'
import type { Collation } from '../values/collation.ts'
import { MAX_KEY } from '../values/keys.ts'
import { equal } from '../values/compare.ts'
import { isDoc } from '../values/types.ts'
import type { Doc } from '../values/types.ts'
import { boundsOf, descending, intersect } from './bounds.ts'
import type { Bounds, Interval } from './bounds.ts'
import { coversPartial, excludesNull } from './implication.ts'
import { conditionsOf } from './predicates.ts'
import type { Condition, Conditions } from './predicates.ts'
import { textQuery } from './text.ts'
import { encodeField } from '../values/keys.ts'

/** A question to a collection. */
export interface Query {
  readonly filter: Doc
  readonly sort?: Doc | undefined
  readonly collation?: Collation | undefined
  readonly hint?: unknown
}

/** How to find the documents. `exact` says that all found ones match, `sorted` that they come in order. */
export type Plan =
  | ScanPlan
  | IndexPlan
  | UnionPlan
  | { readonly stage: 'EOF'; readonly exact: true; readonly sorted: true }

export interface ScanPlan {
  readonly stage: 'COLLSCAN'
  readonly exact: boolean
  readonly sorted: boolean
  readonly reverse: boolean
}

export interface IndexPlan {
  readonly stage: 'IXSCAN'
  readonly index: Index
  readonly ranges: readonly KeyInterval[]
  readonly reverse: boolean
  readonly exact: boolean
  readonly sorted: boolean
  /** Several ranges, each sorted: they are merged by what follows their first `skip` bytes. */
  readonly merge: boolean
  readonly bounds: Doc
  readonly score: number
}

export interface KeyInterval {
  readonly start: Buffer
  readonly end: Buffer
  readonly skip: number
}

export interface UnionPlan {
  readonly stage: 'OR'
  readonly plans: readonly (IndexPlan | { readonly stage: 'EOF' })[]
  readonly exact: false
  readonly sorted: boolean
}

const MAX_RANGES = 2000

/** Chooses the best way to answer a query; a hint is obeyed, and refused if there is no such index. */
export function plan(collection: Collection, query: Query): Plan {
  const known = conditionsOf(query.filter)
  const natural = naturalScan(query, known)
  if (natural) return natural
  const text = textPlan(collection, query)
  if (text) return text
  const hinted = query.hint === undefined ? undefined : hintedIndex(collection, query.hint)
  const usable = hinted
    ? [hinted]
    : collection.indexes.filter((index) => !index.hidden && !index.text && allowed(index, known))
  const candidates = usable.flatMap((index) => indexPlan(index, query, known, hinted !== undefined) ?? [])
  const [best] = candidates.toSorted((a, b) => b.score - a.score)
  if (!best || (best.score < 100 && !hinted)) {
    const union = hinted ? undefined : unionPlan(collection, query, known)
    if (union && (!best || best.score < 10)) return union
  }
  return best ?? { stage: 'COLLSCAN', exact: nothingAsked(query), sorted: query.sort === undefined, reverse: false }
}

const nothingAsked = ({ filter }: Query): boolean => Object.keys(filter).length === 0

function naturalScan(query: Query, known: Conditions): ScanPlan | undefined {
  const order = query.sort?.['$natural'] ?? (isDoc(query.hint) ? query.hint['$natural'] : undefined)
  if (order === undefined) return undefined
  const sorted = query.sort === undefined || '$natural' in query.sort
  return {
    stage: 'COLLSCAN',
    exact: known.complete && known.conditions.length === 0,
    sorted,
    reverse: Number(order) < 0,
  }
}

function hintedIndex(collection: Collection, hint: unknown): Index {
  const found = collection.indexes.find((index) =>
    typeof hint === 'string' ? index.name === hint : isDoc(hint) && equal(index.spec['key'], hint),
  )
  return (
    found ??
    fail(
      'BadValue',
      'error processing query: planner returned error :: caused by :: hint provided does not correspond to an existing index',
    )
  )
}

function allowed(index: Index, known: Conditions): boolean {
  if (index.partial && !coversPartial(index.partial.filter, known.conditions)) return false
  if (!index.sparse) return true
  return known.conditions.some((each) => index.fields.some(({ path }) => path === each.path) && excludesNull(each))
}

interface FieldBounds {
  readonly bounds: Bounds
  readonly used: readonly Condition[]
}

/** All bounds on a field. Where it may hold arrays two conditions may hold for two items, so only one gives bounds. */
function fieldBounds(index: Index, at: number, known: Conditions, query: Query): FieldBounds | undefined {
  const path = index.fields[at]?.path
  const found = known.conditions
    .filter((each) => each.path === path)
    .flatMap((condition) => {
      const bounds = boundsOf(condition, query.collation, index.collation)
      return bounds ? [{ condition, bounds }] : []
    })
  const best = found.toSorted((a, b) => width(a.bounds) - width(b.bounds))
  const [first] = best
  if (!first) return undefined
  const group = first.condition.group
  const together = index.multikey[at]
    ? best.filter(
        (each) =>
          each === first ||
          (group !== undefined && each.condition.group === group && valueGroup(each.condition, known)),
      )
    : best
  const bounds = together.slice(1).reduce((sum, each) => intersect(sum, each.bounds), first.bounds)
  return { bounds, used: together.map((each) => each.condition) }
}

/** Within one `$elemMatch` conditions on the same path meet in one value unless that path runs through a further array. */
const valueGroup = (condition: Condition, known: Conditions): boolean =>
  known.conditions.every((each) => each.group !== condition.group || each.path === condition.path)

const width = ({ intervals }: Bounds): number => (intervals.every((each) => each.point) ? intervals.length : 1_000_000)

interface Prefix {
  readonly start: Buffer
  readonly end: Buffer
  readonly skip: number
}

/** What the fields of an index make of a query. */
interface Fit {
  readonly prefixes: readonly Prefix[]
  readonly used: ReadonlySet<Condition>
  readonly shown: Doc
  /** Leading fields held to values. */
  readonly equalities: number
  /** Leading fields held to one value. */
  readonly single: number
  readonly ranged: boolean
  readonly exact: boolean
}

/** Goes through the fields in order as long as each has bounds; after a range the next one would not narrow it. */
function fitOf(index: Index, query: Query, known: Conditions): Fit {
  let prefixes: readonly Prefix[] = [{ start: index.prefix, end: index.prefix, skip: index.prefix.length }]
  const used = new Set<Condition>()
  const shown: Doc = {}
  let [equalities, single, exact] = [0, 0, true]
  for (const [i, field] of index.fields.entries()) {
    const found = fieldBounds(index, i, known, query)
    if (!found || prefixes.length * found.bounds.intervals.length > MAX_RANGES) break
    const intervals = field.descending ? found.bounds.intervals.map(descending) : found.bounds.intervals
    const points = intervals.every((each) => each.point)
    prefixes = combine(prefixes, intervals, points)
    for (const condition of found.used) used.add(condition)
    shown[field.path] = intervals.length
    exact &&= found.bounds.exact
    if (!points) return { prefixes, used, shown, equalities, single, ranged: true, exact }
    if (intervals.length <= 1 && single === i) single++
    equalities++
  }
  return { prefixes, used, shown, equalities, single, ranged: false, exact }
}

function indexPlan(index: Index, query: Query, known: Conditions, forced: boolean): IndexPlan | undefined {
  const fit = fitOf(index, query, known)
  const bounded = fit.equalities > 0 || fit.ranged
  const sort = sortFit(index, query, fit.equalities, fit.single)
  if (!bounded && !forced && (!sort || index.collation)) return undefined
  const ranges = fit.prefixes
    .map(({ start, end, skip }) => ({ ...limited(start, bounded ? end : index.prefix), skip }))
    .toSorted((a, b) => a.start.compare(b.start))
  return {
    stage: 'IXSCAN',
    index,
    ranges,
    reverse: sort?.reverse ?? false,
    exact: known.complete && fit.used.size === known.conditions.length && fit.exact && !index.cut,
    sorted: query.sort === undefined || sort !== undefined,
    merge: sort?.merge === true && ranges.length > 1,
    bounds: fit.shown,
    score: scoreOf(index, fit, sort !== undefined),
  }
}

/** A guess at how little an index reads: a whole unique key beats all, then the more fields held the better. */
function scoreOf(index: Index, { equalities, ranged }: Fit, sorted: boolean): number {
  const whole = index.unique && equalities === index.fields.length && !index.partial ? 100 : 0
  const bonus = (ranged ? 5 : 0) + (sorted ? 6 : 0) + (index.partial ? 2 : 0)
  return whole + equalities * 10 + bonus - index.fields.length * 0.1
}

function combine(prefixes: readonly Prefix[], intervals: readonly Interval[], points: boolean): Prefix[] {
  return prefixes.flatMap(({ start }) =>
    intervals.map((interval) => {
      const from = Buffer.concat([start, interval.start])
      return { start: from, end: Buffer.concat([start, interval.end]), skip: points ? from.length : start.length }
    }),
  )
}

/** Stored keys are cut at a length: bounds are widened to it. */
function limited(start: Buffer, end: Buffer): { start: Buffer; end: Buffer } {
  const longest = MAX_KEY - 32
  const top = end.length > longest ? Buffer.concat([end.subarray(0, longest), AFTER]) : end
  return {
    start: start.length > longest ? start.subarray(0, longest) : start,
    end: start.equals(top) ? Buffer.concat([top, AFTER]) : top,
  }
}
const AFTER = Buffer.alloc(8, 0xff)

/**
 * Whether the index gives the sort: after the fields held to single values its fields must be the sorted ones, all in
 * the same or all in the opposite direction. With several values ahead the ranges are merged.
 */
function sortFit(
  index: Index,
  query: Query,
  equalities: number,
  single: number,
): { reverse: boolean; merge: boolean } | undefined {
  if (!query.sort || index.cut || query.collation || index.collation) return undefined
  const wanted = sortFields(query.sort)
  for (let skip = equalities; skip >= 0; skip--) {
    const constant = new Set(index.fields.slice(0, Math.min(skip, single)).map(({ path }) => path))
    const rest = wanted.filter(({ path }) => !constant.has(path))
    const fields = index.fields.slice(skip, skip + rest.length)
    const fits =
      fields.length === rest.length &&
      rest.every(({ path, meta }, i) => !meta && fields[i]?.path === path && !index.multikey[skip + i])
    if (!fits) continue
    const turned = rest.map(({ sign }, i) => (fields[i]?.descending ? -sign : sign))
    if (new Set(turned).size > 1) continue
    if (index.multikey.some(Boolean) && equalities > single) continue
    return { reverse: turned[0] === -1, merge: skip > single }
  }
  return undefined
}

/** A filter of alternatives, each of which an index answers. */
function unionPlan(collection: Collection, query: Query, known: Conditions): UnionPlan | undefined {
  for (const alternatives of known.alternatives) {
    const plans = alternatives.map((filter) => plan(collection, { filter, collation: query.collation }))
    if (plans.every((each) => each.stage === 'IXSCAN' || each.stage === 'EOF')) {
      return { stage: 'OR', plans, exact: false, sorted: query.sort === undefined }
    }
  }
  return undefined
}

function textPlan(collection: Collection, query: Query): Plan | undefined {
  const search = findText(query.filter)
  if (search === undefined) return undefined
  const index = collection.indexes.find((each) => each.text)
  if (!index) fail('IndexNotFound', 'text index required for $text query')
  const known = conditionsOf(query.filter)
  const prefix = index.fields.map((_, i) => {
    const [only, more] = fieldBounds(index, i, known, query)?.bounds.intervals ?? []
    return only?.point && !more
      ? only.start
      : fail(
          67,
          `failed to use text index to satisfy $text query (if text index is compound, are equality predicates given for all prefix fields?)`,
        )
  })
  const ranges = textQuery(search).any.map((term) => {
    const start = Buffer.concat([index.prefix, ...prefix, encodeField(term, false)])
    return { start, end: Buffer.concat([start, AFTER]), skip: start.length }
  })
  const shape = {
    stage: 'IXSCAN',
    index,
    ranges,
    reverse: false,
    exact: false,
    merge: false,
    bounds: {},
    score: 1,
  } as const
  return ranges.length === 0
    ? { stage: 'EOF', exact: true, sorted: true }
    : { ...shape, sorted: query.sort === undefined }
}

export function findText(filter: Doc): unknown {
  if ('$text' in filter) return filter['$text']
  const parts = filter['$and']
  return Array.isArray(parts)
    ? parts.map((part) => findText(part as Doc)).find((each) => each !== undefined)
    : undefined
}
