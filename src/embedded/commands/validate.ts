import type { Command } from '../context.ts'
import { existing } from '../storage/catalog.ts'
import { documentRange } from '../storage/documents.ts'
import { documentKeys } from '../storage/index-keys.ts'
import type { Index } from '../storage/index-spec.ts'
import { recordOf, within } from '../storage/view.ts'
import type { ReadView } from '../storage/view.ts'
import { decode } from '../values/decode.ts'
import type { Doc } from '../values/types.ts'
import { namespaceOf } from './common.ts'

/** Reads a collection whole and holds each index to its documents: every key of theirs there, and no other. */
export const validate: Command = {
  fields: ['full', 'repair', 'metadata', 'checkBSONConformance'],
  run(call) {
    const collection = existing(call.shared.catalog, namespaceOf(call))
    const { view } = call
    const errors: string[] = []
    const expected = new Map<string, number>(collection.indexes.map(({ name }) => [name, 0]))
    let nrecords = 0
    for (const { key, value } of view.range(documentRange(collection))) {
      nrecords++
      const doc = decode(value)
      for (const index of collection.indexes) {
        const { keys } = documentKeys(index, doc)
        expected.set(index.name, (expected.get(index.name) ?? 0) + keys.length)
        if (!keys.every((each) => points(view, index, each, key.subarray(-6))))
          errors.push(`index ${index.name} lacks a key of record ${recordOf(key)}`)
      }
    }
    const keysPerIndex: Doc = {}
    for (const { name, prefix } of collection.indexes) {
      const count = [...view.range(within(prefix))].length
      keysPerIndex[name] = count
      if (count !== expected.get(name))
        errors.push(`index ${name} has ${count} keys, its documents ${expected.get(name)}`)
    }
    if (nrecords !== view.countOf(collection))
      errors.push(`counted ${nrecords} documents, known are ${view.countOf(collection)}`)
    return {
      ns: collection.ns,
      nrecords,
      nIndexes: collection.indexes.length,
      keysPerIndex,
      valid: errors.length === 0,
      errors,
      warnings: [],
      ok: 1,
    }
  },
}

/** Whether an index's key is there and points to the record. */
function points(view: ReadView, index: Index, key: Buffer, record: Buffer): boolean {
  const entry = view.get(Buffer.concat(index.unique ? [index.prefix, key] : [index.prefix, key, record]))
  return entry?.equals(record) === true
}
