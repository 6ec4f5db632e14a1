import { ObjectId } from 'bson'
import { fail, ServerError } from '../errors.ts'
import { decode } from '../values/decode.ts'
import { encode, MAX_DOCUMENT } from '../values/encode.ts'
import { valueAt, withValue } from '../values/paths.ts'
import { isNumber } from '../values/types.ts'
import type { Doc } from '../values/types.ts'
import type { Catalog, Collection } from './catalog.ts'
import { documentKeys, NO_KEYS } from './index-keys.ts'
import type { DocumentKeys } from './index-keys.ts'
import type { Index } from './index-spec.ts'
import { collectionPrefix, documentKey, recordBytes, recordOf, within } from './view.ts'
import type { KeyRange, View } from './view.ts'

/** Where writes go: a collection as a view sees it. */
export interface Target {
  readonly catalog: Catalog
  readonly view: View
  readonly collection: Collection
}

/** All documents of a collection, in the order of their insertion. */
export const documentRange = (collection: Collection): KeyRange => within(collectionPrefix(collection.id))

/** Stores a new document; `bytes` is its encoding if it is at hand. */
export function insertDocument(target: Target, doc: Doc, bytes = encode(doc)): void {
  const { view, collection } = target
  checkSize(bytes)
  const record = collection.nextRecord
  changeKeys(target, record, undefined, doc)
  collection.nextRecord++
  view.put(documentKey(collection.id, record), bytes)
  view.adjust(collection, 1)
}

/** Replaces the document of a record. */
export function replaceDocument(target: Target, record: number, before: Doc, doc: Doc): void {
  const bytes = encode(doc)
  checkSize(bytes)
  const key = documentKey(target.collection.id, record)
  target.view.lock(key)
  changeKeys(target, record, before, doc)
  target.view.put(key, bytes)
}

export function removeDocument(target: Target, record: number, before: Doc): void {
  const { view, collection } = target
  const key = documentKey(collection.id, record)
  view.lock(key)
  changeKeys(target, record, before, undefined)
  view.remove(key)
  view.adjust(collection, -1)
}

function checkSize(bytes: Buffer): void {
  if (bytes.length > MAX_DOCUMENT)
    fail(
      'BSONObjectTooLarge',
      `BSONObj size: ${bytes.length} is invalid. Size must be between 0 and ${MAX_DOCUMENT}(16MB)`,
    )
}

interface KeyChange {
  readonly index: Index
  readonly added: readonly Buffer[]
  readonly removed: readonly Buffer[]
  readonly after: DocumentKeys
}

/** Brings all indexes from one state of a document to another. Refuses duplicates before anything is written. */
function changeKeys(target: Target, record: number, before: Doc | undefined, doc: Doc | undefined): void {
  const keysOf = (index: Index, of: Doc | undefined): DocumentKeys => (of ? documentKeys(index, of) : NO_KEYS)
  const changes = target.collection.indexes.map((index) => difference(index, keysOf(index, before), keysOf(index, doc)))
  for (const each of changes) claim(target, each, doc ?? {})
  for (const each of changes) apply(target, each, record)
}

function difference(index: Index, { keys: old }: DocumentKeys, after: DocumentKeys): KeyChange {
  if (old.length === 0 || after.keys.length === 0) return { index, added: after.keys, removed: old, after }
  const names = (keys: readonly Buffer[]): Set<string> => new Set(keys.map(nameOf))
  const [left, now] = [names(old), names(after.keys)]
  const added = after.keys.filter((key) => !left.has(nameOf(key)))
  return { index, added, removed: old.filter((key) => !now.has(nameOf(key))), after }
}
const nameOf = (key: Buffer): string => key.toString('latin1')

/** Makes sure of unique keys: nobody else has them, or holds them in a transaction. */
function claim({ view, collection }: Target, { index, added, removed }: KeyChange, doc: Doc): void {
  if (!index.unique) return
  for (const key of removed) view.lock(Buffer.concat([index.prefix, key]))
  for (const key of added) {
    const full = Buffer.concat([index.prefix, key])
    if (view.get(full)) throw duplicateKey(collection, index, doc, key)
    view.lock(full)
  }
}

/** What the storage has for an index's key: a key that need not be unique ends with the record. */
export const storedKey = ({ prefix, unique }: Index, key: Buffer, record: number): Buffer =>
  Buffer.concat(unique ? [prefix, key] : [prefix, key, recordBytes(record)])

function apply(
  { catalog, view, collection }: Target,
  { index, added, removed, after }: KeyChange,
  record: number,
): void {
  for (const key of removed) view.remove(storedKey(index, key, record))
  for (const key of added) view.put(storedKey(index, key, record), recordBytes(record))
  const learned = after.multikey.some((array, i) => array && index.multikey[i] !== true) || (after.cut && !index.cut)
  if (!learned) return
  index.multikey = index.multikey.map((array, i) => array || after.multikey[i] === true)
  index.cut ||= after.cut
  catalog.note(collection)
}

/** The error of a second document with a unique key; its message, pattern and value as MongoDB gives them. */
function duplicateKey(collection: Collection, index: Index, doc: Doc, key: Buffer): ServerError {
  const value = keyValue(index, doc, key)
  const shown = Object.entries(value).map(([name, item]) => `${name}: ${show(item)}`)
  const message = `E11000 duplicate key error collection: ${collection.ns} index: ${index.name} dup key: { ${shown.join(', ')} }`
  return new ServerError('DuplicateKey', message, { extra: { keyPattern: index.spec['key'], keyValue: value } })
}

/** Of an array the item that collided is shown. */
function keyValue(index: Index, doc: Doc, key: Buffer): Doc {
  const value: Doc = {}
  for (const { path, parts } of index.fields) {
    const found = valueAt(doc, parts) ?? null
    const collided = (item: unknown): boolean =>
      documentKeys(index, withValue(doc, parts, item)).keys.some((other) => other.equals(key))
    value[path] = (Array.isArray(found) ? found.find(collided) : undefined) ?? found
  }
  return value
}

function show(value: unknown): string {
  if (value instanceof Date) return `new Date(${value.getTime()})`
  if (value instanceof ObjectId) return `ObjectId('${value.toHexString()}')`
  return isNumber(value) ? value.toString() : JSON.stringify(value)
}

/** Fills an index that is new on a collection with documents. */
export function buildIndex(target: Target, index: Index): void {
  for (const { key, value } of target.view.range(documentRange(target.collection))) {
    const doc = decode(value)
    const change = difference(index, NO_KEYS, documentKeys(index, doc))
    claim(target, change, doc)
    apply(target, change, recordOf(key))
  }
}
