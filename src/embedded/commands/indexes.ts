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
import { collectionOf, ensureCollection, namespaceOf } from './common.ts'
import { indexSpec } from './index-spec.ts'
import { listReply } from './reply.ts'
import { noView } from './views.ts'

/** The index that a requested one would repeat; refuses the same name or keys with other options. */
function repeated(collection: Collection, spec: Doc): Index | undefined {
  const named = collection.indexes.find(({ name }) => name === spec['name'])
  if (named && !equal(named.spec['key'], spec['key'])) {
    fail(
      'IndexKeySpecsConflict',
      `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. Requested index: ${JSON.stringify(spec)}, existing index: ${JSON.stringify(named.spec)}`,
    )
  }
  const same = collection.indexes.find((index) => sameKeys(index.spec, spec))
  if (!same) return undefined
  if (!equal(options(same.spec), options(spec))) {
    fail(
      'IndexOptionsConflict',
      `An equivalent index already exists with the same name but different options. Requested index: ${JSON.stringify(spec)}, existing index: ${JSON.stringify(same.spec)}`,
    )
  }
  if (!named) fail('IndexOptionsConflict', `Index already exists with a different name: ${same.name}`)
  return same
}

/** Keys, collation and partial filter tell indexes apart. */
const sameKeys = (a: Doc, b: Doc): boolean =>
  equal(a['key'], b['key']) &&
  Object.keys(a['key'] as Doc).join() === Object.keys(b['key'] as Doc).join() &&
  equal(a['collation'], b['collation']) &&
  equal(a['partialFilterExpression'], b['partialFilterExpression'])

const options = ({ unique, sparse, expireAfterSeconds, weights }: Doc): Doc => ({
  unique: unique === true,
  sparse: sparse === true,
  expireAfterSeconds: expireAfterSeconds ?? null,
  weights: weights ?? null,
})

/** Builds an index; whether one like it has come meanwhile is asked when its turn has come. */
async function addIndex(call: Call, collection: Collection, spec: Doc): Promise<void> {
  const { catalog } = call.shared
  const index = indexOf(spec, catalog.newIndexId())
  await call.exclusively(collection, () => {
    if (repeated(collection, spec)) return
    if (collection.indexes.length >= 64)
      fail('CannotCreateIndex', `add index fails, too many indexes for ${collection.ns}`)
    if (index.text && collection.indexes.some(({ text }) => text))
      fail('CannotCreateIndex', 'only one text index per collection allowed')
    catalog.setIndexes(collection, [...collection.indexes, index], (view) =>
      buildIndex({ catalog, view, collection }, index),
    )
  })
}

export const createIndexes: Command = {
  fields: ['indexes', 'commitQuorum', 'ignoreUnknownIndexOptions'],
  transactional: true,
  async run(call) {
    const ns = namespaceOf(call)
    const given = call.body['indexes']
    if (!Array.isArray(given) || given.length === 0) fail('BadValue', 'Must specify at least one index to create')
    const known = call.shared.catalog.find(ns)
    const specs = given.map((spec) =>
      indexSpec(isDoc(spec) ? spec : fail('TypeMismatch', 'an index must be an object'), known),
    )
    const collection = ensureCollection(call, ns)
    noView(collection)
    const before = collection.indexes.length
    const fresh = specs.filter((spec) => !repeated(collection, spec))
    if (call.transaction && fresh.length > 0 && call.view.countOf(collection) > 0) {
      fail(
        'OperationNotSupportedInTransaction',
        'Cannot create new indexes on existing collection in a multi-document transaction.',
      )
    }
    for (const spec of fresh) await addIndex(call, collection, spec)
    const note = fresh.length === 0 ? { note: 'all indexes already exist' } : {}
    return {
      numIndexesBefore: before,
      numIndexesAfter: collection.indexes.length,
      createdCollectionAutomatically: known === undefined,
      ...note,
      ok: 1,
    }
  },
}

export const listIndexes: Command = {
  fields: ['cursor'],
  run(call) {
    const collection = existing(call.shared.catalog, namespaceOf(call))
    return listReply(
      call,
      collection.ns,
      collection.indexes.map(({ spec }) => spec),
    )
  },
}

export const dropIndexes: Command = {
  fields: ['index'],
  async run(call) {
    const { catalog } = call.shared
    const collection =
      collectionOf(call, namespaceOf(call)) ?? fail('NamespaceNotFound', `ns not found ${namespaceOf(call)}`)
    const before = collection.indexes.length
    const wanted = call.body['index']
    const doomed =
      wanted === '*' ? collection.indexes.slice(1) : [wanted].flat().map((each) => indexToDrop(collection, each))
    await call.exclusively(collection, () =>
      catalog.setIndexes(
        collection,
        collection.indexes.filter((index) => !doomed.includes(index)),
      ),
    )
    return { nIndexesWas: before, ok: 1 }
  },
}

function indexToDrop(collection: Collection, wanted: unknown): Index {
  const found = collection.indexes.find(({ name, spec }) =>
    typeof wanted === 'string' ? name === wanted : equal(spec['key'], wanted),
  )
  if (!found)
    fail(
      'IndexNotFound',
      typeof wanted === 'string'
        ? `index not found with name [${wanted}]`
        : `can't find index with key: ${JSON.stringify(wanted)}`,
    )
  if (found.name === '_id_') fail('InvalidOptions', 'cannot drop _id index')
  return found
}
