import type { Call, Command } from '../context.ts'
import { fail } from '../errors.ts'
import { pipelineOf } from '../pipeline/stages.ts'
import type { StageContext } from '../pipeline/stage.ts'
import { sortFields } from '../pipeline/sort.ts'
import { prepare } from '../query/find.ts'
import { matcher } from '../query/match.ts'
import type { Prepared, Search } from '../query/find.ts'
import type { Collection } from '../storage/catalog.ts'
import type { ReadView, View } from '../storage/view.ts'
import { decode } from '../values/decode.ts'
import { encode } from '../values/encode.ts'
import { isDoc, isNumber } from '../values/types.ts'
import type { Doc } from '../values/types.ts'
import { checkedNamespace, collationFor, collectionOf, docField, numberField, variablesOf } from './common.ts'
import { factsOf } from './facts.ts'
import { writeStage } from './out.ts'
import { cursorReply } from './reply.ts'
import { noView, resolveView } from './views.ts'

/** A pipeline split into what a query answers (its leading matches, sort, skip and limit) and the rest. */
export interface Split {
  readonly search: Search
  readonly rest: readonly unknown[]
}

/** The leading stages in the order in which a query applies them: matches, one sort, skip, limit. */
export function split(pipeline: readonly unknown[], base: Search): Split {
  const filters: Doc[] = []
  const own: { sort?: Doc; skip?: number; limit?: number } = {}
  let at = 0
  while (at < pipeline.length && absorb(pipeline[at], own, filters)) at++
  const [only, more] = filters
  return { search: { ...base, ...own, filter: more ? { $and: filters } : (only ?? {}) }, rest: pipeline.slice(at) }
}

type Own = { sort?: Doc; skip?: number; limit?: number }

/** Takes a stage into the query; false if it cannot stand there any more. */
function absorb(stage: unknown, own: Own, filters: Doc[]): boolean {
  const [[name, operand] = [], more] = isDoc(stage) ? Object.entries(stage) : []
  if (more) return false
  const open = own.skip === undefined && own.limit === undefined
  if (name === '$match' && isDoc(operand) && open && !own.sort) filters.push(operand)
  else if (name === '$sort' && isDoc(operand) && open && !own.sort && Object.keys(operand).length > 0)
    own.sort = operand
  else return absorbWindow(name, operand, own)
  return true
}

function absorbWindow(name: string | undefined, operand: unknown, own: Own): boolean {
  if (!isWhole(operand) || own.limit !== undefined) return false
  if (name === '$skip' && own.skip === undefined) own.skip = Number(operand)
  else if (name === '$limit' && Number(operand) > 0) own.limit = Number(operand)
  else return false
  return true
}

const isWhole = (value: unknown): boolean => isNumber(value) && Number.isInteger(Number(value)) && Number(value) >= 0

/** `countDocuments` as drivers write it. */
function isCount(rest: readonly unknown[]): boolean {
  const [stage, more] = rest
  return more === undefined && isDoc(stage) && JSON.stringify(stage) === '{"$group":{"_id":1,"n":{"$sum":1}}}'
}

interface Pipeline {
  readonly call: Call
  readonly collection: Collection | undefined
  readonly split: Split
}

function stageContext(
  call: Call,
  view: ReadView,
  options: {
    collation: StageContext['collation']
    variables: StageContext['variables']
    collection: Collection | undefined
    writable?: View | undefined
    score?: Prepared['score']
  },
): StageContext {
  return {
    collation: options.collation,
    variables: options.variables,
    score: options.score,
    *search(name, search) {
      const other = collectionOf(call, checkedNamespace(call.db, name))
      if (!other) return
      noView(other)
      for (const row of prepare(
        { view, collection: other, check: call.check },
        { ...search, variables: options.variables },
      ).rows())
        yield row.doc
    },
    write: (kind, operand, docs) =>
      writeStage(
        call,
        options.writable ?? fail('InternalError', `${kind} outside of a write`),
        { kind, operand },
        docs,
      ),
    facts: (kind, operand) => factsOf(call, options.collection, kind, operand),
  }
}

/** Of no collection nothing is found, but what cannot be read is refused all the same. */
function checked(search: Search): undefined {
  matcher(search.filter, search)
  if (search.sort) sortFields(search.sort)
}

function* run(
  { call, collection, split: { search, rest } }: Pipeline,
  view: ReadView,
  writable?: View,
): Iterable<Buffer> {
  const prepared = collection ? prepare({ view, collection, check: call.check }, search) : checked(search)
  const { collation, variables = {} } = search
  const stage = pipelineOf(
    rest,
    stageContext(call, view, { collation, variables, collection, score: prepared?.score, writable }),
  )
  if (prepared && isCount(rest)) {
    const n = prepared.count()
    if (n > 0) yield encode({ _id: 1, n })
    return
  }
  if (rest.length === 0 && prepared) {
    for (const row of prepared.rows()) yield row.bytes
    return
  }
  const documents = function* (): Iterable<Doc> {
    for (const row of prepared?.rows() ?? []) yield row.doc
  }
  for (const doc of stage(documents(), variables)) yield encode(doc)
}

/** The documents that a pipeline makes of a collection now. */
export function documentsOf(call: Call, collection: Collection, pipeline: readonly unknown[]): Doc[] {
  const search = { filter: {}, collation: collationFor(collection, call.body), variables: variablesOf(call, undefined) }
  return Array.from(run({ call, collection, split: split(pipeline, search) }, call.view), (bytes) => decode(bytes))
}

export const aggregate: Command = {
  fields: ['pipeline', 'cursor', 'explain', 'allowDiskUse', 'bypassDocumentValidation', 'collation', 'hint', 'let'],
  transactional: true,
  async run(call) {
    const pipeline = readPipeline(call)
    if (call.body['cursor'] === undefined)
      fail('FailedToParse', "The 'cursor' option is required, except for aggregate with the explain argument")
    const { ns, work } = prepareAggregate(call, pipeline)
    const batchSize = numberField(docField(call.body, 'cursor'), 'batchSize')
    if (!writes(pipeline)) {
      // Read now, answered later: a pipeline that reads other collections must see one state.
      return cursorReply(call, { ns, collection: work.collection, documents: (view) => run(work, view) }, { batchSize })
    }
    return call.write((view) => {
      for (const document of run({ ...work, call: { ...call, view } }, view, view)) void document
      return cursorReply({ ...call, view }, { ns, documents: () => [] }, { batchSize })
    })
  },
}

function readPipeline({ body }: Call): readonly unknown[] {
  const pipeline = body['pipeline']
  return Array.isArray(pipeline) ? pipeline : fail('TypeMismatch', "'pipeline' option must be specified as an array")
}

const writes = (pipeline: readonly unknown[]): boolean => {
  const last = pipeline.at(-1)
  return isDoc(last) && ('$out' in last || '$merge' in last)
}

export function prepareAggregate(call: Call, pipeline: readonly unknown[]): { ns: string; work: Pipeline } {
  const { body, db } = call
  const on = body['aggregate']
  const name = typeof on === 'string' ? on : undefined
  const ns = name === undefined ? `${db}.$cmd.aggregate` : checkedNamespace(db, name)
  const [first] = pipeline
  if (name === undefined && !(isDoc(first) && '$documents' in first))
    fail('InvalidNamespace', '{aggregate: 1} is not valid for this pipeline; its first stage must be $documents')
  const { collection, pipeline: full } = resolveView(
    call,
    name === undefined ? undefined : collectionOf(call, ns),
    pipeline,
  )
  const search = {
    filter: {},
    collation: collationFor(collection, body),
    hint: body['hint'],
    variables: variablesOf(call, body['let']),
  }
  return { ns, work: { call, collection, split: split(full, search) } }
}
