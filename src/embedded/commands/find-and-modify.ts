import type { Call, Command } from '../context.ts'
import { fail } from '../errors.ts'
import { findProjection } from '../pipeline/find-projection.ts'
import { removeDocument } from '../storage/documents.ts'
import type { Doc } from '../values/types.ts'
import { booleanField, collectionOf, docField, ensureCollection, namespaceOf, searchOf } from './common.ts'
import { change, readUpdate, targets, upsert } from './update.ts'
import type { Scene } from './update.ts'

const FIELDS = 'query sort remove update new fields upsert bypassDocumentValidation collation arrayFilters hint let'

/** Finds, changes and gives back one document in one step. */
export const findAndModify: Command = {
  fields: FIELDS,
  transactional: true,
  run(call) {
    const { body } = call
    const [remove, upserts] = [booleanField(body, 'remove'), booleanField(body, 'upsert')]
    if (remove === (body['update'] !== undefined))
      fail('FailedToParse', 'Either an update or remove=true must be specified')
    if (remove && upserts) fail('FailedToParse', 'Cannot specify both upsert=true and remove=true')
    if (remove && booleanField(body, 'new')) fail('FailedToParse', 'Cannot specify both new=true and remove=true')
    const ns = namespaceOf(call)
    const collection = upserts ? ensureCollection(call, ns) : collectionOf(call, ns)
    if (!collection) return { lastErrorObject: nothing(remove), value: null, ok: 1 }
    return call.write((view) => (remove ? removeOne : updateOne)({ call, view, collection }))
  },
}

const nothing = (remove: boolean): Doc => (remove ? { n: 0 } : { n: 0, updatedExisting: false })

const statementOf = ({ query, update, upsert, collation, arrayFilters, hint, sort }: Doc): Doc => {
  const named = { q: query ?? {}, u: update, upsert, collation, arrayFilters, hint, sort }
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined && value !== null))
}

function updateOne(scene: Scene): Doc {
  const { call, collection } = scene
  const statement = readUpdate(call, collection, statementOf(call.body))
  const isNew = booleanField(call.body, 'new')
  const [row] = targets(scene, statement.search)
  if (row) {
    const { before, after } = change(scene, statement, row)
    return { lastErrorObject: { n: 1, updatedExisting: true }, value: shaped(call, isNew ? after : before), ok: 1 }
  }
  if (!statement.upsert) return { lastErrorObject: nothing(false), value: null, ok: 1 }
  const made = upsert(scene, statement)
  const lastErrorObject = { n: 1, updatedExisting: false, upserted: made['_id'] }
  return { lastErrorObject, value: isNew ? shaped(call, made) : null, ok: 1 }
}

function removeOne(scene: Scene): Doc {
  const { call, view, collection } = scene
  const [row] = targets(scene, { ...searchOf(call, collection, call.body, 'query'), limit: 1 })
  if (!row) return { lastErrorObject: nothing(true), value: null, ok: 1 }
  const value = shaped(call, row.doc)
  removeDocument({ catalog: call.shared.catalog, view, collection }, row.record, row.doc)
  return { lastErrorObject: { n: 1 }, value, ok: 1 }
}

function shaped(call: Call, doc: Doc): Doc {
  const { filter, variables } = searchOf(call, undefined, call.body, 'query')
  const shape = findProjection(docField(call.body, 'fields'), filter, { variables })
  return shape ? shape(doc, variables) : doc
}
