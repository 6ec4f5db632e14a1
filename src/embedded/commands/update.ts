import type { Call, Command } from '../context.ts'
import { fail } from '../errors.ts'
import { prepare } from '../query/find.ts'
import type { Search } from '../query/find.ts'
import type { Row } from '../query/execute.ts'
import { matchedIndex } from '../query/positional.ts'
import type { Collection } from '../storage/catalog.ts'
import { insertDocument, replaceDocument } from '../storage/documents.ts'
import { documentKey } from '../storage/view.ts'
import type { View } from '../storage/view.ts'
import { isReplacement, updater } from '../update/update.ts'
import type { Update } from '../update/update.ts'
import { upsertDocument } from '../update/upsert.ts'
import { encode } from '../values/encode.ts'
import { isDoc } from '../values/types.ts'
import type { Doc } from '../values/types.ts'
import { booleanField, collectionOf, docField, ensureCollection, namespaceOf, onlyFields, searchOf } from './common.ts'
import { eachStatement, incoming } from './statements.ts'
import { checkValid } from './validation.ts'

/** An update of one collection, read and checked; also what findAndModify does. */
export interface UpdateStatement {
  readonly search: Search
  readonly update: unknown
  readonly upsert: boolean
  readonly apply: Update
}

const FIELDS = 'q u c upsert multi collation arrayFilters hint sort upsertSupplied sampleId'

export function readUpdate(call: Call, collection: Collection | undefined, raw: Doc): UpdateStatement {
  onlyFields('update.updates', raw, FIELDS)
  const { u: update, arrayFilters } = raw
  if (update === undefined) fail(40_414, "BSON field 'update.updates.u' is missing but a required field")
  const multi = booleanField(raw, 'multi')
  const search = { ...searchOf(call, collection, raw, 'q'), limit: multi ? 0 : 1 }
  if (multi && isReplacement(update))
    fail('FailedToParse', 'multi update is not supported for replacement-style update')
  if (multi && search.sort) fail('FailedToParse', 'Cannot specify sort with multi=true')
  const variables = { ...search.variables, ...docField(raw, 'c') }
  const options = { arrayFilters, collation: search.collation, variables, now: call.shared.now() }
  return { search, update, upsert: booleanField(raw, 'upsert'), apply: updater(update, options) }
}

/** Where a statement works. */
export interface Scene {
  readonly call: Call
  readonly view: View
  readonly collection: Collection
}

/** The rows that a statement changes, found before the first of them changes. */
export const targets = ({ call, view, collection }: Scene, search: Search): Row[] => [
  ...prepare({ view, collection, check: call.check }, search).rows(),
]

export interface Changed {
  readonly before: Doc
  readonly after: Doc
  readonly modified: boolean
}

/** Changes one found document. */
export function change(
  { call, view, collection }: Scene,
  { search, update, apply }: UpdateStatement,
  row: Row,
): Changed {
  const before = row.doc
  const path = positionalPath(update)
  const matched = path === undefined ? undefined : matchedIndex(search.filter, before, path, search)
  const after = apply(before, { matched })
  const modified = !encode(after).equals(row.bytes)
  if (modified) {
    checkValid(call, collection, after)
    replaceDocument({ catalog: call.shared.catalog, view, collection }, row.record, before, after)
  } else view.lock(documentKey(collection.id, row.record))
  return { before, after, modified }
}

/** The path of the array that a positional `$` in an update stands behind. */
function positionalPath(update: unknown): string | undefined {
  const fields = isDoc(update) ? Object.values(update).filter(isDoc) : []
  const found = fields.flatMap(Object.keys).find((path) => path.includes('.$.') || path.endsWith('.$'))
  return found?.slice(0, found.search(/\.\$(\.|$)/))
}

export function upsert({ call, view, collection }: Scene, { search, update, apply }: UpdateStatement): Doc {
  const doc = upsertDocument(search.filter, update, apply)
  checkValid(call, collection, doc)
  insertDocument({ catalog: call.shared.catalog, view, collection }, doc)
  return doc
}

export const update: Command = {
  fields: 'updates ordered bypassDocumentValidation let',
  transactional: true,
  run(call) {
    const updates = incoming(call, 'updates')
    const ns = namespaceOf(call)
    const upserts = updates.some(({ doc }) => doc['upsert'] === true)
    const collection = upserts ? ensureCollection(call, ns) : collectionOf(call, ns)
    return call.write((view) => {
      const total = { n: 0, nModified: 0 }
      const upserted: Doc[] = []
      const errors = eachStatement(updates, call, ({ doc }, index) => {
        const statement = readUpdate(call, collection, doc)
        if (!collection) return
        const scene = { call, view, collection }
        const rows = targets(scene, statement.search)
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
