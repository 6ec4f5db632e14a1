import { fail } from '../errors.ts'
import { sortFields } from '../pipeline/sort.ts'
import type { Collection } from '../storage/catalog.ts'
import type { Index } from '../storage/index-spec.ts'
import { after, within } from '../storage/view.ts'
import type { KeyRange } from '../storage/view.ts'
import type { Collation } from '../values/collation.ts'
import { equal } from '../values/compare.ts'
import { MAX_KEY } from '../values/keys.ts'
import { isDoc } from '../values/types.ts'
import type { Doc } from '../values/types.ts'
import { boundsOf, descending, intersect } from './bounds.ts'
import type { Bounds } from './bounds.ts'
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

interface Asked extends Query {
  readonly estimate: Estimate
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
const MAX_ESTIMATED = 100

/** A whole unique key is worth more than anything else. */
const UNIQUE = 100

/** About how many keys an index has in a range. */
type Estimate = (range: KeyRange) => number

/** Chooses the best way to answer a query; a hint is obeyed, and refused if there is no such index. */
export function plan(collection: Collection, given: Query, estimate: Estimate): Plan {
  const query = { ...given, estimate }
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

interface Candidate {
  readonly condition: Condition
  readonly bounds: Bounds
}

/** The conditions that bound a field of an index, the fewest values first. */
function candidatesFor(index: Index, at: number, known: Conditions, query: Query): readonly Candidate[] {
  return known.conditions
    .filter(({ path }) => path === index.fields[at]?.path)
    .flatMap((condition) => {
      const bounds = boundsOf(condition, query.collation, index.collation)
      return bounds ? [{ condition, bounds }] : []
    })
    .sort((a, b) => width(a) - width(b))
}

const width = ({ bounds: { intervals } }: Candidate): number =>
  intervals.every((each) => each.point) ? intervals.length : Infinity

/** Where a field holds arrays two conditions may hold for two items: only the one with the fewest keys gives bounds. */
function tightest(candidates: readonly Candidate[], keysOf: (bounds: Bounds) => number): Candidate | undefined {
  const [first, ...others] = candidates.filter((each) => width(each) < Infinity)
  if (!first || others.length === 0) return candidates[0]
  const counted = [first, ...others].map((each) => ({ each, keys: keysOf(each.bounds) }))
  return counted.reduce((best, next) => (next.keys < best.keys ? next : best)).each
}

/** Within one `$elemMatch` conditions on the same path meet in one value unless that path runs through a further array. */
const sameItem = (a: Condition, b: Condition, known: Conditions): boolean =>
  a.group !== undefined &&
  a.group === b.group &&
  known.conditions.every(({ group, path }) => group !== a.group || path === a.path)

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
function fitOf(index: Index, query: Asked, known: Conditions): Fit {
  let ranges: readonly KeyInterval[] = [{ ...within(index.prefix), skip: index.prefix.length }]
  const used = new Set<Condition>()
  const shown: Doc = {}
  let [equalities, single, exact, ranged] = [0, 0, true, false]
  for (const [i, field] of index.fields.entries()) {
    const prefixes = ranges
    const onward = (bounds: Bounds): KeyInterval[] => combine(prefixes, field, bounds)
    const candidates = candidatesFor(index, i, known, query)
    const multikey = index.multikey[i] === true
    const first = multikey ? tightest(candidates, (bounds) => keysIn(onward(bounds), query)) : candidates[0]
    if (!first) break
    const together = candidates.filter(
      ({ condition }) => condition !== first.condition && (!multikey || sameItem(first.condition, condition, known)),
    )
    const bounds = together.reduce((sum, each) => intersect(sum, each.bounds), first.bounds)
    if (ranges.length * bounds.intervals.length > MAX_RANGES) break
    ranges = onward(bounds)
    for (const { condition } of [first, ...together]) used.add(condition)
    shown[field.path] = bounds.intervals.length
    exact &&= bounds.exact
    ranged = !bounds.intervals.every((each) => each.point)
    if (ranged) break
    if (bounds.intervals.length <= 1 && single === i) single++
    equalities++
  }
  return { ranges, used, bounds: shown, equalities, single, ranged, exact }
}

/** Continues each range by the intervals of a further field. */
function combine(
  ranges: readonly KeyInterval[],
  { descending: falls }: { readonly descending: boolean },
  { intervals }: Bounds,
): KeyInterval[] {
  return ranges.flatMap(({ start: prefix }) =>
    intervals.map((interval) => {
      const { start: from, end, point } = falls ? descending(interval) : interval
      const start = Buffer.concat([prefix, from])
      return { start, end: Buffer.concat([prefix, end]), skip: point ? start.length : prefix.length }
    }),
  )
}

/** About how many keys lie in ranges; too many ranges are not looked at. */
const keysIn = (ranges: readonly KeyInterval[], { estimate }: Asked): number =>
  ranges.length > MAX_ESTIMATED ? Infinity : ranges.reduce((sum, range) => sum + estimate(range), 0)

function indexPlan(
  index: Index,
  query: Asked,
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
  const wanted = sortFields(query.sort)
  for (let skip = equalities; skip >= 0; skip--) {
    // An array that has a value may sort by another one of its items.
    const held = index.fields.slice(0, Math.min(skip, single)).filter((_, i) => !index.multikey[i])
    const constant = new Set(held.map(({ path }) => path))
    const rest = wanted.filter(({ path }) => !constant.has(path))
    const fields = index.fields.slice(skip, skip + rest.length)
    const fits = rest.every(({ path }, i) => fields[i]?.path === path && !index.multikey[skip + i])
    const signs = new Set(rest.map(({ sign }, i) => (fields[i]?.descending ? -sign : sign)))
    if (fits && signs.size <= 1) return { reverse: signs.has(-1), merge: skip > single }
  }
  return undefined
}

function unionPlan(collection: Collection, query: Asked, known: Conditions): Plan | undefined {
  for (const alternatives of known.alternatives) {
    const plans = alternatives.map((filter) => plan(collection, { filter, collation: query.collation }, query.estimate))
    if (plans.every((each) => each.stage === 'IXSCAN'))
      return { stage: 'OR', plans, exact: false, sorted: query.sort === undefined }
  }
  return undefined
}
