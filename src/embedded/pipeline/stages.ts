import { fail } from '../errors.ts'
import { matcher } from '../query/match.ts'
import { isDoc, isNumber } from '../values/types.ts'
import type { Doc } from '../values/types.ts'
import { expression } from './expression.ts'
import { group } from './group.ts'
import { lookup, unionWith } from './joins.ts'
import { projection, setFields, unsetFields } from './projection.ts'
import type { Shape } from './projection.ts'
import { sortBy, sortFields } from './sort.ts'
import type { MakeStage, Stage, StageContext } from './stage.ts'
import { unwind } from './unwind.ts'

/** Compiles a pipeline; refuses stages that it does not know. */
export function pipelineOf(pipeline: unknown, context: StageContext): Stage {
  if (!Array.isArray(pipeline)) fail('TypeMismatch', "'pipeline' option must be specified as an array")
  const stages = pipeline.map((stage) => stageOf(stage, context))
  return (docs, variables) => stages.reduce((stream, stage) => stage(stream, variables), docs)
}

function stageOf(stage: unknown, context: StageContext): Stage {
  const [name, more] = isDoc(stage) ? Object.keys(stage) : []
  if (!isDoc(stage) || name === undefined || more !== undefined)
    fail(40_323, 'A pipeline stage specification object must contain exactly one field.')
  const make = Object.hasOwn(STAGES, name) ? STAGES[name] : undefined
  if (!make) fail(40_324, `Unrecognized pipeline stage name: '${name}'`)
  return make(stage[name], context, pipelineOf)
}

function count(name: '$limit' | '$skip', value: unknown): number {
  const number = isNumber(value) ? Number(value) : Number.NaN
  const message = `invalid argument to ${name} stage: ${String(value)}`
  if (!Number.isInteger(number)) fail(name === '$limit' ? 2_107_201 : 5_107_200, message)
  if (number < (name === '$limit' ? 1 : 0)) fail(name === '$limit' ? 15_958 : 5_107_200, message)
  return number
}

const limit: MakeStage = (operand) => {
  const most = count('$limit', operand)
  return function* (docs) {
    let taken = 0
    for (const doc of docs) {
      yield doc
      if (++taken >= most) return
    }
  }
}

const skip: MakeStage = (operand) => {
  const first = count('$skip', operand)
  return function* (docs) {
    let at = 0
    for (const doc of docs) if (at++ >= first) yield doc
  }
}

const shaped =
  (make: (operand: unknown, context: StageContext) => Shape): MakeStage =>
  (operand, context) => {
    const shape = make(operand, context)
    return function* (docs, variables) {
      for (const doc of docs) yield shape(doc, variables)
    }
  }

const document = (name: string, code: number, operand: unknown): Doc =>
  isDoc(operand) ? operand : fail(code, `${name} specification must be an object`)

const setStage = shaped((operand, context) => setFields(document('$addFields', 40_272, operand), context))

const replaceRoot = (operand: unknown, context: StageContext): Shape => {
  const evaluate = expression(operand, context)
  return (doc, variables) => {
    const root = evaluate(doc, variables)
    return isDoc(root) ? root : fail(40_228, "'newRoot' expression must evaluate to an object")
  }
}

const facet: MakeStage = (operand, context, compile) => {
  const branches = Object.entries(document('$facet', 40_169, operand)).map(
    ([name, pipeline]) => [name, compile(pipeline, context)] as const,
  )
  return function* (docs, variables) {
    const all = [...docs]
    yield Object.fromEntries(branches.map(([name, stage]) => [name, [...stage(all, variables)]]))
  }
}

const STAGES: { readonly [name: string]: MakeStage | undefined } = {
  $match(operand, context) {
    const filter = document('$match', 15_959, operand)
    return function* (docs, variables) {
      const matches = matcher(filter, { ...context, variables })
      for (const doc of docs) if (matches(doc)) yield doc
    }
  },
  $sort(operand, { collation }) {
    const fields = sortFields(document('$sort', 15_973, operand))
    if (fields.length === 0) fail(15_976, '$sort stage must have at least one sort key')
    return (docs) => sortBy([...docs], fields, (doc) => doc, collation)
  },
  $limit: limit,
  $skip: skip,
  $project: shaped((operand, context) => projection(document('$project', 15_969, operand), context)),
  $addFields: setStage,
  $set: setStage,
  $unset: shaped((operand) => unsetFields(Array.isArray(operand) ? operand : [operand])),
  $replaceRoot: shaped((operand, context) =>
    replaceRoot(document('$replaceRoot', 40_229, operand)['newRoot'], context),
  ),
  $replaceWith: shaped(replaceRoot),
  $group: group,
  $unwind: unwind,
  $count(operand, context, compile) {
    if (typeof operand !== 'string' || operand === '') fail(40_156, 'the count field must be a non-empty string')
    return compile([{ $group: { _id: null, [operand]: { $sum: 1 } } }, { $project: { _id: 0 } }], context)
  },
  $sortByCount: (operand, context, compile) =>
    compile([{ $group: { _id: operand, count: { $sum: 1 } } }, { $sort: { count: -1 } }], context),
  $facet: facet,
  $lookup: lookup,
  $unionWith: unionWith,
}
