import { Long } from 'bson'
import type { Call, Command } from '../context.ts'
import { fail } from '../errors.ts'
import { findProjection } from '../pipeline/find-projection.ts'
import { prepare } from '../query/find.ts'
import type { Prepared, Search } from '../query/find.ts'
import type { Collection } from '../storage/catalog.ts'
import type { ReadView } from '../storage/view.ts'
import { matcher } from '../query/match.ts'
import { identity } from '../values/keys.ts'
import { reach, splitPath } from '../values/paths.ts'
import { encode } from '../values/encode.ts'
import { isNumber } from '../values/types.ts'
import type { Doc } from '../values/types.ts'
import { booleanField, collationFor, collectionOf, docField, namespaceOf, numberField, variablesOf } from './common.ts'
import { aggregate, documentsOf } from './aggregate.ts'
import { cursorReply, nextBatch } from './reply.ts'
import { findAsAggregate, isView, noView, resolveView } from './views.ts'

const FIND = [
  'filter',
  'sort',
  'projection',
  'hint',
  'skip',
  'limit',
  'batchSize',
  'singleBatch',
  'collation',
  'let',
  'allowDiskUse',
  'noCursorTimeout',
  'allowPartialResults',
  'min',
  'max',
  'returnKey',
  'showRecordId',
  'tailable',
  'awaitData',
  'oplogReplay',
]

/** Options of a find that this server does not have. */
const NOT_SUPPORTED = ['min', 'max', 'returnKey', 'showRecordId', 'tailable', 'awaitData'] as const

/** The question of a `find` command. */
export function searchOf(call: Call, collection: Collection | undefined): Search {
  const { body } = call
  for (const name of NOT_SUPPORTED) {
    const value = body[name]
    if (value !== undefined && value !== false) fail('NotImplemented', `find option ${name} is not supported`)
  }
  const hint = body['hint']
  return {
    filter: docField(body, 'filter'),
    sort: emptyToNone(docField(body, 'sort')),
    collation: collationFor(collection, body),
    hint: typeof hint === 'object' && hint !== null && Object.keys(hint).length === 0 ? undefined : hint,
    variables: variablesOf(call, body['let']),
    skip: numberField(body, 'skip'),
    limit: numberField(body, 'limit'),
  }
}

const emptyToNone = (sort: Doc): Doc | undefined => (Object.keys(sort).length === 0 ? undefined : sort)

/** The documents of a find, encoded; decoded only where the projection needs it. */
function* output(prepared: Prepared, projection: Doc, search: Search): Iterable<Buffer> {
  const context = { collation: search.collation, variables: search.variables }
  const shape = findProjection(projection, { filter: search.filter, context, score: prepared.score })
  for (const row of prepared.rows()) yield shape ? encode(shape(row.doc, search.variables)) : row.bytes
}

export const find: Command = {
  fields: FIND,
  transactional: true,
  run(call) {
    const ns = namespaceOf(call)
    const collection = collectionOf(call, ns)
    if (isView(collection)) return aggregate.run(findAsAggregate(call))
    const search = searchOf(call, collection)
    const projection = docField(call.body, 'projection')
    const limit = search.limit ?? 0
    const batchSize = numberField(call.body, 'batchSize')
    const documents = (view: ReadView): Iterable<Buffer> =>
      collection
        ? output(prepare({ view, collection, check: call.check }, search), projection, search)
        : checked(search, projection)
    return cursorReply(
      call,
      { ns, collection, documents },
      {
        batchSize,
        single: booleanField(call.body, 'singleBatch') || (limit > 0 && batchSize !== undefined && batchSize >= limit),
        lasting: booleanField(call.body, 'noCursorTimeout'),
      },
    )
  },
}

/** Of no collection nothing is found, but a filter that cannot be read is refused all the same. */
function checked(search: Search, projection: Doc): readonly Buffer[] {
  matcher(search.filter, search)
  findProjection(projection, { filter: search.filter, context: search, score: undefined })
  return []
}

export const getMore: Command = { fields: ['collection', 'batchSize'], transactional: true, run: nextBatch }

export const killCursors: Command = {
  fields: ['cursors'],
  transactional: true,
  run(call) {
    const given = call.body['cursors']
    if (!Array.isArray(given)) fail('TypeMismatch', "BSON field 'killCursors.cursors' must be an array")
    const ids = given.map((id) => (id instanceof Long ? id : Long.fromNumber(isNumber(id) ? Number(id) : 0)))
    const killed = ids.filter((id) => call.shared.cursors.kill(id))
    return {
      cursorsKilled: killed,
      cursorsNotFound: ids.filter((id) => !killed.includes(id)),
      cursorsAlive: [],
      cursorsUnknown: [],
      ok: 1,
    }
  },
}

export const count: Command = {
  fields: ['query', 'limit', 'skip', 'hint', 'collation', 'fields'],
  run(call) {
    const collection = collectionOf(call, namespaceOf(call))
    if (!collection) return { n: 0, ok: 1 }
    const { body } = call
    if (isView(collection)) return countView(call, collection)
    const limit = body['limit']
    const search = {
      filter: docField(body, 'query'),
      collation: collationFor(collection, body),
      hint: body['hint'],
      variables: variablesOf(call, undefined),
      skip: numberField(body, 'skip'),
      limit: isNumber(limit) ? Math.abs(Number(limit)) : undefined,
    }
    return { n: prepare({ view: call.view, collection, check: call.check }, search).count(), ok: 1 }
  },
}

/** A view is counted by running its pipeline. */
function countView(call: Call, collection: Collection): Doc {
  const { collection: under, pipeline } = resolveView(call, collection, [
    { $match: docField(call.body, 'query') },
    { $count: 'n' },
  ])
  const [found] = under ? documentsOf(call, under, pipeline) : []
  return { n: found?.['n'] ?? 0, ok: 1 }
}

export const distinct: Command = {
  fields: ['key', 'query', 'collation', 'hint'],
  transactional: true,
  run(call) {
    const { body } = call
    const key = body['key']
    if (typeof key !== 'string')
      fail('TypeMismatch', "BSON field 'distinct.key' is the wrong type, expected type 'string'")
    const collection = collectionOf(call, namespaceOf(call))
    noView(collection)
    if (!collection) return { values: [], ok: 1 }
    const collation = collationFor(collection, body)
    const search = {
      filter: docField(body, 'query'),
      collation,
      hint: body['hint'],
      variables: variablesOf(call, undefined),
    }
    const found = new Map<string, unknown>()
    const add = (value: unknown): void => {
      const name = identity(value, collation?.fold)
      if (value !== undefined && !found.has(name)) found.set(name, value)
    }
    for (const { doc } of prepare({ view: call.view, collection, check: call.check }, search).rows()) {
      reach(doc, splitPath(key), (value) => {
        if (Array.isArray(value)) value.forEach(add)
        else add(value)
        return false
      })
    }
    return { values: [...found.values()], ok: 1 }
  },
}
