import { open } from 'lmdb'
import type { RootDatabase, Transaction as ReadTransaction } from 'lmdb'
import { Blocked, fail } from '../errors.ts'
import type { Collection } from './catalog.ts'
import { overlaid, overlayOf } from './overlay.ts'
import type { Change, Overlay } from './overlay.ts'
import { readOnly } from './view.ts'
import type { Entry, KeyRange, View } from './view.ts'

type Store = RootDatabase<Buffer, Buffer>

/** Who holds a key until its transaction ends. */
export interface Holder {
  readonly ended: Promise<void>
}

/** A write that has taken effect for all who read; `stored` fulfils once it survives the end of this process. */
export interface Written<T> {
  readonly value: T
  readonly stored: Promise<void>
}

/**
 * The storage: one lmdb environment with one ordered key space. A write is computed at once on an overlay and handed to
 * lmdb's writer thread whole, as one transaction: the disk never holds up this thread, and writes that come close together
 * share a transaction. Until lmdb has them they are read from memory.
 */
export interface Engine {
  readonly live: View
  /** Keys that open transactions have changed. */
  readonly locks: Map<string, Holder>
  write<T>(action: (view: View) => T): Written<T>
  /** A large write (an index, a drop) straight into lmdb, when no other is under way. */
  bulk<T>(action: (view: View) => T): Promise<T>
  /** Waits while a large write is about to begin. */
  ready(): Promise<void>
  snapshot(): Snapshot
  countKeys(start: Buffer, end: Buffer): number
  /** Waits until lmdb has all writes. */
  drained(): Promise<void>
  backup(folder: string): Promise<void>
  /** Bytes of the file, and how many of them hold nothing. */
  size(): { readonly file: number; readonly free: number }
  close(): Promise<void>
}

/** A frozen state that stays readable until it is released. */
export interface Snapshot {
  get(key: Buffer): Buffer | undefined
  range(range: KeyRange): Iterable<Entry>
  release(): void
}

/** lmdb's own choice on most machines; it allows keys of 1,978 bytes. */
const PAGE = 4096

/** What the engine's parts share. */
interface State {
  readonly store: Store
  readonly locks: Map<string, Holder>
  /** Written, but not yet in lmdb. */
  readonly pending: Overlay
  /** The latest write's way into lmdb; all earlier ones are there before it. */
  last: Promise<void>
  /** A large write that waits for its turn. */
  gate: Promise<unknown> | undefined
  /** lmdb refused a write (a full disk): what was answered before stands, nothing further is taken. */
  failed: boolean
}

export function openEngine(path: string): Engine {
  const store: Store = open({
    path,
    keyEncoding: 'binary',
    encoding: 'binary',
    pageSize: PAGE,
    maxDbs: 1,
    maxReaders: 1000,
  })
  const state: State = {
    store,
    locks: new Map(),
    pending: overlayOf(),
    last: Promise.resolve(),
    gate: undefined,
    failed: false,
  }
  const drained = async (): Promise<void> => {
    while (state.pending.size > 0) await state.last
  }
  return {
    live: readOnly(layered(state, overlayOf(), newTally())),
    locks: state.locks,
    write: (action) => write(state, action),
    bulk: (action) => bulk(state, action),
    async ready() {
      while (state.gate) await state.gate
    },
    snapshot: () => snapshot(state),
    countKeys: (start, end) => store.getKeysCount({ start, end }),
    drained,
    async backup(folder) {
      await drained()
      await store.backup(folder, true)
    },
    size: () => sizeOf(store),
    async close() {
      await drained()
      await store.close()
    },
  }
}

/** What a write does beside its changes. */
interface Tally {
  readonly counts: Map<Collection, number>
  readonly kept: ((view: View) => void)[]
}

const newTally = (): Tally => ({ counts: new Map(), kept: [] })

function settle({ counts }: Tally): void {
  for (const [collection, delta] of counts) collection.count += delta
}

function write<T>(state: State, action: (view: View) => T): Written<T> {
  if (state.failed) fail('InternalError', 'the storage has failed; restart the server')
  const own = overlayOf()
  const tally = newTally()
  const view = layered(state, own, tally)
  let value: T
  try {
    value = action(view)
  } catch (error) {
    if (tally.kept.length > 0) write(state, (fresh) => tally.kept.forEach((each) => each(fresh)))
    throw error
  }
  for (const each of tally.kept) each(view)
  settle(tally)
  return { value, stored: own.size === 0 ? state.last : store(state, own) }
}

/** Puts the changes over the stored state and on their way into it. All of them are in one lmdb transaction. */
function store(state: State, own: Overlay): Promise<void> {
  const { pending, store: lmdb } = state
  const changes: Change[] = [...own.all()]
  let done: Promise<unknown> = Promise.resolve()
  for (const change of changes) {
    pending.set(change)
    done = change.value ? lmdb.put(change.key, change.value) : lmdb.remove(change.key)
  }
  const stored = done.then(
    () => {
      lmdb.resetReadTxn()
      for (const change of changes) pending.forget(change)
    },
    (error: unknown) => {
      state.failed = true
      throw error
    },
  )
  state.last = stored
  // Whoever waits sees the failure; nobody may wait.
  stored.catch(() => undefined)
  return stored
}

async function bulk<T>(state: State, action: (view: View) => T): Promise<T> {
  while (state.gate) await state.gate
  let open = (): void => undefined
  state.gate = new Promise<void>((resolve) => (open = resolve))
  try {
    // The last look and the work itself are one step: nothing comes between.
    while (state.pending.size > 0) await state.last
    const tally = newTally()
    const value = state.store.transactionSync(() => {
      const view = direct(state, tally)
      const result = action(view)
      for (const each of tally.kept) each(view)
      return result
    })
    settle(tally)
    return value
  } finally {
    state.gate = undefined
    open()
  }
}

const common = ({ locks }: State, { counts, kept }: Tally): Pick<View, 'lock' | 'adjust' | 'keep' | 'countOf'> => ({
  lock(key) {
    const holder = locks.size > 0 ? locks.get(key.toString('latin1')) : undefined
    if (holder) throw new Blocked(holder.ended)
  },
  adjust: (collection, documents) => counts.set(collection, (counts.get(collection) ?? 0) + documents),
  keep: (action) => kept.push(action),
  countOf: (collection) => collection.count + (counts.get(collection) ?? 0),
})

/** A write's view: its own changes over those under way over lmdb. */
function layered(state: State, own: Overlay, tally: Tally): View {
  const { store, pending } = state
  return {
    get(key) {
      const change = own.get(key) ?? pending.get(key)
      return change ? change.value : store.get(key)
    },
    range: (range) => overlaid(overlaid(store.getRange(rangeOptions(range)), pending, range), own, range),
    put: (key, value) => own.set({ key, value }),
    remove: (key) => own.set({ key, value: undefined }),
    ...common(state, tally),
  }
}

function direct(state: State, tally: Tally): View {
  const { store } = state
  return {
    get: (key) => store.get(key),
    range: (range) => store.getRange(rangeOptions(range)),
    put: (key, value) => store.putSync(key, value),
    remove: (key) => void store.removeSync(key),
    ...common(state, tally),
  }
}

function snapshot({ store, pending }: State): Snapshot {
  const transaction = store.useReadTransaction()
  const frozen = pending.size === 0 ? undefined : pending.copy()
  return {
    get(key) {
      const change = frozen?.get(key)
      return change ? change.value : store.get(key, { transaction })
    },
    range(range) {
      const stored = store.getRange(rangeOptions(range, transaction))
      return frozen ? overlaid(stored, frozen, range) : stored
    },
    release: () => transaction.done(),
  }
}

function rangeOptions({ start, end, reverse }: KeyRange, transaction?: ReadTransaction) {
  const within = reverse
    ? { start: end, end: start, reverse, exclusiveStart: true, inclusiveEnd: true }
    : { start, end }
  return transaction ? { ...within, transaction } : within
}

interface Stats {
  readonly lastPageNumber?: number
  readonly treeLeafPageCount?: number
  readonly treeBranchPageCount?: number
  readonly overflowPages?: number
}

function sizeOf(store: Store): { file: number; free: number } {
  const stats: Stats = store.getStats()
  const pages = (stats.lastPageNumber ?? 0) + 1
  const used = (stats.treeLeafPageCount ?? 0) + (stats.treeBranchPageCount ?? 0) + (stats.overflowPages ?? 0)
  return { file: pages * PAGE, free: (pages - used) * PAGE }
}
