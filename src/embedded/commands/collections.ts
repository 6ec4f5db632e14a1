import type { Call, Command } from '../context.ts'
import { fail } from '../errors.ts'
import { matcher } from '../query/match.ts'
import { existing } from '../storage/catalog.ts'
import type { Collection } from '../storage/catalog.ts'
import { equal } from '../values/compare.ts'
import type { Doc } from '../values/types.ts'
import {
  booleanField,
  checkedNamespace,
  collationFor,
  collectionOf,
  docField,
  ensureCollection,
  isView,
  namespaceOf,
} from './common.ts'
import { listReply } from './cursors.ts'

/** Options that MongoDB has and this server has not. */
const REFUSED =
  'capped size max timeseries clusteredIndex expireAfterSeconds encryptedFields validationLevel validationAction'
/** Options that would change nothing here. */
const WITHOUT_EFFECT = 'storageEngine indexOptionDefaults changeStreamPreAndPostImages autoIndexId'

function optionsOf({ body }: Call): Doc {
  const refused = REFUSED.split(' ').find((name) => body[name] !== undefined && body[name] !== false)
  if (refused !== undefined) fail('NotImplemented', `the option ${refused} of a collection is not supported`)
  const options: Doc = { collation: collationFor(undefined, body)?.spec }
  for (const name of ['validator', 'viewOn', 'pipeline']) options[name] = body[name]
  matcher(docField(body, 'validator'))
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
}

export const create: Command = {
  fields: `collation validator viewOn pipeline ${REFUSED} ${WITHOUT_EFFECT}`,
  transactional: true,
  run(call) {
    const ns = namespaceOf(call)
    const options = optionsOf(call)
    const known = collectionOf(call, ns)
    if (known && !equal(known.options, options))
      fail('NamespaceExists', `namespace ${ns} already exists, but with different options`)
    ensureCollection(call, ns, options)
    return { ok: 1 }
  },
}

/** Changes a collection's validator, the only thing of a collection that can change. */
export const collMod: Command = {
  fields: `validator index ${REFUSED}`,
  async run(call) {
    const { catalog } = call.shared
    const collection = existing(catalog, namespaceOf(call))
    if (call.body['index'] !== undefined) fail('NotImplemented', 'collMod of an index is not supported')
    const options = { ...collection.options, ...optionsOf(call) }
    await call.exclusively(collection, () => catalog.setOptions(collection, options))
    return { ok: 1 }
  },
}

const dropCollection = (call: Call, collection: Collection): Promise<void> =>
  call.exclusively(collection, () => {
    if (!collection.dropped) call.shared.catalog.drop(collection)
  })

export const drop: Command = {
  fields: '',
  async run(call) {
    const collection = call.shared.catalog.find(namespaceOf(call))
    if (!collection) return { ok: 1 }
    await dropCollection(call, collection)
    return { nIndexesWas: collection.indexes.length, ns: collection.ns, ok: 1 }
  },
}

export const collectionsOf = (call: Call): Collection[] =>
  call.shared.catalog.all().filter(({ ns }) => ns.startsWith(`${call.db}.`))

export const dropDatabase: Command = {
  fields: '',
  async run(call) {
    for (const collection of collectionsOf(call)) await dropCollection(call, collection)
    return { dropped: call.db, ok: 1 }
  },
}

const onAdmin = ({ db, name }: Call): void => {
  if (db !== 'admin') fail('Unauthorized', `${name} may only be run against the admin database.`)
}

export const renameCollection: Command = {
  fields: 'to dropTarget',
  async run(call) {
    onAdmin(call)
    const { renameCollection: from, to } = call.body
    if (typeof from !== 'string' || typeof to !== 'string')
      fail('TypeMismatch', 'renameCollection needs two namespaces')
    const { catalog } = call.shared
    const source = existing(catalog, from)
    const dot = to.indexOf('.')
    checkedNamespace(to.slice(0, dot), to.slice(dot + 1))
    if (from === to) fail('IllegalOperation', "Can't rename a collection to itself")
    const target = catalog.find(to)
    if (target && !booleanField(call.body, 'dropTarget')) fail('NamespaceExists', 'target namespace exists')
    if (target) await dropCollection(call, target)
    await call.exclusively(source, () => catalog.rename(source, to))
    return { ok: 1 }
  },
}

export const listCollections: Command = {
  fields: 'filter nameOnly cursor authorizedCollections',
  run(call) {
    const nameOnly = booleanField(call.body, 'nameOnly')
    const found = collectionsOf(call).map((collection): Doc => {
      const { ns, options, uuid, indexes } = collection
      const brief = { name: ns.slice(ns.indexOf('.') + 1), type: isView(collection) ? 'view' : 'collection' }
      return nameOnly
        ? brief
        : { ...brief, options, info: { readOnly: isView(collection), uuid }, idIndex: indexes[0]?.spec }
    })
    return listReply(call, `${call.db}.$cmd.listCollections`, found.filter(matcher(docField(call.body, 'filter'))))
  },
}

export const listDatabases: Command = {
  fields: 'filter nameOnly authorizedDatabases',
  run(call) {
    onAdmin(call)
    const nameOnly = booleanField(call.body, 'nameOnly')
    const { catalog } = call.shared
    const totalSize = catalog.engine.size().file
    const names = [...new Set(catalog.all().map(({ ns }) => ns.slice(0, ns.indexOf('.'))))].sort()
    const all = names.map((name): Doc => (nameOnly ? { name } : { name, sizeOnDisk: totalSize, empty: false }))
    const databases = all.filter(matcher(docField(call.body, 'filter')))
    return nameOnly ? { databases, ok: 1 } : { databases, totalSize, ok: 1 }
  },
}
