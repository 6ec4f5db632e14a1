import { fail } from '../errors.ts'
import type { Collection } from '../storage/catalog.ts'
import { documentRange } from '../storage/documents.ts'
import { documentKey, recordOf } from '../storage/view.ts'
import type { Entry, ReadView } from '../storage/view.ts'
import { decode } from '../values/decode.ts'
import type { Doc } from '../values/types.ts'
import type { IndexPlan, Plan, UnionPlan } from './planner.ts'

/** A document that was found; decoded only if somebody looks. */
export interface Row {
  readonly record: number
  readonly bytes: Buffer
  readonly doc: Doc
}

/** What a search looked at. */
export interface Counters {
  keys: number
  documents: number
}

/** What a run of a plan needs to know. `check` is called now and then and may throw (a time limit). */
export interface Run {
  readonly view: ReadView
  readonly collection: Collection
  readonly counters: Counters
  readonly check: () => void
}

function rowOf(record: number, bytes: Buffer): Row {
  let doc: Doc | undefined
  return {
    record,
    bytes,
    get doc() {
      return (doc ??= decode(bytes))
    },
  }
}

/** The rows of a plan, not yet filtered by what the plan leaves open. */
export function* rows(run: Run, plan: Plan): Iterable<Row> {
  if (plan.stage === 'EOF') return
  if (plan.stage === 'COLLSCAN') {
    for (const { key, value } of run.view.range({ ...documentRange(run.collection), reverse: plan.reverse })) {
      looked(run, 'documents')
      yield rowOf(recordOf(key), value)
    }
    return
  }
  for (const record of records(run, plan)) {
    looked(run, 'documents')
    const bytes = run.view.get(documentKey(run.collection.id, record))
    if (!bytes) fail('InternalError', `an index of ${run.collection.ns} points to no document`)
    yield rowOf(record, bytes)
  }
}

function looked({ counters, check }: Run, what: keyof Counters): void {
  counters[what]++
  if ((counters[what] & 255) === 255) check()
}

/** The records that an index finds, each once. */
export function* records(run: Run, plan: IndexPlan | UnionPlan): Iterable<number> {
  const seen = needsSeen(plan) ? new Set<number>() : undefined
  for (const entry of plan.stage === 'OR' ? unionEntries(run, plan) : entries(run, plan)) {
    looked(run, 'keys')
    const record = recordOf(entry.value)
    if (seen?.has(record)) continue
    seen?.add(record)
    yield record
  }
}

const needsSeen = (plan: IndexPlan | UnionPlan): boolean =>
  plan.stage === 'OR' || plan.index.multikey.some(Boolean) || (plan.index.text !== undefined && plan.ranges.length > 1)

function* unionEntries(run: Run, { plans }: UnionPlan): Iterable<Entry> {
  for (const plan of plans) if (plan.stage === 'IXSCAN') yield* entries(run, plan)
}

function* entries({ view }: Run, { ranges, reverse, merge }: IndexPlan): Iterable<Entry> {
  const ordered = reverse ? ranges.toReversed() : ranges
  if (!merge) {
    for (const { start, end } of ordered) yield* view.range({ start, end, reverse })
    return
  }
  yield* merged(
    ordered.map(({ start, end, skip }) => ({ skip, iterator: view.range({ start, end, reverse })[Symbol.iterator]() })),
    reverse ? -1 : 1,
  )
}

interface Source {
  readonly skip: number
  readonly iterator: Iterator<Entry>
}

/** Takes from several sorted sources the next in order, by what follows the prefix of each. */
function* merged(sources: readonly Source[], sign: number): Iterable<Entry> {
  const heads = sources.map((source): Head => ({ source, next: source.iterator.next() }))
  try {
    for (;;) {
      let best: Head | undefined
      for (const head of heads) best = earlier(best, head, sign)
      if (!best || best.next.done) return
      yield best.next.value
      best.next = best.source.iterator.next()
    }
  } finally {
    for (const { source } of heads) source.iterator.return?.()
  }
}

interface Head {
  readonly source: Source
  next: IteratorResult<Entry>
}

function earlier(best: Head | undefined, head: Head, sign: number): Head | undefined {
  if (head.next.done) return best
  return !best || sign * compareHeads(head, best) < 0 ? head : best
}

function compareHeads(a: Head, b: Head): number {
  if (a.next.done || b.next.done) return 0
  const [x, y] = [a.next.value.key, b.next.value.key]
  return x.compare(y, b.source.skip, y.length, a.source.skip, x.length)
}
