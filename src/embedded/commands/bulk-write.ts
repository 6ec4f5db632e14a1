import { Long } from 'bson'
import type { Call, Command } from '../context.ts'
import { fail } from '../errors.ts'
import { insertDocument, removeDocument } from '../storage/documents.ts'
import type { Collection } from '../storage/catalog.ts'
import type { View } from '../storage/view.ts'
import { isNumber } from '../values/types.ts'
import type { Doc } from '../values/types.ts'
import {
  booleanField,
  checkedNamespace,
  collationFor,
  docField,
  ensureCollection,
  knownFields,
  variablesOf,
} from './common.ts'
import { incomingDocuments, prepared } from './insert.ts'
import { statements } from './statements.ts'
import { change, readUpdate, targets, upsert } from './update.ts'
import type { Scene } from './update.ts'
import { checkValid } from './validation.ts'
import { noView } from './views.ts'

/** What one operation did, and the counter of the answer that it adds to. */
interface Done {
  readonly result: Doc
  readonly counts: { readonly [counter: string]: number }
}

const FIELDS = {
  insert: new Set(['insert', 'document']),
  update: new Set([
    'update',
    'filter',
    'updateMods',
    'multi',
    'upsert',
    'arrayFilters',
    'hint',
    'collation',
    'constants',
    'sort',
  ]),
  delete: new Set(['delete', 'filter', 'multi', 'hint', 'collation']),
}

function runInsert(scene: Scene, op: Doc): Done {
  const { doc, bytes } = prepared(docField(op, 'document'), undefined)
  checkValid(scene.call, scene.collection, doc)
  insertDocument({ catalog: scene.call.shared.catalog, view: scene.view, collection: scene.collection }, doc, bytes)
  return { result: { n: 1 }, counts: { nInserted: 1 } }
}

function runUpdate(scene: Scene, { filter, updateMods, constants, update: _at, ...rest }: Doc): Done {
  const raw: Doc = { q: filter, u: updateMods, ...rest }
  if (constants !== undefined) raw['c'] = constants
  const statement = readUpdate(scene.call, scene.collection, raw)
  const rows = targets(scene, statement)
  const nModified = rows.filter((row) => change(scene, statement, row).modified).length
  if (rows.length > 0 || !statement.upsert)
    return { result: { n: rows.length, nModified }, counts: { nMatched: rows.length, nModified } }
  const { _id } = upsert(scene, statement)
  return { result: { n: 1, nModified: 0, upserted: { _id } }, counts: { nUpserted: 1 } }
}

function runDelete(scene: Scene, op: Doc): Done {
  const { call, view, collection } = scene
  const search = {
    filter: docField(op, 'filter'),
    sort: undefined,
    hint: op['hint'],
    collation: collationFor(collection, op),
    variables: variablesOf(call, call.body['let']),
    multi: booleanField(op, 'multi'),
  }
  const rows = targets(scene, search)
  for (const row of rows) removeDocument({ catalog: call.shared.catalog, view, collection }, row.record, row.doc)
  return { result: { n: rows.length }, counts: { nDeleted: rows.length } }
}

const RUN = { insert: runInsert, update: runUpdate, delete: runDelete } as const

function collectionsOf(call: Call): Collection[] {
  return incomingDocuments(call, 'nsInfo').map(({ doc: { ns } }) => {
    const [db = '', ...name] =
      typeof ns === 'string' ? ns.split('.') : fail('TypeMismatch', "BSON field 'bulkWrite.nsInfo.ns' must be a string")
    const collection = ensureCollection(call, checkedNamespace(db, name.join('.')))
    noView(collection)
    return collection
  })
}

function perform(call: Call, view: View, collections: readonly Collection[], op: Doc): Done {
  const kind =
    (['insert', 'update', 'delete'] as const).find((name) => name in op) ??
    fail('FailedToParse', 'an operation must be an insert, an update or a delete')
  knownFields('bulkWrite.ops', op, FIELDS[kind])
  const at = op[kind]
  const collection = isNumber(at) ? collections[Number(at)] : undefined
  if (!collection) fail('BadValue', `BulkWrite ops entry has an invalid nsInfo index ${String(at)}`)
  return RUN[kind]({ call, view, collection }, op)
}

/** Writes to several collections in one command, as MongoDB 8 has it. */
export const bulkWrite: Command = {
  fields: ['ops', 'nsInfo', 'ordered', 'errorsOnly', 'bypassDocumentValidation', 'let', 'cursor'],
  transactional: true,
  run(call) {
    if (call.db !== 'admin') fail('Unauthorized', 'bulkWrite may only be run against the admin database.')
    const ops = incomingDocuments(call, 'ops').map(({ doc }) => doc)
    if (ops.length === 0 || ops.length > 100_000)
      fail('InvalidLength', `May not specify fewer than 1 or more than 100000 ops. Got ${ops.length}`)
    const collections = collectionsOf(call)
    const errorsOnly = booleanField(call.body, 'errorsOnly')
    return call.write((view) => {
      const totals: { [counter: string]: number } = {
        nErrors: 0,
        nInserted: 0,
        nMatched: 0,
        nModified: 0,
        nUpserted: 0,
        nDeleted: 0,
      }
      const results: Doc[] = []
      const { writeErrors = [] } = statements(ops, call, (op, idx) => {
        const { result, counts } = perform(call, view, collections, op)
        for (const [name, count] of Object.entries(counts)) totals[name] = (totals[name] ?? 0) + count
        if (!errorsOnly) results.push({ ok: 1, idx, ...result })
      })
      for (const { index, ...error } of writeErrors) results.push({ ok: 0, idx: index, n: 0, ...error })
      results.sort((a, b) => Number(a['idx']) - Number(b['idx']))
      const cursor = { id: Long.ZERO, ns: 'admin.$cmd.bulkWrite', firstBatch: results }
      return { cursor, ...totals, nErrors: writeErrors.length, ok: 1 }
    })
  },
}
