import { ObjectId } from 'bson'
import type { Call, Command } from '../context.ts'
import { fail } from '../errors.ts'
import { pipelineOf } from '../pipeline/stages.ts'
import type { StageContext } from '../pipeline/stage.ts'
import { prepare } from '../query/find.ts'
import type { Collection } from '../storage/catalog.ts'
import { insertDocument, removeDocument } from '../storage/documents.ts'
import type { ReadView, View } from '../storage/view.ts'
import { decode } from '../values/decode.ts'
import { encode } from '../values/encode.ts'
import { isDoc, isNumber } from '../values/types.ts'
import type { Doc } from '../values/types.ts'
import {
  arrayField,
  checkedNamespace,
  collectionOf,
  collectionOrView,
  docField,
  ensureCollection,
  isView,
  namespaceOf,
  numberField,
  searchOf,
} from './common.ts'
import type { Question } from './common.ts'
import { cursorReply } from './cursors.ts'

/** The leading stages that a query answers, in the order in which it applies them: matches, one sort, skip, limit. */
interface Leading {
  readonly filters: Doc[]
  sort?: Doc
  skip?: number
  limit?: number
}

const isOpen = ({ sort, skip, limit }: Leading): boolean =>
  sort === undefined && skip === undefined && limit === undefined

const isWhole = (value: unknown): boolean => isNumber(value) && Number.isInteger(Number(value)) && Number(value) >= 0

/** Takes a stage into the query; false if it cannot stand there any more. */
const TAKE: { readonly [stage: string]: ((operand: unknown, into: Leading) => boolean) | undefined } = {
  $match(operand, into) {
    const fits = isDoc(operand) && isOpen(into)
    if (fits) into.filters.push(operand)
    return fits
  },
  $sort(operand, into) {
    const fits = isDoc(operand) && Object.keys(operand).length > 0 && isOpen(into)
    if (fits) into.sort = operand
    return fits
  },
  $skip(operand, into) {
    const fits = isWhole(operand) && into.skip === undefined && into.limit === undefined
    if (fits) into.skip = Number(operand)
    return fits
  },
  $limit(operand, into) {
    const fits = isWhole(operand) && Number(operand) > 0 && into.limit === undefined
    if (fits) into.limit = Number(operand)
    return fits
  },
}

function take(stage: unknown, into: Leading): boolean {
  const [[name, operand] = ['', undefined], more] = isDoc(stage) ? Object.entries(stage) : []
  return more === undefined && TAKE[name]?.(operand, into) === true
}

/** A pipeline as a question to a collection and what is done with what it finds. */
interface Work extends Question {
  readonly rest: readonly unknown[]
}

/** The collection that a view, or a view of a view, stands on, and the pipeline that leads from there. */
function resolve(call: Call, ns: string, given: readonly unknown[]): Pick<Work, 'collection' | 'rest'> {
  const collection = collectionOrView(call, ns)
  if (!collection || !isView(collection)) return { collection, rest: given }
  const { viewOn, pipeline } = collection.options
  return resolve(call, `${call.db}.${String(viewOn)}`, [...(Array.isArray(pipeline) ? pipeline : []), ...given])
}

function workOf(call: Call, given: readonly unknown[]): Work {
  const ns = namespaceOf(call)
  const { collection, rest: pipeline } = resolve(call, ns, given)
  const leading: Leading = { filters: [] }
  let taken = 0
  while (taken < pipeline.length && take(pipeline[taken], leading)) taken++
  const { filters, ...window } = leading
  const filter = filters.length > 1 ? { $and: filters } : (filters[0] ?? {})
  const search = { ...searchOf(call, collection, call.body), ...window, filter }
  return { ns, collection, search, rest: pipeline.slice(taken) }
}

export const aggregateQuestion = (call: Call): Question => workOf(call, arrayField(call.body, 'pipeline'))

function run(call: Call, { collection, search, rest }: Work, view: ReadView): Iterable<Buffer> {
  const { check } = call
  const context: StageContext = {
    collation: search.collation,
    *search(name, inner) {
      const other = collectionOf(call, checkedNamespace(call.db, name))
      const rows = prepare({ view, collection: other, check }, { ...inner, variables: search.variables }).rows()
      for (const row of rows) yield row.doc
    },
  }
  const stage = pipelineOf(rest, context)
  const prepared = prepare({ view, collection, check }, search)
  if (isCount(rest)) {
    const n = prepared.count()
    return n > 0 ? [encode({ _id: 1, n })] : []
  }
  if (rest.length === 0) return mapped(prepared.rows(), ({ bytes }) => bytes)
  return mapped(
    stage(
      mapped(prepared.rows(), ({ doc }) => doc),
      search.variables ?? {},
    ),
    encode,
  )
}

/** The documents that a pipeline makes now. */
export const documentsOf = (call: Call, pipeline: readonly unknown[]): Doc[] =>
  Array.from(run(call, workOf(call, pipeline), call.view), decode)

/** `countDocuments` as drivers write it. */
const isCount = (rest: readonly unknown[]): boolean => JSON.stringify(rest) === '[{"$group":{"_id":1,"n":{"$sum":1}}}]'

function* mapped<T, U>(items: Iterable<T>, change: (item: T) => U): Iterable<U> {
  for (const item of items) yield change(item)
}

export const aggregate: Command = {
  fields: 'pipeline cursor explain allowDiskUse bypassDocumentValidation collation hint let',
  transactional: true,
  async run(call) {
    const { body } = call
    const pipeline = arrayField(body, 'pipeline')
    if (body['cursor'] === undefined) fail('FailedToParse', "The 'cursor' option is required, except for explain")
    const batchSize = numberField(docField(body, 'cursor'), 'batchSize')
    const last = pipeline.at(-1)
    const out = isDoc(last) ? last['$out'] : undefined
    const work = workOf(call, out === undefined ? pipeline : pipeline.slice(0, -1))
    const { ns, collection } = work
    if (out === undefined)
      return cursorReply(call, { ns, collection, documents: (view) => run(call, work, view) }, { batchSize })
    const target = ensureCollection(call, outNamespace(call, out))
    return call.write((view) => {
      replaceAll(call, view, target, run(call, work, view))
      return cursorReply(call, { ns, documents: () => [] }, { batchSize })
    })
  },
}

function outNamespace(call: Call, out: unknown): string {
  const { db, coll } = isDoc(out) ? out : { db: call.db, coll: out }
  return typeof db === 'string' && typeof coll === 'string'
    ? checkedNamespace(db, coll)
    : fail('FailedToParse', '$out needs the name of a collection')
}

/** `$out`: other documents in the place of all that a collection has. */
function replaceAll(call: Call, view: View, collection: Collection, documents: Iterable<Buffer>): void {
  const target = { catalog: call.shared.catalog, view, collection }
  const all = Array.from(documents, (bytes): Doc => {
    const { _id = new ObjectId(), ...rest } = decode(bytes)
    return { _id, ...rest }
  })
  const before = [...prepare({ view, collection, check: call.check }, { filter: {} }).rows()]
  for (const row of before) removeDocument(target, row.record, row.doc)
  for (const doc of all) insertDocument(target, doc)
}
