import type { Call, Command } from '../context.ts'
import { fail } from '../errors.ts'
import { matcher } from '../query/match.ts'
import type { Collection } from '../storage/catalog.ts'
import { collationOf } from '../values/collation.ts'
import { equal } from '../values/compare.ts'
import { isNumber } from '../values/types.ts'
import type { Doc } from '../values/types.ts'
import {
  booleanField,
  checkedNamespace,
  collectionOf,
  docField,
  ensureCollection,
  namespaceOf,
  numberField,
} from './common.ts'
import { collectionFacts } from './facts.ts'
import { listReply } from './reply.ts'
import { isView } from './views.ts'

const OPTIONS = [
  'collation',
  'validator',
  'validationLevel',
  'validationAction',
  'storageEngine',
  'indexOptionDefaults',
  'changeStreamPreAndPostImages',
  'viewOn',
  'pipeline',
] as const
const REFUSED = [
  'capped',
  'size',
  'max',
  'timeseries',
  'clusteredIndex',
  'expireAfterSeconds',
  'encryptedFields',
  'autoIndexId',
] as const

export const create: Command = {
  fields: [...OPTIONS, ...REFUSED],
  transactional: true,
  run(call) {
    const ns = namespaceOf(call)
    const { body } = call
    for (const name of REFUSED) {
      if (body[name] !== undefined && body[name] !== false)
        fail('NotImplemented', `create option ${name} is not supported`)
    }
    const options: Doc = {}
    for (const name of OPTIONS) if (body[name] !== undefined) options[name] = body[name]
    const collation = collationOf(options['collation'])
    if (collation) options['collation'] = collation.spec
    else delete options['collation']
    checkValidator(options)
    const known = collectionOf(call, ns)
    if (known && !equal(known.options, options))
      fail('NamespaceExists', `namespace ${ns} already exists, but with different options`)
    if (!known) ensureCollection(call, ns, options)
    return { ok: 1 }
  },
}

function checkValidator(options: Doc): void {
  if (options['validator'] === undefined) return
  matcher(docField(options, 'validator'))
}

/** Drops a collection; its cursors go with it. */
const dropCollection = (call: Call, collection: Collection): Promise<void> =>
  call.exclusively(collection, () => {
    if (!collection.dropped) call.shared.catalog.drop(collection)
  })

export const drop: Command = {
  fields: [],
  async run(call) {
    const collection = call.shared.catalog.find(namespaceOf(call))
    if (!collection) return { ok: 1 }
    await dropCollection(call, collection)
    return { nIndexesWas: collection.indexes.length, ns: collection.ns, ok: 1 }
  },
}

const ofDatabase = (call: Call): Collection[] =>
  call.shared.catalog.all().filter(({ ns }) => ns.startsWith(`${call.db}.`))

export const dropDatabase: Command = {
  fields: [],
  async run(call) {
    for (const collection of ofDatabase(call)) await dropCollection(call, collection)
    return { dropped: call.db, ok: 1 }
  },
}

export const renameCollection: Command = {
  fields: ['to', 'dropTarget'],
  async run(call) {
    if (call.db !== 'admin') fail('Unauthorized', 'renameCollection may only be run against the admin database.')
    const { renameCollection: from, to, dropTarget } = call.body
    if (typeof from !== 'string' || typeof to !== 'string')
      fail('TypeMismatch', 'renameCollection needs two namespaces')
    const { catalog } = call.shared
    const source = catalog.find(from) ?? fail('NamespaceNotFound', `Source collection ${from} does not exist`)
    const [db = '', ...name] = to.split('.')
    checkedNamespace(db, name.join('.'))
    if (from === to) fail('IllegalOperation', "Can't rename a collection to itself")
    const target = catalog.find(to)
    if (target && dropTarget !== true) fail('NamespaceExists', 'target namespace exists')
    if (target) await dropCollection(call, target)
    await call.exclusively(source, () => catalog.rename(source, to))
    return { ok: 1 }
  },
}

const nameOf = ({ ns }: Collection): string => ns.slice(ns.indexOf('.') + 1)

export const listCollections: Command = {
  fields: ['filter', 'nameOnly', 'cursor', 'authorizedCollections'],
  run(call) {
    const matches = matcher(docField(call.body, 'filter'))
    const nameOnly = booleanField(call.body, 'nameOnly')
    const found = ofDatabase(call)
      .map((collection): Doc => {
        const view = isView(collection)
        const brief = { name: nameOf(collection), type: view ? 'view' : 'collection' }
        if (nameOnly) return brief
        if (view) return { ...brief, options: collection.options, info: { readOnly: true } }
        const { spec } = collection.indexes[0] ?? {}
        return {
          ...brief,
          options: collection.options,
          info: { readOnly: false, uuid: collection.uuid },
          idIndex: spec,
        }
      })
      .filter(matches)
    return listReply(call, `${call.db}.$cmd.listCollections`, found)
  },
}

export const listDatabases: Command = {
  fields: ['filter', 'nameOnly', 'authorizedDatabases'],
  run(call) {
    if (call.db !== 'admin') fail('Unauthorized', 'listDatabases may only be run against the admin database.')
    const matches = matcher(docField(call.body, 'filter'))
    const nameOnly = booleanField(call.body, 'nameOnly')
    const names = [...new Set(call.shared.catalog.all().map(({ ns }) => ns.slice(0, ns.indexOf('.'))))].sort()
    const { file } = call.shared.catalog.engine.size()
    const databases = names
      .map((name): Doc => (nameOnly ? { name } : { name, sizeOnDisk: file, empty: false }))
      .filter(matches)
    return nameOnly
      ? { databases, ok: 1 }
      : { databases, totalSize: file, totalSizeMb: Math.floor(file / 1_048_576), ok: 1 }
  },
}

export const collStats: Command = {
  fields: ['scale'],
  run(call) {
    const ns = namespaceOf(call)
    const collection = call.shared.catalog.find(ns)
    if (!collection)
      return {
        ns,
        size: 0,
        count: 0,
        numOrphanDocs: 0,
        storageSize: 0,
        totalSize: 0,
        nindexes: 0,
        totalIndexSize: 0,
        indexSizes: {},
        scaleFactor: 1,
        ok: 1,
      }
    if (isNumber(call.body['scale']) && Number(call.body['scale']) !== 1)
      fail('NotImplemented', 'collStats scale is not supported')
    return { ...collectionFacts(call.view, collection), ok: 1 }
  },
}

export const dbStats: Command = {
  fields: ['scale', 'freeStorage'],
  run(call) {
    const scale = numberField(call.body, 'scale') ?? 1
    const all = ofDatabase(call).map((collection): Doc => ({
      ...collectionFacts(call.view, collection),
      indexes: collection.indexes.length,
    }))
    const sum = (name: string): number => all.reduce((total, facts) => total + Number(facts[name]), 0)
    const { file } = call.shared.catalog.engine.size()
    return {
      db: call.db,
      collections: all.length,
      views: 0,
      objects: sum('count'),
      avgObjSize: sum('count') > 0 ? sum('size') / sum('count') : 0,
      dataSize: sum('size') / scale,
      storageSize: sum('size') / scale,
      indexes: sum('indexes'),
      indexSize: sum('totalIndexSize') / scale,
      totalSize: sum('totalSize') / scale,
      scaleFactor: scale,
      fsUsedSize: file,
      ok: 1,
    }
  },
}
