import { ObjectId } from 'bson'
import { fail, ServerError } from '../errors.ts'
import { decode } from '../values/decode.ts'
import { encode, MAX_DOCUMENT } from '../values/encode.ts'
import { valueAt } from '../values/paths.ts'
import { isNumber } from '../values/types.ts'
import type { Doc } from '../values/types.ts'
import type { Catalog, Collection } from './catalog.ts'
import { documentKeys } from './index-keys.ts'
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

/** Stores a new document; `bytes` is its encoding if it is at hand. */
export function insertDocument(target: Target, doc: Doc, bytes = encode(doc)): void {
  const { view, collection } = target
  checkSize(bytes)
  const record = collection.nextRecord
  const changes = collection.indexes.map((index) => change(index, NO_KEYS, documentKeys(index, doc)))
  for (const each of changes) claim(target, each, doc)
  collection.nextRecord++
  view.put(documentKey(collection.id, record), bytes)
  for (const each of changes) apply(target, each, record)
  view.adjust(collection, 1)
}

/** Replaces the document of a record. */
export function replaceDocument(target: Target, record: number, before: Doc, doc: Doc): void {
  const { view, collection } = target
  const bytes = encode(doc)
  checkSize(bytes)
  const key = documentKey(collection.id, record)
  view.lock(key)
  const changes = collection.indexes.map((index) =>
    change(index, documentKeys(index, before), documentKeys(index, doc)),
  )
  for (const each of changes) claim(target, each, doc)
  view.put(key, bytes)
  for (const each of changes) apply(target, each, record)
}

export function removeDocument(target: Target, record: number, before: Doc): void {
  const { view, collection } = target
  const key = documentKey(collection.id, record)
  view.lock(key)
  const changes = collection.indexes.map((index) => change(index, documentKeys(index, before), NO_KEYS))
  for (const each of changes) claim(target, each, before)
  view.remove(key)
  for (const each of changes) apply(target, each, record)
  view.adjust(collection, -1)
}

function checkSize(bytes: Buffer): void {
  if (bytes.length <= MAX_DOCUMENT) return
  const sizes = `BSONObj size: ${bytes.length} (0x${bytes.length.toString(16).toUpperCase()}) is invalid. Size must be between 0 and ${MAX_DOCUMENT}(16MB)`
  fail('BSONObjectTooLarge', sizes)
}

const NO_KEYS: DocumentKeys = { keys: [], multikey: [], cut: false }

interface Change {
  readonly index: Index
  readonly added: readonly Buffer[]
  readonly removed: readonly Buffer[]
  readonly after: DocumentKeys
}

function change(index: Index, from: DocumentKeys, to: DocumentKeys): Change {
  const lacks = (keys: readonly Buffer[], key: Buffer): boolean => !keys.some((other) => other.equals(key))
  if (from.keys.length === 0) return { index, added: to.keys, removed: from.keys, after: to }
  if (from.keys.length + to.keys.length < 20) {
    const added = to.keys.filter((key) => lacks(from.keys, key))
    return { index, added, removed: from.keys.filter((key) => lacks(to.keys, key)), after: to }
  }
  const [old, now] = [new Set(from.keys.map(String1)), new Set(to.keys.map(String1))]
  const added = to.keys.filter((key) => !old.has(String1(key)))
  return { index, added, removed: from.keys.filter((key) => !now.has(String1(key))), after: to }
}
const String1 = (key: Buffer): string => key.toString('latin1')

/** Refuses duplicates before anything is written, so that a refused document leaves no trace. */
function claim({ view, collection }: Target, { index, added, removed }: Change, doc: Doc): void {
  if (!index.unique) return
  for (const key of removed) view.lock(Buffer.concat([index.prefix, key]))
  for (const key of added) {
    const full = Buffer.concat([index.prefix, key])
    if (view.get(full)) throw duplicateKey(collection, index, doc, key)
    view.lock(full)
  }
}

function apply({ catalog, view, collection }: Target, { index, added, removed, after }: Change, record: number): void {
  const value = recordBytes(record)
  const full = (key: Buffer): Buffer => Buffer.concat(index.unique ? [index.prefix, key] : [index.prefix, key, value])
  for (const key of removed) view.remove(full(key))
  for (const key of added) view.put(full(key), value)
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
  const collation = index.collation ? ` collation: ${JSON.stringify(index.collation.spec)}` : ''
  const message = `E11000 duplicate key error collection: ${collection.ns} index: ${index.name}${collation} dup key: { ${shown.join(', ')} }`
  return new ServerError('DuplicateKey', message, { extra: { keyPattern: index.spec['key'], keyValue: value } })
}

/** Of an array the item that collided is shown. */
function keyValue(index: Index, doc: Doc, key: Buffer): Doc {
  const value: Doc = {}
  for (const { path, parts } of index.fields) value[path] = valueAt(doc, parts) ?? null
  if (!index.multikey.some(Boolean) && !Object.values(value).some(Array.isArray)) return value
  const arrays = index.fields.filter(({ path }) => Array.isArray(value[path]))
  for (const { path, parts } of arrays) {
    for (const item of value[path] as unknown[]) {
      const single = documentKeys(index, withValue(doc, parts, item)).keys
      if (single.some((other) => other.equals(key))) value[path] = item
    }
  }
  return value
}

function withValue(doc: Doc, parts: readonly string[], value: unknown): Doc {
  const [part = '', ...rest] = parts
  return { ...doc, [part]: rest.length === 0 ? value : withValue(doc[part] as Doc, rest, value) }
}

function show(value: unknown): string {
  if (value === null || typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string')
    return JSON.stringify(value)
  if (value instanceof Date) return `new Date(${value.getTime()})`
  if (value instanceof ObjectId) return `ObjectId('${value.toHexString()}')`
  if (isNumber(value)) return value.toString()
  return JSON.stringify(value)
}

/** Fills an index that is new on a collection with documents. */
export function buildIndex({ catalog, view, collection }: Target, index: Index): void {
  const keys = Array.from(view.range(documentRange(collection)), ({ key }) => key)
  for (const key of keys) {
    const doc = decode(view.get(key) ?? fail('InternalError', 'a document vanished while its index was built'))
    const each = change(index, NO_KEYS, documentKeys(index, doc))
    claim({ catalog, view, collection }, each, doc)
    apply({ catalog, view, collection }, each, recordOf(key))
  }
}

/** All documents of a collection, in the order of their insertion. */
export const documentRange = (collection: Collection): KeyRange => within(collectionPrefix(collection.id))
