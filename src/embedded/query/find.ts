import { sortBy, sortFields } from '../pipeline/sort.ts'
import type { Variables } from '../pipeline/expression.ts'
import type { Collection } from '../storage/catalog.ts'
import type { ReadView } from '../storage/view.ts'
import type { Collation } from '../values/collation.ts'
import type { Doc } from '../values/types.ts'
import { records, rows } from './execute.ts'
import type { Counters, Row, Run } from './execute.ts'
import { matcher } from './match.ts'
import { passing } from './passing.ts'
import { plan } from './planner.ts'
import type { Plan } from './planner.ts'

/** A question to a collection, as commands ask it. */
export interface Search {
  readonly filter: Doc
  readonly sort?: Doc | undefined
  readonly collation?: Collation | undefined
  readonly hint?: unknown
  readonly variables?: Variables | undefined
  readonly skip?: number | undefined
  /** 0 is none. */
  readonly limit?: number | undefined
}

/** A question with its plan, ready to run. */
export interface Prepared {
  readonly plan: Plan
  readonly counters: Counters
  rows(): Iterable<Row>
  count(): number
}

/** Where it is asked; no collection has no documents. `check` may throw, a time limit for example. */
export interface Place {
  readonly view: ReadView
  readonly collection: Collection | undefined
  readonly check: () => void
}

/** Reads a question and plans it; refuses what it does not understand, whether or not there is anything to be found. */
export function prepare({ view, collection, check }: Place, search: Search): Prepared {
  const { skip = 0, limit = 0 } = search
  const sort = search.sort && !('$natural' in search.sort) ? sortFields(search.sort) : []
  const matches = matcher(search.filter, search)
  const counters = { keys: 0, documents: 0 }
  if (!collection) return { plan: NOTHING, counters, rows: () => [], count: () => 0 }
  const chosen = plan(collection, search, (range) => view.estimate(range))
  const run: Run = { view, collection, check, counters }
  const passes = chosen.exact ? undefined : passing(search)
  const found = (): Iterable<Row> =>
    chosen.exact
      ? rows(run, chosen)
      : filtered(rows(run, chosen), (row) => passes?.(row.bytes) !== false && matches(row.doc))
  const inOrder = (): Iterable<Row> =>
    chosen.sorted ? found() : sortBy([...found()], sort, (row) => row.doc, search.collation)
  return {
    plan: chosen,
    counters,
    rows: () => window(inOrder(), skip, limit),
    count() {
      const most = limit > 0 ? skip + limit : Infinity
      return Math.max(0, Math.min(most, countUpTo(most, run, chosen, found)) - skip)
    },
  }
}

const NOTHING: Plan = { stage: 'EOF', exact: true, sorted: true }

function* filtered(from: Iterable<Row>, matches: (row: Row) => boolean): Iterable<Row> {
  for (const row of from) if (matches(row)) yield row
}

function* window(from: Iterable<Row>, skip: number, limit: number): Iterable<Row> {
  let at = 0
  const end = limit > 0 ? skip + limit : Infinity
  for (const row of from) {
    if (at++ >= skip) yield row
    if (at >= end) return
  }
}

/** Counts so far at least, without reading documents where the plan allows it. */
function countUpTo(most: number, run: Run, chosen: Plan, found: () => Iterable<Row>): number {
  if (chosen.exact && chosen.stage === 'COLLSCAN') return run.view.countOf(run.collection)
  let count = 0
  const items = chosen.exact && chosen.stage === 'IXSCAN' ? records(run, chosen) : found()
  // eslint-disable-next-line no-unused-vars -- only their number counts
  for (const _ of items) if (++count >= most) break
  return count
}
