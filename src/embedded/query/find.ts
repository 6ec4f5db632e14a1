import { sortBy } from '../pipeline/sort.ts'
import type { Variables } from '../pipeline/expression.ts'
import type { Collection } from '../storage/catalog.ts'
import type { ReadView } from '../storage/view.ts'
import type { Collation } from '../values/collation.ts'
import type { Doc } from '../values/types.ts'
import { records, rows } from './execute.ts'
import type { Counters, Row } from './execute.ts'
import { matcher } from './match.ts'
import type { Predicate } from './match.ts'
import { findText, plan } from './planner.ts'
import type { Plan } from './planner.ts'
import { textQuery, textScore } from './text.ts'

/** A question to a collection, as commands ask it. */
export interface Search {
  readonly filter: Doc
  readonly sort?: Doc | undefined
  readonly collation?: Collation | undefined
  readonly hint?: unknown
  readonly variables?: Variables | undefined
  readonly skip?: number | undefined
  readonly limit?: number | undefined
}

/** A question with its plan, ready to run. */
export interface Prepared {
  readonly plan: Plan
  readonly counters: Counters
  /** The relevance of a document where the filter has `$text`. */
  readonly score: ((doc: Doc) => number) | undefined
  rows(): Iterable<Row>
  count(): number
}

export interface Place {
  readonly view: ReadView
  readonly collection: Collection
  readonly check: () => void
}

export function prepare(place: Place, search: Search): Prepared {
  const text = place.collection.indexes.find((index) => index.text)?.text
  const chosen = plan(place.collection, search)
  // Compiled even where the plan is exact: a filter with unknown operators is refused.
  const matches = matcher(search.filter, { collation: search.collation, variables: search.variables, text })
  const counters = { keys: 0, documents: 0 }
  const run = { ...place, counters }
  const query = findText(search.filter)
  const score = query !== undefined && text ? scorer(text, query) : undefined
  const found = (): Iterable<Row> => filtered(rows(run, chosen), chosen.exact ? undefined : matches)
  return {
    plan: chosen,
    counters,
    score,
    rows: () => window(chosen.sorted || !search.sort ? found() : sortedRows(found(), search, score), search),
    count() {
      const counted = countable(run, chosen, matches)
      const { skip = 0, limit } = search
      return Math.max(0, Math.min(counted - skip, limit === undefined || limit === 0 ? Infinity : limit))
    },
  }
}

function scorer(text: NonNullable<Collection['indexes'][number]['text']>, operand: unknown): (doc: Doc) => number {
  const query = textQuery(operand)
  return (doc) => textScore(text, query, doc)
}

function* filtered(from: Iterable<Row>, matches: Predicate | undefined): Iterable<Row> {
  for (const row of from) if (!matches || matches(row.doc)) yield row
}

function sortedRows(
  from: Iterable<Row>,
  { sort = {}, collation, skip = 0, limit }: Search,
  score: Prepared['score'],
): Row[] {
  const all = [...from]
  const sorted = sortBy(all, sort, (row) => row.doc, { collation, score })
  return limit ? sorted.slice(0, skip + limit) : sorted
}

function* window(from: Iterable<Row>, { skip = 0, limit }: Search): Iterable<Row> {
  let at = 0
  const end = limit ? skip + limit : Infinity
  for (const row of from) {
    if (at++ >= skip) yield row
    if (at >= end) return
  }
}

/** Counts without reading documents where the plan allows it. */
function countable(run: Place & { counters: Counters }, chosen: Plan, matches: Predicate): number {
  if (chosen.exact && chosen.stage === 'COLLSCAN') return run.view.countOf(run.collection)
  if (chosen.exact && chosen.stage === 'IXSCAN') return length(records(run, chosen))
  return length(filtered(rows(run, chosen), chosen.exact ? undefined : matches))
}

function length(items: Iterable<unknown>): number {
  let count = 0
  // eslint-disable-next-line no-unused-vars -- only their number counts
  for (const _ of items) count++
  return count
}
