import { fail } from '../errors.ts'
import { matcher } from '../query/match.ts'
import { isDoc, isNumber } from '../values/types.ts'
import type { Doc } from '../values/types.ts'
import { expression } from './expression.ts'
import type { Variables } from './expression.ts'
import { group } from './group.ts'
import { lookup, unionWith } from './joins.ts'
import { foreignStage, FOREIGN_STAGES } from './foreign-stages.ts'
import { projection, setFields, unsetFields } from './projection.ts'
import type { Shape } from './projection.ts'
import { sortBy } from './sort.ts'
import type { MakeStage, Stage, StageContext } from './stage.ts'
import { unwind } from './unwind.ts'

/** Compiles a pipeline; refuses stages that are unknown or not supported. */
export function pipelineOf(pipeline: unknown, context: StageContext): Stage {
  if (!Array.isArray(pipeline)) fail('TypeMismatch', "'pipeline' option must be specified as an array")
  const stages = pipeline.map((stage, i) => stageOf(stage, context, i === pipeline.length - 1))
  return (docs, variables) => stages.reduce((stream, stage) => stage(stream, variables), docs)
}

function stageOf(stage: unknown, context: StageContext, last: boolean): Stage {
  const [name, more] = isDoc(stage) ? Object.keys(stage) : []
  if (!isDoc(stage) || name === undefined || more !== undefined)
    fail(40_323, 'A pipeline stage specification object must contain exactly one field.')
  if ((name === '$out' || name === '$merge') && !last)
    fail(40_601, `${name} can only be the final stage in the pipeline`)
  const make = Object.hasOwn(STAGES, name) ? STAGES[name] : undefined
  if (make) return make(stage[name], context, pipelineOf)
  if (FOREIGN_STAGES.has(name)) return foreignStage(name, stage[name])
  if (KNOWN.has(name)) fail('NotImplemented', `${name} is not supported`)
  return fail(40_324, `Unrecognized pipeline stage name: '${name}'`)
}

const KNOWN = new Set([
  '$changeStream',
  '$geoNear',
  '$graphLookup',
  '$search',
  '$currentOp',
  '$listSessions',
  '$listLocalSessions',
  '$planCacheStats',
])

const count = (name: string, value: unknown, least: number): number => {
  const number = isNumber(value) ? Number(value) : Number.NaN
  if (!Number.isInteger(number))
    fail(
      name === '$limit' ? 2_107_201 : 5_107_200,
      `invalid argument to ${name} stage: Expected an integer: ${name}: ${String(value)}`,
    )
  if (number < least)
    fail(
      name === '$limit' ? 15_958 : 5_107_200,
      `invalid argument to ${name} stage: the ${name.slice(1)} must be ${least === 0 ? 'non-negative' : 'positive'}`,
    )
  return number
}

const limit: MakeStage = (operand) => {
  const most = count('$limit', operand, 1)
  return function* (docs) {
    let taken = 0
    for (const doc of docs) {
      yield doc
      if (++taken >= most) return
    }
  }
}

const skip: MakeStage = (operand) => {
  const first = count('$skip', operand, 0)
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
    return isDoc(root)
      ? root
      : fail(40_228, "'newRoot' expression  must evaluate to an object, but resulting value was of another type")
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

const sample: MakeStage = (operand) => {
  const size = count('$sample', document('$sample', 28_745, operand)['size'], 0)
  return function* (docs) {
    const left = [...docs]
    for (let i = 0; i < size && left.length > 0; i++) {
      const [doc] = left.splice(Math.floor(Math.random() * left.length), 1)
      if (doc) yield doc
    }
  }
}

const written =
  (kind: '$out' | '$merge'): MakeStage =>
  (operand, context) =>
    function* (docs) {
      context.write(kind, operand, docs)
      yield* []
    }

const factual =
  (kind: '$collStats' | '$indexStats'): MakeStage =>
  (operand, context) =>
  () =>
    context.facts(kind, operand)

const bucketBranch = (value: unknown, low: unknown, high: unknown): Doc => ({
  case: { $and: [{ $gte: [value, { $literal: low }] }, { $lt: [value, { $literal: high }] }] },
  // eslint-disable-next-line unicorn/no-thenable -- `$switch` names it so
  then: { $literal: low },
})

const STAGES: { readonly [name: string]: MakeStage | undefined } = {
  $match(operand, context) {
    const filter = document('$match', 15_959, operand)
    return function* (docs, variables: Variables) {
      const matches = matcher(filter, { ...context, variables })
      for (const doc of docs) if (matches(doc)) yield doc
    }
  },
  $sort(operand, context) {
    const spec = document('$sort', 15_973, operand)
    if (Object.keys(spec).length === 0) fail(15_976, '$sort stage must have at least one sort key')
    return (docs) => sortBy([...docs], spec, (doc) => doc, context)
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
  $bucket(operand, context, compile) {
    const { groupBy, boundaries, default: other, output } = document('$bucket', 40_201, operand)
    if (!Array.isArray(boundaries) || boundaries.length < 2)
      fail(40_200, "The $bucket 'boundaries' field must be an array of at least two values")
    const branches = boundaries.slice(0, -1).map((low: unknown, i) => bucketBranch(groupBy, low, boundaries[i + 1]))
    const id = { $switch: { branches, ...(other === undefined ? {} : { default: { $literal: other } }) } }
    return compile(
      [{ $group: { _id: id, ...(isDoc(output) ? output : { count: { $sum: 1 } }) } }, { $sort: { _id: 1 } }],
      context,
    )
  },
  $sortByCount: (operand, context, compile) =>
    compile([{ $group: { _id: operand, count: { $sum: 1 } } }, { $sort: { count: -1 } }], context),
  $facet: facet,
  $lookup: lookup,
  $unionWith: unionWith,
  $sample: sample,
  $documents: (operand, context) => {
    const evaluate = expression(operand, context)
    return (_docs, variables) => evaluate({}, variables) as Doc[]
  },
  $out: written('$out'),
  $merge: written('$merge'),
  $collStats: factual('$collStats'),
  $indexStats: factual('$indexStats'),
}
