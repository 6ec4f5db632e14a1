import type { Call, Command } from '../context.ts'
import { fail } from '../errors.ts'
import { existing } from '../storage/catalog.ts'
import type { Collection } from '../storage/catalog.ts'
import { buildIndex } from '../storage/documents.ts'
import { indexOf } from '../storage/index-spec.ts'
import type { Index } from '../storage/index-spec.ts'
import { equal } from '../values/compare.ts'
import { isDoc } from '../values/types.ts'
import type { Doc } from '../values/types.ts'
import { arrayField, ensureCollection, namespaceOf } from './common.ts'
import { listReply } from './cursors.ts'
import { indexSpec } from './index-spec.ts'

/** Whether there is such an index already; refuses the same name or keys with other options. */
function isRepeated(collection: Collection, spec: Doc): boolean {
  const requested = `Requested index: ${JSON.stringify(spec)}`
  const named = collection.indexes.find(({ name }) => name === spec['name'])
  if (named && !sameKeys(named.spec, spec))
    fail('IndexKeySpecsConflict', `An existing index has the same name as the requested index. ${requested}`)
  const same = collection.indexes.find((index) => sameKeys(index.spec, spec))
  if (same && !equal(withoutName(same.spec), withoutName(spec)))
    fail('IndexOptionsConflict', `An equivalent index already exists with different options. ${requested}`)
  if (same && !named) fail('IndexOptionsConflict', `Index already exists with a different name: ${same.name}`)
  return same !== undefined
}

/** Keys, collation and partial filter tell indexes apart. */
const sameKeys = (a: Doc, b: Doc): boolean =>
  ['key', 'collation', 'partialFilterExpression'].every((name) => equal(a[name], b[name]))

/** In one order, whatever that of the request. */
const withoutName = ({ unique, sparse, expireAfterSeconds }: Doc): Doc => ({
  unique: unique === true,
  sparse: sparse === true,
  expireAfterSeconds: expireAfterSeconds ?? null,
})

/** Builds an index; whether one like it has come meanwhile is asked when its turn has come. */
async function addIndex(call: Call, collection: Collection, spec: Doc): Promise<void> {
  const { catalog } = call.shared
  await call.exclusively(collection, () => {
    if (isRepeated(collection, spec)) return
    if (collection.indexes.length >= 64) fail('CannotCreateIndex', `too many indexes for ${collection.ns}`)
    const index = indexOf(spec, catalog.newIndexId())
    catalog.setIndexes(collection, [...collection.indexes, index], (view) =>
      buildIndex({ catalog, view, collection }, index),
    )
  })
}

export const createIndexes: Command = {
  fields: 'indexes commitQuorum ignoreUnknownIndexOptions',
  transactional: true,
  async run(call) {
    const ns = namespaceOf(call)
    const known = call.shared.catalog.find(ns)
    const given = arrayField(call.body, 'indexes')
    if (given.length === 0) fail('BadValue', 'Must specify at least one index to create')
    const specs = given.map((each) =>
      indexSpec(isDoc(each) ? each : fail('TypeMismatch', 'an index must be an object'), known),
    )
    const collection = ensureCollection(call, ns)
    const numIndexesBefore = collection.indexes.length
    const fresh = specs.filter((spec) => !isRepeated(collection, spec))
    if (call.transaction && fresh.length > 0 && call.view.countOf(collection) > 0)
      fail('OperationNotSupportedInTransaction', 'Cannot create new indexes on a filled collection in a transaction.')
    for (const spec of fresh) await addIndex(call, collection, spec)
    const numIndexesAfter = collection.indexes.length
    const note = fresh.length === 0 ? { note: 'all indexes already exist' } : {}
    return { numIndexesBefore, numIndexesAfter, createdCollectionAutomatically: known === undefined, ...note, ok: 1 }
  },
}

export const listIndexes: Command = {
  fields: 'cursor',
  run(call) {
    const { ns, indexes } = existing(call.shared.catalog, namespaceOf(call))
    return listReply(
      call,
      ns,
      indexes.map(({ spec }) => spec),
    )
  },
}

export const dropIndexes: Command = {
  fields: 'index',
  async run(call) {
    const { catalog } = call.shared
    const collection = existing(catalog, namespaceOf(call))
    const { index: wanted } = call.body
    const all = collection.indexes.slice(1)
    const doomed = wanted === '*' ? all : [wanted].flat().map((each) => indexToDrop(collection, each))
    const nIndexesWas = collection.indexes.length
    await call.exclusively(collection, () => {
      const left = collection.indexes.filter((index) => !doomed.includes(index))
      catalog.setIndexes(collection, left)
    })
    return { nIndexesWas, ok: 1 }
  },
}

function indexToDrop(collection: Collection, wanted: unknown): Index {
  const found = collection.indexes.find(({ name, spec }) =>
    typeof wanted === 'string' ? name === wanted : equal(spec['key'], wanted),
  )
  if (!found) fail('IndexNotFound', `index not found: ${JSON.stringify(wanted)}`)
  return found.name === '_id_' ? fail('InvalidOptions', 'cannot drop _id index') : found
}
