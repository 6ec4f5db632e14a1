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
  const { view, collection } = run
  if (plan.stage === 'EOF') return
  if (plan.stage === 'COLLSCAN') {
    for (const { key, value } of view.range({ ...documentRange(collection), reverse: plan.reverse })) {
      looked(run, 'documents')
      yield rowOf(recordOf(key), value)
    }
    return
  }
  for (const record of records(run, plan)) {
    looked(run, 'documents')
    const bytes = view.get(documentKey(collection.id, record))
    if (!bytes) fail('InternalError', `an index of ${collection.ns} points to no document`)
    yield rowOf(record, bytes)
  }
}

function looked({ counters, check }: Run, what: keyof Counters): void {
  counters[what]++
  if ((counters[what] & 255) === 255) check()
}

/** The records that an index finds, each once. */
export function* records(run: Run, plan: IndexPlan | UnionPlan): Iterable<number> {
  const plans = plan.stage === 'OR' ? plan.plans : [plan]
  const repeats = plans.length > 1 || plans.some(({ index }) => index.multikey.some(Boolean))
  const seen = repeats ? new Set<number>() : undefined
  for (const each of plans) {
    for (const entry of entries(run, each)) {
      looked(run, 'keys')
      const record = recordOf(entry.value)
      if (seen?.has(record)) continue
      seen?.add(record)
      yield record
    }
  }
}

function* entries({ view }: Run, { ranges, reverse, merge }: IndexPlan): Iterable<Entry> {
  const ordered = reverse ? ranges.toReversed() : ranges
  if (!merge) {
    for (const { start, end } of ordered) yield* view.range({ start, end, reverse })
    return
  }
  const iterators = ordered.map(({ start, end }) => view.range({ start, end, reverse })[Symbol.iterator]())
  const heads = iterators.map((iterator, i): Head => ({ iterator, skip: ordered[i]?.skip ?? 0, next: iterator.next() }))
  try {
    yield* merged(heads, reverse ? -1 : 1)
  } finally {
    for (const iterator of iterators) iterator.return?.()
  }
}

interface Head {
  readonly iterator: Iterator<Entry>
  readonly skip: number
  next: IteratorResult<Entry>
}

/** Takes from several sorted sources the next in order, by what follows the prefix of each. */
function* merged(heads: readonly Head[], sign: number): Iterable<Entry> {
  for (;;) {
    let best: Head | undefined
    for (const head of heads) if (!head.next.done && (!best || sign * compareHeads(head, best) < 0)) best = head
    if (!best || best.next.done) return
    yield best.next.value
    best.next = best.iterator.next()
  }
}

function compareHeads(a: Head, b: Head): number {
  if (a.next.done || b.next.done) return 0
  const [x, y] = [a.next.value.key, b.next.value.key]
  return x.compare(y, b.skip, y.length, a.skip, x.length)
}
