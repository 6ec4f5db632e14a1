import { open } from 'lmdb'
import type { RootDatabase, Transaction as ReadTransaction } from 'lmdb'
import { Blocked } from '../errors.ts'
import type { Collection } from './catalog.ts'
import type { Entry, KeyRange, View } from './view.ts'
import { readOnly } from './view.ts'

type Store = RootDatabase<Buffer, Buffer>

/** Who holds a key until its transaction ends. */
export interface Holder {
  readonly ended: Promise<void>
}

/** The storage: one lmdb environment with one ordered key space. A write is one lmdb transaction, on disk when it returns. */
export interface Engine {
  readonly live: View
  /** Keys that open transactions have changed. */
  readonly locks: Map<string, Holder>
  write<T>(action: (view: View) => T): T
  snapshot(): Snapshot
  countKeys(start: Buffer, end: Buffer): number
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

/** Larger pages than lmdb's own, for longer keys. */
const PAGE = 8192

export function openEngine(path: string): Engine {
  const store: Store = open({
    path,
    keyEncoding: 'binary',
    encoding: 'binary',
    pageSize: PAGE,
    maxDbs: 1,
    maxReaders: 1000,
  })
  const locks = new Map<string, Holder>()
  return {
    live: readOnly(liveView(store, locks, { counts: new Map(), kept: [] })),
    locks,
    write: (action) => write(store, locks, action),
    snapshot: () => snapshot(store),
    countKeys: (start, end) => store.getKeysCount({ start, end }),
    backup: (folder) => store.backup(folder, true),
    size: () => sizeOf(store),
    close: () => store.close(),
  }
}

function write<T>(store: Store, locks: Map<string, Holder>, action: (view: View) => T): T {
  const pending: Pending = { counts: new Map(), kept: [] }
  const view = liveView(store, locks, pending)
  const keep = (): void => {
    for (const each of pending.kept) each(view)
  }
  try {
    const result = store.transactionSync(() => {
      const value = action(view)
      keep()
      return value
    })
    for (const [collection, delta] of pending.counts) collection.count += delta
    return result
  } catch (error) {
    if (pending.kept.length > 0) store.transactionSync(keep)
    throw error
  }
}

interface Pending {
  readonly counts: Map<Collection, number>
  readonly kept: ((view: View) => void)[]
}

function liveView(store: Store, locks: Map<string, Holder>, pending: Pending): View {
  const { counts, kept } = pending
  return {
    get: (key) => store.get(key),
    range: (range) => store.getRange(rangeOptions(range)),
    put: (key, value) => store.putSync(key, value),
    remove: (key) => void store.removeSync(key),
    lock(key) {
      const holder = locks.size > 0 ? locks.get(key.toString('latin1')) : undefined
      if (holder) throw new Blocked(holder.ended)
    },
    adjust: (collection, documents) => counts.set(collection, (counts.get(collection) ?? 0) + documents),
    keep: (action) => kept.push(action),
    countOf: (collection) => collection.count + (counts.get(collection) ?? 0),
  }
}

function snapshot(store: Store): Snapshot {
  const transaction = store.useReadTransaction()
  return {
    get: (key) => store.get(key, { transaction }),
    range: (range) => store.getRange(rangeOptions(range, transaction)),
    release: () => transaction.done(),
  }
}

function rangeOptions({ start, end, reverse }: KeyRange, transaction?: ReadTransaction) {
  const within = reverse
    ? { start: end, end: start, reverse, exclusiveStart: true, inclusiveEnd: true }
    : { start, end }
  return transaction ? { ...within, transaction } : within
}

function sizeOf(store: Store): { file: number; free: number } {
  const stats = store.getStats() as {
    lastPageNumber?: number
    treeLeafPageCount?: number
    treeBranchPageCount?: number
    overflowPages?: number
  }
  const pages = (stats.lastPageNumber ?? 0) + 1
  const used = (stats.treeLeafPageCount ?? 0) + (stats.treeBranchPageCount ?? 0) + (stats.overflowPages ?? 0)
  return { file: pages * PAGE, free: (pages - used) * PAGE }
}
