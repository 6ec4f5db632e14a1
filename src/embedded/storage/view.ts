import type { Collection } from './catalog.ts'

/** The kinds of keys in the one ordered key space. */
export const SPACE = { catalog: 1, documents: 2, index: 3, retry: 4, meta: 5 } as const

export interface Entry {
  readonly key: Buffer
  readonly value: Buffer
}

/** From `start` on and before `end`. */
export interface KeyRange {
  readonly start: Buffer
  readonly end: Buffer
  readonly reverse?: boolean
}

/** What commands read: the latest state, a frozen one, or a transaction's own. */
export interface ReadView {
  get(key: Buffer): Buffer | undefined
  range(range: KeyRange): Iterable<Entry>
  /** The number of documents as this view sees it. */
  countOf(collection: Collection): number
  /** About how many keys there are, without looking at them one by one. */
  estimate(range: KeyRange): number
}

/** What commands read and write. */
export interface View extends ReadView {
  put(key: Buffer, value: Buffer): void
  remove(key: Buffer): void
  /** Claims a document or a unique key before its change; throws where somebody else holds or changed it. */
  lock(key: Buffer): void
  /** Notes how many documents came or went; takes effect with the write. */
  adjust(collection: Collection, documents: number): void
}

/** The first key after all keys that begin with `prefix`. */
export function after(prefix: Buffer): Buffer {
  return Buffer.concat([prefix, AFTER])
}
const AFTER = Buffer.alloc(8, 0xff)

/** All keys that begin with a prefix. */
export const within = (prefix: Buffer): KeyRange => ({ start: prefix, end: after(prefix) })

function prefixOf(space: number, id: number, extra: number): Buffer {
  const key = Buffer.allocUnsafe(5 + extra)
  key[0] = space
  key.writeUInt32BE(id, 1)
  return key
}

export const collectionPrefix = (id: number): Buffer => prefixOf(SPACE.documents, id, 0)
export const indexPrefix = (id: number): Buffer => prefixOf(SPACE.index, id, 0)

export function documentKey(collection: number, record: number): Buffer {
  const key = prefixOf(SPACE.documents, collection, 6)
  key.writeUIntBE(record, 5, 6)
  return key
}

export function recordBytes(record: number): Buffer {
  const bytes = Buffer.allocUnsafe(6)
  bytes.writeUIntBE(record, 0, 6)
  return bytes
}

export const recordOf = (bytes: Buffer): number => bytes.readUIntBE(bytes.length - 6, 6)
