import type { Call } from '../context.ts'
import { fail } from '../errors.ts'
import { prepare } from '../query/find.ts'
import { insertDocument, removeDocument, replaceDocument } from '../storage/documents.ts'
import type { Target } from '../storage/documents.ts'
import type { View } from '../storage/view.ts'
import { equal } from '../values/compare.ts'
import { valueAt } from '../values/paths.ts'
import { isDoc } from '../values/types.ts'
import type { Doc } from '../values/types.ts'
import { ObjectId } from 'bson'
import { checkedNamespace, ensureCollection } from './common.ts'

/** Carries out `$out` (replaces a collection) or `$merge` (by id or by other fields that a unique index has). */
export function writeStage(
  call: Call,
  view: View,
  { kind, operand }: { kind: '$out' | '$merge'; operand: unknown },
  docs: Iterable<Doc>,
): void {
  const into = kind === '$out' ? operand : isDoc(operand) ? operand['into'] : operand
  const [db, name] = isDoc(into) ? [into['db'] ?? call.db, into['coll']] : [call.db, into]
  if (typeof db !== 'string' || typeof name !== 'string')
    fail('FailedToParse', `${kind} needs the name of a collection`)
  const all = Array.from(docs, withId)
  const collection = ensureCollection(call, checkedNamespace(db, name))
  const target = { catalog: call.shared.catalog, view, collection }
  if (kind === '$out') {
    const before = Array.from(prepare({ ...target, check: call.check }, { filter: {} }).rows())
    for (const row of before) removeDocument(target, row.record, row.doc)
    for (const doc of all) insertDocument(target, doc)
    return
  }
  const spec = isDoc(operand) ? operand : {}
  for (const doc of all) merge(call, target, spec, doc)
}

const withId = (doc: Doc): Doc => {
  const { _id = new ObjectId(), ...rest } = doc
  return { _id, ...rest }
}

function merge(call: Call, target: Target, spec: Doc, doc: Doc): void {
  const on = [spec['on'] ?? '_id'].flat() as string[]
  const unique = target.collection.indexes.some(
    (index) => index.unique && equal(Object.keys(index.spec['key'] as Doc).sort(), on.toSorted()),
  )
  if (!unique) fail(51_183, 'Cannot find index to verify that join fields will be unique')
  const filter = Object.fromEntries(on.map((path) => [path, { $eq: valueAt(doc, path.split('.')) ?? null }]))
  const [row] = prepare({ ...target, check: call.check }, { filter, limit: 1 }).rows()
  if (!row) return insertMissing(target, spec['whenNotMatched'] ?? 'insert', doc)
  const how = spec['whenMatched'] ?? 'merge'
  if (how === 'keepExisting') return
  if (how === 'fail') fail('DuplicateKey', '$merge found a matching document and whenMatched is fail')
  if (how !== 'merge' && how !== 'replace')
    fail('NotImplemented', '$merge with a pipeline in whenMatched is not supported')
  const next = how === 'merge' ? { ...row.doc, ...doc } : doc
  replaceDocument(target, row.record, row.doc, { ...next, _id: row.doc['_id'] })
}

function insertMissing(target: Target, how: unknown, doc: Doc): void {
  if (how === 'discard') return
  if (how === 'fail')
    fail(
      13_113,
      '$merge could not find a matching document in the target collection for at least one document in the source collection',
    )
  insertDocument(target, doc)
}
