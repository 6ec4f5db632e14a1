import { fail } from '../errors.ts'
import { sortFields } from '../pipeline/sort.ts'
import type { Collection } from '../storage/catalog.ts'
import type { Index } from '../storage/index-spec.ts'
import { after, within } from '../storage/view.ts'
import type { Collation } from '../values/collation.ts'
import { equal } from '../values/compare.ts'
import { MAX_KEY } from '../values/keys.ts'
import { isDoc } from '../values/types.ts'
import type { Doc } from '../values/types.ts'
import { boundsOf, descending, intersect } from './bounds.ts'
import type { Bounds, Interval } from './bounds.ts'
import { coversPartial, excludesNull } from './implication.ts'
import { conditionsOf } from './predicates.ts'
import type { Condition, Conditions } from './predicates.ts'

/** A question to a collection. */
export interface Query {
  readonly filter: Doc
  readonly sort?: Doc | undefined
  readonly collation?: Collation | undefined
  readonly hint?: unknown
}

/** How to find the documents. `exact` says that all found ones match, `sorted` that they come in order. */
export type Plan = { readonly exact: boolean; readonly sorted: boolean } & (
  | { readonly stage: 'EOF' }
  | { readonly stage: 'COLLSCAN'; readonly reverse: boolean }
  | UnionPlan
  | IndexPlan
)

/** A filter of alternatives, each of which an index answers. */
export interface UnionPlan {
  readonly stage: 'OR'
  readonly plans: readonly IndexPlan[]
}

export interface IndexPlan {
  readonly stage: 'IXSCAN'
  readonly index: Index
  readonly ranges: readonly KeyInterval[]
  readonly reverse: boolean
  /** Several ranges, each sorted: they are merged by what follows their first `skip` bytes. */
  readonly merge: boolean
  /** For explain: the number of intervals of each field. */
  readonly bounds: Doc
  readonly score: number
}

export interface KeyInterval {
  readonly start: Buffer
  readonly end: Buffer
  readonly skip: number
}

const MAX_RANGES = 2000

/** A whole unique key is worth more than anything else. */
const UNIQUE = 100

/** Chooses the best way to answer a query; a hint is obeyed, and refused if there is no such index. */
export function plan(collection: Collection, query: Query): Plan {
  const known = conditionsOf(query.filter)
  const natural = query.sort?.['$natural'] ?? (isDoc(query.hint) ? query.hint['$natural'] : undefined)
  if (natural !== undefined) return scan(query, known, Number(natural) < 0)
  if (query.hint !== undefined) {
    return indexPlan(hintedIndex(collection, query.hint), query, known, true) ?? scan(query, known, false)
  }
  const usable = collection.indexes.filter((index) => allowed(index, known))
  const candidates = usable.flatMap((index) => indexPlan(index, query, known, false) ?? [])
  const [best] = candidates.sort((a, b) => b.score - a.score)
  const union = !best || best.score < 10 ? unionPlan(collection, query, known) : undefined
  return union ?? best ?? scan(query, known, false)
}

const scan = ({ sort }: Query, known: Conditions, reverse: boolean): Plan => ({
  stage: 'COLLSCAN',
  exact: known.complete && known.conditions.length === 0,
  sorted: sort === undefined || '$natural' in sort,
  reverse,
})

function hintedIndex(collection: Collection, hint: unknown): Index {
  const found = collection.indexes.find(({ name, spec }) =>
    typeof hint === 'string' ? name === hint : isDoc(hint) && equal(spec['key'], hint),
  )
  return found ?? fail('BadValue', 'planner returned error: hint provided does not correspond to an existing index')
}

/** Whether an index has all documents that a query may find. */
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
    .sort((a, b) => width(a.bounds) - width(b.bounds))
  const [first, ...others] = found
  if (!first) return undefined
  const together = index.multikey[at]
    ? others.filter((each) => sameItem(first.condition, each.condition, known))
    : others
  const bounds = together.reduce((sum, each) => intersect(sum, each.bounds), first.bounds)
  return { bounds, used: [first, ...together].map(({ condition }) => condition) }
}

/** Within one `$elemMatch` conditions on the same path meet in one value unless that path runs through a further array. */
const sameItem = (a: Condition, b: Condition, known: Conditions): boolean =>
  a.group !== undefined &&
  a.group === b.group &&
  known.conditions.every(({ group, path }) => group !== a.group || path === a.path)

const width = ({ intervals }: Bounds): number => (intervals.every((each) => each.point) ? intervals.length : Infinity)

/** What the fields of an index make of a query. */
interface Fit {
  readonly ranges: readonly KeyInterval[]
  readonly used: ReadonlySet<Condition>
  readonly bounds: Doc
  /** Leading fields held to values. */
  readonly equalities: number
  /** Leading fields held to one value. */
  readonly single: number
  readonly ranged: boolean
  readonly exact: boolean
}

/** Goes through the fields in order as long as each has bounds; after a range the next one would not narrow it. */
function fitOf(index: Index, query: Query, known: Conditions): Fit {
  let ranges: readonly KeyInterval[] = [{ ...within(index.prefix), skip: index.prefix.length }]
  const used = new Set<Condition>()
  const bounds: Doc = {}
  let [equalities, single, exact, ranged] = [0, 0, true, false]
  for (const [i, { path, descending: falls }] of index.fields.entries()) {
    const found = fieldBounds(index, i, known, query)
    if (!found || ranges.length * found.bounds.intervals.length > MAX_RANGES) break
    const intervals = falls ? found.bounds.intervals.map(descending) : found.bounds.intervals
    ranged = !intervals.every((each) => each.point)
    ranges = combine(ranges, intervals, !ranged)
    for (const condition of found.used) used.add(condition)
    bounds[path] = intervals.length
    exact &&= found.bounds.exact
    if (ranged) break
    if (intervals.length <= 1 && single === i) single++
    equalities++
  }
  return { ranges, used, bounds, equalities, single, ranged, exact }
}

function combine(ranges: readonly KeyInterval[], intervals: readonly Interval[], points: boolean): KeyInterval[] {
  return ranges.flatMap(({ start: prefix }) =>
    intervals.map((interval) => {
      const start = Buffer.concat([prefix, interval.start])
      return { start, end: Buffer.concat([prefix, interval.end]), skip: points ? start.length : prefix.length }
    }),
  )
}

function indexPlan(
  index: Index,
  query: Query,
  known: Conditions,
  forced: boolean,
): (IndexPlan & { exact: boolean; sorted: boolean }) | undefined {
  const fit = fitOf(index, query, known)
  const sort = sortFit(index, query, fit)
  if (fit.equalities === 0 && !fit.ranged && !forced && (!sort || index.collation)) return undefined
  const ranges = fit.ranges.map(limited).sort((a, b) => a.start.compare(b.start))
  return {
    stage: 'IXSCAN',
    index,
    ranges,
    reverse: sort?.reverse ?? false,
    merge: sort?.merge === true && ranges.length > 1,
    bounds: fit.bounds,
    score: scoreOf(index, fit, sort !== undefined),
    exact: known.complete && fit.used.size === known.conditions.length && fit.exact && !index.cut,
    sorted: query.sort === undefined || sort !== undefined,
  }
}

/** A guess at how little an index reads: a whole unique key beats all, then the more fields held the better. */
function scoreOf(index: Index, { equalities, ranged }: Fit, sorted: boolean): number {
  const whole = index.unique && equalities === index.fields.length && !index.partial ? UNIQUE : 0
  const bonus = (ranged ? 5 : 0) + (sorted ? 6 : 0) + (index.partial ? 2 : 0)
  return whole + equalities * 10 + bonus - index.fields.length * 0.1
}

/** Stored keys are cut at a length: bounds are widened to it. */
function limited({ start, end, skip }: KeyInterval): KeyInterval {
  const longest = MAX_KEY - 32
  return {
    start: start.length > longest ? start.subarray(0, longest) : start,
    end: end.length > longest ? after(end.subarray(0, longest)) : end,
    skip,
  }
}

/**
 * Whether the index gives the sort: after the fields held to single values its fields must be the sorted ones, all in
 * the same or all in the opposite direction. With several values ahead the ranges are merged.
 */
function sortFit(
  index: Index,
  query: Query,
  { equalities, single }: Fit,
): { reverse: boolean; merge: boolean } | undefined {
  if (!query.sort || index.cut || query.collation || index.collation) return undefined
  if (index.multikey.some(Boolean) && equalities > single) return undefined
  const wanted = sortFields(query.sort)
  for (let skip = equalities; skip >= 0; skip--) {
    const constant = new Set(index.fields.slice(0, Math.min(skip, single)).map(({ path }) => path))
    const rest = wanted.filter(({ path }) => !constant.has(path))
    const fields = index.fields.slice(skip, skip + rest.length)
    const fits = rest.every(({ path }, i) => fields[i]?.path === path && !index.multikey[skip + i])
    const signs = new Set(rest.map(({ sign }, i) => (fields[i]?.descending ? -sign : sign)))
    if (fits && signs.size <= 1) return { reverse: signs.has(-1), merge: skip > single }
  }
  return undefined
}

function unionPlan(collection: Collection, query: Query, known: Conditions): Plan | undefined {
  for (const alternatives of known.alternatives) {
    const plans = alternatives.map((filter) => plan(collection, { filter, collation: query.collation }))
    if (plans.every((each) => each.stage === 'IXSCAN'))
      return { stage: 'OR', plans, exact: false, sorted: query.sort === undefined }
  }
  return undefined
}
