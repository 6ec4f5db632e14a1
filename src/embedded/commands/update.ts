import type { Call, Command } from '../context.ts'
import { fail } from '../errors.ts'
import { prepare } from '../query/find.ts'
import type { Row } from '../query/execute.ts'
import { matchedIndex } from '../query/positional.ts'
import { insertDocument, replaceDocument } from '../storage/documents.ts'
import type { Collection } from '../storage/catalog.ts'
import { documentKey } from '../storage/view.ts'
import type { View } from '../storage/view.ts'
import { isReplacement, updater } from '../update/update.ts'
import type { Update } from '../update/update.ts'
import { upsertDocument } from '../update/upsert.ts'
import type { Collation } from '../values/collation.ts'
import { encode } from '../values/encode.ts'
import type { Doc } from '../values/types.ts'
import type { Variables } from '../pipeline/expression.ts'
import {
  booleanField,
  collationFor,
  collectionOf,
  docField,
  ensureCollection,
  knownFields,
  namespaceOf,
  variablesOf,
} from './common.ts'
import { incomingDocuments } from './insert.ts'
import { statements } from './statements.ts'
import { checkValid } from './validation.ts'
import { noView } from './views.ts'

/** An update of one collection, read and checked; also what findAndModify does. */
export interface UpdateStatement {
  readonly filter: Doc
  readonly update: unknown
  readonly sort: Doc | undefined
  readonly hint: unknown
  readonly upsert: boolean
  readonly multi: boolean
  readonly collation: Collation | undefined
  readonly variables: Variables
  readonly apply: Update
}

const FIELDS = new Set([
  'q',
  'u',
  'c',
  'upsert',
  'multi',
  'collation',
  'arrayFilters',
  'hint',
  'sort',
  'upsertSupplied',
  'sampleId',
])

export function readUpdate(call: Call, collection: Collection | undefined, raw: Doc): UpdateStatement {
  knownFields('update.updates', raw, FIELDS)
  if (raw['u'] === undefined) fail(40_414, "BSON field 'update.updates.u' is missing but a required field")
  const update = raw['u']
  const multi = booleanField(raw, 'multi')
  const sort = raw['sort'] === undefined ? undefined : docField(raw, 'sort')
  if (multi && isReplacement(update))
    fail('FailedToParse', 'multi update is not supported for replacement-style update')
  if (multi && sort) fail('FailedToParse', 'Cannot specify sort with multi=true')
  const variables = variablesOf(call, call.body['let'])
  const constants = raw['c'] === undefined ? variables : { ...variables, ...docField(raw, 'c') }
  const collation = collationFor(collection, raw)
  const options = { arrayFilters: raw['arrayFilters'], collation, variables: constants, now: call.shared.now() }
  return {
    filter: docField(raw, 'q'),
    update,
    sort,
    hint: raw['hint'],
    upsert: booleanField(raw, 'upsert'),
    multi,
    collation,
    variables,
    apply: updater(update, options),
  }
}

/** Where a statement works. */
export interface Scene {
  readonly call: Call
  readonly view: View
  readonly collection: Collection
}

/** The rows that a statement changes, found before the first of them changes. */
export function targets(
  { call, view, collection }: Scene,
  statement: Pick<UpdateStatement, 'filter' | 'sort' | 'hint' | 'collation' | 'variables' | 'multi'>,
): Row[] {
  const { filter, sort, hint, collation, variables, multi } = statement
  const search = { filter, sort, hint, collation, variables, limit: multi ? undefined : 1 }
  return [...prepare({ view, collection, check: call.check }, search).rows()]
}

export interface Changed {
  readonly before: Doc
  readonly after: Doc
  readonly modified: boolean
}

/** Changes one found document. */
export function change({ call, view, collection }: Scene, statement: UpdateStatement, row: Row): Changed {
  const before = row.doc
  const path = positionalPath(statement.update)
  const context = { collation: statement.collation, variables: statement.variables }
  const matched = path === undefined ? undefined : matchedIndex(statement.filter, before, path, context)
  const after = statement.apply(before, { matched })
  const modified = !encode(after).equals(row.bytes)
  if (modified) {
    checkValid(call, collection, after)
    replaceDocument({ catalog: call.shared.catalog, view, collection }, row.record, before, after)
  } else view.lock(documentKey(collection.id, row.record))
  return { before, after, modified }
}

/** The path of the array that a positional `$` in an update stands behind. */
function positionalPath(update: unknown): string | undefined {
  if (Array.isArray(update) || typeof update !== 'object' || update === null) return undefined
  for (const fields of Object.values(update)) {
    for (const path of Object.keys(typeof fields === 'object' && fields !== null ? fields : {})) {
      const parts = path.split('.')
      const at = parts.indexOf('$')
      if (at > 0) return parts.slice(0, at).join('.')
    }
  }
  return undefined
}

export function upsert({ call, view, collection }: Scene, { filter, update, apply }: UpdateStatement): Doc {
  const doc = upsertDocument(filter, update, apply)
  checkValid(call, collection, doc)
  insertDocument({ catalog: call.shared.catalog, view, collection }, doc)
  return doc
}

export const update: Command = {
  fields: ['updates', 'ordered', 'bypassDocumentValidation', 'let'],
  transactional: true,
  run(call) {
    const updates = incomingDocuments(call, 'updates').map(({ doc }) => doc)
    if (updates.length === 0 || updates.length > 100_000)
      fail('InvalidLength', `Write batch sizes must be between 1 and 100000. Got ${updates.length} operations.`)
    const ns = namespaceOf(call)
    const collection = updates.some((each) => each['upsert'] === true)
      ? ensureCollection(call, ns)
      : collectionOf(call, ns)
    noView(collection)
    return call.write((view) => {
      const total = { n: 0, nModified: 0 }
      const upserted: Doc[] = []
      const errors = statements(updates, call, (raw, index) => {
        const statement = readUpdate(call, collection, raw)
        if (!collection) return
        const scene = { call, view, collection }
        const rows = targets(scene, statement)
        for (const row of rows) {
          total.n++
          if (change(scene, statement, row).modified) total.nModified++
        }
        if (rows.length > 0 || !statement.upsert) return
        upserted.push({ index, _id: upsert(scene, statement)['_id'] })
        total.n++
      })
      return { ...total, ...(upserted.length > 0 ? { upserted } : {}), ...errors, ok: 1 }
    })
  },
}
