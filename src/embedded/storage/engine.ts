import { open } from 'lmdb'
import type { RootDatabase, Transaction as ReadTransaction } from 'lmdb'
import { Blocked, fail } from '../errors.ts'
import type { Collection } from './catalog.ts'
import { copyJournal, openJournal, recordsAfter } from './journal.ts'
import type { Journal } from './journal.ts'
import { overlayOf } from './overlay.ts'
import type { Change, Overlay } from './overlay.ts'
import { SPACE } from './view.ts'
import type { KeyRange, ReadView, View } from './view.ts'

type Store = RootDatabase<Buffer, Buffer>

/** Who holds a key until its transaction ends. */
export interface Holder {
  readonly ended: Promise<void>
}

/**
 * The storage: one ordered key space in lmdb. A write is computed on an overlay and takes effect whole, at once, for all
 * who read: it is written to a journal, which survives the end of this process, and gathers with others until lmdb takes
 * them in one transaction. So no write waits for the disk.
 */
export interface Engine {
  readonly live: ReadView
  /** Keys that open transactions have changed. */
  readonly locks: Map<string, Holder>
  write<T>(action: (view: View) => T): T
  snapshot(): Snapshot
  backup(folder: string): Promise<void>
  /** Bytes of the file, and how many of them hold nothing. */
  size(): { readonly file: number; readonly free: number }
  isOpen(): boolean
  close(): Promise<void>
}

/** A frozen state that stays readable until it is released. */
export interface Snapshot extends ReadView {
  release(): void
}

/** lmdb's own choice on most machines; it allows keys of 1,978 bytes. */
const PAGE = 4096

/** How long writes gather, and how many changes at most, before lmdb is given them. */
const GATHER = { ms: 20, changes: 5000 }

/** What the engine's parts share. */
interface State {
  readonly store: Store
  readonly journal: Journal
  readonly locks: Map<string, Holder>
  /** What lmdb does not have yet. While a snapshot reads it, it is replaced instead of changed. */
  pending: Overlay
  shared: boolean
  /** Of these, what is not yet on its way into lmdb. */
  gathered: Change[]
  /** The number of the latest write. */
  last: number
  timer: NodeJS.Timeout | undefined
  storing: Promise<void> | undefined
  /** Why lmdb refused a write (a full disk): the journal keeps what was answered, nothing further is taken. */
  failure: string | undefined
  open: boolean
}

const LAST = Buffer.from([SPACE.meta, 1])

export function openEngine(path: string): Engine {
  const store: Store = open({
    path,
    keyEncoding: 'binary',
    encoding: 'binary',
    pageSize: PAGE,
    maxDbs: 1,
    maxReaders: 1000,
  })
  const last = recover(store, path)
  const state: State = {
    store,
    journal: openJournal(path),
    locks: new Map(),
    pending: overlayOf(),
    shared: false,
    gathered: [],
    last,
    timer: undefined,
    storing: undefined,
    failure: undefined,
    open: true,
  }
  return {
    live: viewOf(state, overlayOf(), new Map()),
    locks: state.locks,
    write: (action) => write(state, action),
    snapshot: () => snapshot(state),
    async backup(folder) {
      copyJournal(path, folder)
      await store.backup(folder, true)
    },
    size: () => sizeOf(store),
    isOpen: () => state.open,
    close: () => close(state),
  }
}

/** Gives lmdb what only the journal has. Gives the number of the latest write. */
function recover(store: Store, path: string): number {
  const stored = store.get(LAST)?.readDoubleLE(0) ?? 0
  const records = recordsAfter(path, stored)
  const last = records.at(-1)?.number ?? stored
  if (records.length > 0)
    store.transactionSync(() => {
      for (const { key, value } of records.flatMap(({ changes }) => changes)) {
        if (value) store.putSync(key, value)
        else store.removeSync(key)
      }
      store.putSync(LAST, numberBytes(last))
    })
  return last
}

function numberBytes(number: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleLE(number)
  return bytes
}

function write<T>(state: State, action: (view: View) => T): T {
  if (!state.open) fail('InterruptedAtShutdown', 'interrupted at shutdown')
  if (state.failure !== undefined) fail('InternalError', `the storage has failed: ${state.failure}`)
  const own = overlayOf()
  const counts = new Map<Collection, number>()
  const value = action(viewOf(state, own, counts))
  if (own.size > 0) keep(state, [...own.all()])
  for (const [collection, delta] of counts) collection.count += delta
  return value
}

function keep(state: State, changes: readonly Change[]): void {
  state.journal.append({ number: state.last + 1, changes })
  state.last++
  const pending = ownPending(state)
  for (const change of changes) {
    pending.set(change)
    state.gathered.push(change)
  }
  storeLater(state)
}

/** Lets lmdb take what has gathered, soon: more may come. */
function storeLater(state: State): void {
  const run = (): void => void storeGathered(state)
  if (state.gathered.length >= GATHER.changes) run()
  else if (state.gathered.length > 0) state.timer ??= setTimeout(run, GATHER.ms)
}

/** The pending changes, to be changed: a snapshot keeps its own. */
function ownPending(state: State): Overlay {
  if (state.shared) state.pending = state.pending.copy()
  state.shared = false
  return state.pending
}

/** Lets lmdb take what has gathered; what comes meanwhile is next. */
function storeGathered(state: State): Promise<void> {
  clearTimeout(state.timer)
  state.timer = undefined
  state.storing ??= storeOnce(state).then(
    () => {
      state.storing = undefined
      storeLater(state)
    },
    (error: unknown) => void (state.failure = error instanceof Error ? error.message : 'unknown'),
  )
  return state.storing
}

async function storeOnce(state: State): Promise<void> {
  const { store, journal, gathered, last } = state
  state.gathered = []
  journal.turn()
  for (const { key, value } of gathered) void (value ? store.put(key, value) : store.remove(key))
  await store.put(LAST, numberBytes(last))
  store.resetReadTxn()
  const pending = ownPending(state)
  for (const change of gathered) pending.forget(change)
}

async function close(state: State): Promise<void> {
  state.open = false
  while (state.failure === undefined && (state.gathered.length > 0 || state.storing)) await storeGathered(state)
  await state.store.close()
  if (state.failure === undefined) state.journal.clear()
  state.journal.close()
}

/** A write's view: its own changes over those under way over lmdb. */
function viewOf(state: State, own: Overlay, counts: Map<Collection, number>): View {
  const { store, locks } = state
  return {
    get(key) {
      const change = own.get(key) ?? state.pending.get(key)
      return change ? change.value : store.get(key)
    },
    range: (range) => own.over(state.pending.over(store.getRange(rangeOptions(range)), range), range),
    countOf: (collection) => collection.count + (counts.get(collection) ?? 0),
    estimate: ({ start, end }) => store.getKeysCount({ start, end }),
    put: (key, value) => own.set({ key, value }),
    remove: (key) => own.set({ key, value: undefined }),
    lock(key) {
      const holder = locks.size > 0 ? locks.get(key.toString('latin1')) : undefined
      if (holder) throw new Blocked(holder.ended)
    },
    adjust: (collection, documents) => counts.set(collection, (counts.get(collection) ?? 0) + documents),
  }
}

function snapshot(state: State): Snapshot {
  const { store, pending } = state
  const transaction = store.useReadTransaction()
  state.shared = true
  return {
    get(key) {
      const change = pending.get(key)
      return change ? change.value : store.get(key, { transaction })
    },
    range: (range) => pending.over(store.getRange(rangeOptions(range, transaction)), range),
    countOf: (collection) => collection.count,
    estimate: ({ start, end }) => store.getKeysCount({ start, end }),
    release: () => transaction.done(),
  }
}

function rangeOptions({ start, end, reverse }: KeyRange, transaction?: ReadTransaction) {
  const bounds = reverse
    ? { start: end, end: start, reverse, exclusiveStart: true, inclusiveEnd: true }
    : { start, end }
  return transaction ? { ...bounds, transaction } : bounds
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
