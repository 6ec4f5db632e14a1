import type { Command } from '../context.ts'
import { fail } from '../errors.ts'
import { existing } from '../storage/catalog.ts'
import type { Collection } from '../storage/catalog.ts'
import { documentRange, storedKey } from '../storage/documents.ts'
import { documentKeys } from '../storage/index-keys.ts'
import { recordBytes, recordOf, within } from '../storage/view.ts'
import type { KeyRange, ReadView } from '../storage/view.ts'
import { decode } from '../values/decode.ts'
import type { Doc } from '../values/types.ts'
import { collectionsOf } from './collections.ts'
import { isView, namespaceOf, numberField } from './common.ts'

function bytesIn(view: ReadView, range: KeyRange): number {
  let bytes = 0
  for (const { key, value } of view.range(range)) bytes += key.length + value.length
  return bytes
}

/** How much a collection holds. Reads it whole: for people who look, not for paths that are hot. */
function sizesOf(view: ReadView, collection: Collection) {
  const size = bytesIn(view, documentRange(collection))
  const indexSizes = Object.fromEntries(
    collection.indexes.map(({ name, prefix }) => [name, bytesIn(view, within(prefix))]),
  )
  const totalIndexSize = Object.values(indexSizes).reduce((sum, bytes) => sum + bytes, 0)
  return { count: view.countOf(collection), size, nindexes: collection.indexes.length, indexSizes, totalIndexSize }
}

const NO_SIZES = { count: 0, size: 0, nindexes: 0, indexSizes: {}, totalIndexSize: 0 }

/** Sizes are given in bytes. */
const inBytes = (body: Doc): void => {
  if ((numberField(body, 'scale') ?? 1) !== 1) fail('NotImplemented', 'a scale is not supported')
}

export const collStats: Command = {
  fields: 'scale',
  run(call) {
    inBytes(call.body)
    const ns = namespaceOf(call)
    const collection = call.shared.catalog.find(ns)
    const sizes = collection ? sizesOf(call.view, collection) : NO_SIZES
    const { size, totalIndexSize } = sizes
    return { ns, ...sizes, storageSize: size, totalSize: size + totalIndexSize, scaleFactor: 1, capped: false, ok: 1 }
  },
}

export const dbStats: Command = {
  fields: 'scale freeStorage',
  run(call) {
    inBytes(call.body)
    const all = collectionsOf(call).map((collection) => sizesOf(call.view, collection))
    const sum = (name: 'count' | 'size' | 'nindexes' | 'totalIndexSize'): number =>
      all.reduce((total, sizes) => total + sizes[name], 0)
    const [dataSize, indexSize] = [sum('size'), sum('totalIndexSize')]
    return {
      db: call.db,
      collections: all.length,
      views: collectionsOf(call).filter(isView).length,
      objects: sum('count'),
      dataSize,
      storageSize: dataSize,
      indexes: sum('nindexes'),
      indexSize,
      totalSize: dataSize + indexSize,
      scaleFactor: 1,
      fsUsedSize: call.shared.catalog.engine.size().file,
      ok: 1,
    }
  },
}

/** Reads a collection whole and holds each index to its documents: every key of theirs there, and no other. */
export const validate: Command = {
  fields: 'full repair metadata checkBSONConformance',
  run({ body, name, db, shared, view }) {
    const collection = existing(shared.catalog, namespaceOf({ body, name, db }))
    const errors: string[] = []
    const expected = new Map(collection.indexes.map((index) => [index, 0]))
    let nrecords = 0
    for (const { key, value } of view.range(documentRange(collection))) {
      nrecords++
      const doc = decode(value)
      const record = recordOf(key)
      for (const index of collection.indexes) {
        const { keys } = documentKeys(index, doc)
        expected.set(index, (expected.get(index) ?? 0) + keys.length)
        if (!keys.every((each) => view.get(storedKey(index, each, record))?.equals(recordBytes(record))))
          errors.push(`index ${index.name} lacks a key of record ${record}`)
      }
    }
    const keysPerIndex: Doc = {}
    for (const [index, count] of expected) {
      const found = [...view.range(within(index.prefix))].length
      keysPerIndex[index.name] = found
      if (found !== count) errors.push(`index ${index.name} has ${found} keys, its documents ${count}`)
    }
    const known = view.countOf(collection)
    if (nrecords !== known) errors.push(`counted ${nrecords} documents, known are ${known}`)
    const nIndexes = collection.indexes.length
    return {
      ns: collection.ns,
      nrecords,
      nIndexes,
      keysPerIndex,
      valid: errors.length === 0,
      errors,
      warnings: [],
      ok: 1,
    }
  },
}
