import type { Call, Command } from '../context.ts'
import { fail } from '../errors.ts'
import { findProjection } from '../pipeline/find-projection.ts'
import { removeDocument } from '../storage/documents.ts'
import type { Doc } from '../values/types.ts'
import {
  booleanField,
  collationFor,
  collectionOf,
  docField,
  ensureCollection,
  namespaceOf,
  variablesOf,
} from './common.ts'
import { change, readUpdate, targets, upsert } from './update.ts'
import type { Scene } from './update.ts'
import { noView } from './views.ts'

const FIELDS = [
  'query',
  'sort',
  'remove',
  'update',
  'new',
  'fields',
  'upsert',
  'bypassDocumentValidation',
  'collation',
  'arrayFilters',
  'hint',
  'let',
]

export const findAndModify: Command = {
  fields: FIELDS,
  transactional: true,
  run(call) {
    const { body } = call
    const remove = booleanField(body, 'remove')
    if (remove === (body['update'] !== undefined))
      fail(
        'FailedToParse',
        remove ? 'Cannot specify both an update and remove=true' : 'Either an update or remove=true must be specified',
      )
    if (remove && booleanField(body, 'upsert')) fail('FailedToParse', 'Cannot specify both upsert=true and remove=true')
    if (remove && booleanField(body, 'new'))
      fail(
        'FailedToParse',
        "Cannot specify both new=true and remove=true; 'remove' always returns the deleted document",
      )
    const ns = namespaceOf(call)
    const collection = booleanField(body, 'upsert') ? ensureCollection(call, ns) : collectionOf(call, ns)
    noView(collection)
    if (!collection)
      return { lastErrorObject: { n: 0, ...(remove ? {} : { updatedExisting: false }) }, value: null, ok: 1 }
    return call.write((view) => (remove ? removeOne : updateOne)({ call, view, collection }))
  },
}

const asStatement = (body: Doc): Doc => {
  const raw: Doc = { q: docField(body, 'query'), u: body['update'] }
  for (const name of ['upsert', 'collation', 'arrayFilters', 'hint', 'sort'] as const) {
    if (body[name] !== undefined && body[name] !== null) raw[name] = body[name]
  }
  return raw
}

function updateOne(scene: Scene): Doc {
  const { call, collection } = scene
  const { body } = call
  const statement = readUpdate(call, collection, asStatement(body))
  const isNew = booleanField(body, 'new')
  const [row] = targets(scene, statement)
  if (row) {
    const { before, after } = change(scene, statement, row)
    return { lastErrorObject: { n: 1, updatedExisting: true }, value: shaped(call, isNew ? after : before), ok: 1 }
  }
  if (!statement.upsert) return { lastErrorObject: { n: 0, updatedExisting: false }, value: null, ok: 1 }
  const made = upsert(scene, statement)
  return {
    lastErrorObject: { n: 1, updatedExisting: false, upserted: made['_id'] },
    value: isNew ? shaped(call, made) : null,
    ok: 1,
  }
}

function removeOne(scene: Scene): Doc {
  const { call, view, collection } = scene
  const { body } = call
  const sort = body['sort'] === undefined ? undefined : docField(body, 'sort')
  const statement = {
    filter: docField(body, 'query'),
    sort,
    hint: body['hint'],
    collation: collationFor(collection, body),
    variables: variablesOf(call, body['let']),
    multi: false,
  }
  const [row] = targets(scene, statement)
  if (!row) return { lastErrorObject: { n: 0 }, value: null, ok: 1 }
  const value = shaped(call, row.doc)
  removeDocument({ catalog: call.shared.catalog, view, collection }, row.record, row.doc)
  return { lastErrorObject: { n: 1 }, value, ok: 1 }
}

function shaped(call: Call, doc: Doc): Doc {
  const context = { variables: variablesOf(call, call.body['let']) }
  const shape = findProjection(docField(call.body, 'fields'), {
    filter: docField(call.body, 'query'),
    context,
    score: undefined,
  })
  return shape ? shape(doc, context.variables) : doc
}
