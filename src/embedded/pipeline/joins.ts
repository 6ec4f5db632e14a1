import { BSONRegExp } from 'bson'
import { fail } from '../errors.ts'
import { reach, splitPath } from '../values/paths.ts'
import { isDoc } from '../values/types.ts'
import type { Doc } from '../values/types.ts'
import { expression } from './expression.ts'
import type { MakeStage } from './stage.ts'
import { put } from './unwind.ts'

const ALLOWED = new Set(['from', 'localField', 'foreignField', 'as', 'let', 'pipeline'])

/** Joins documents of another collection, by equal fields, by a pipeline, or both. */
export const lookup: MakeStage = (operand, context, compile) => {
  if (!isDoc(operand)) fail('FailedToParse', 'the $lookup specification must be an object')
  const unknown = Object.keys(operand).find((name) => !ALLOWED.has(name))
  if (unknown !== undefined) fail('FailedToParse', `unknown argument to $lookup: ${unknown}`)
  const { from, localField, foreignField, as, pipeline } = operand
  if (typeof as !== 'string') fail('FailedToParse', "must specify 'as' field for a $lookup")
  if (typeof from !== 'string')
    fail(
      typeof from === 'object' || pipeline === undefined ? 'FailedToParse' : 'NotImplemented',
      "missing 'from' option to $lookup stage specification",
    )
  const joined = typeof localField === 'string' && typeof foreignField === 'string'
  if (!joined && (pipeline === undefined || localField !== undefined || foreignField !== undefined)) {
    fail('FailedToParse', "$lookup requires both or neither of 'localField' and 'foreignField' to be specified")
  }
  const bindings = Object.entries(isDoc(operand['let']) ? operand['let'] : {}).map(
    ([name, value]) => [name, expression(value, context)] as const,
  )
  const inner = pipeline === undefined ? undefined : compile(pipeline, context)
  const asParts = as.split('.')
  return function* (docs, variables) {
    for (const doc of docs) {
      const filter = joined ? { [foreignField]: joinCondition(doc, localField) } : {}
      const found = context.search(from, { filter, collation: context.collation })
      const bound = {
        ...variables,
        ...Object.fromEntries(bindings.map(([name, value]) => [name, value(doc, variables)])),
      }
      yield put(doc, asParts, [...(inner ? inner(found, bound) : found)])
    }
  }
}

function joinCondition(doc: Doc, localField: string): unknown {
  const values: unknown[] = []
  reach(doc, splitPath(localField), (value) => {
    if (Array.isArray(value)) values.push(...value)
    else values.push(value ?? null)
    return false
  })
  if (values.length === 0) values.push(null)
  const [only, more] = values
  // A document or a regular expression must be met as a value, not read as a condition.
  if (more === undefined && values.length === 1) return { $eq: only }
  return values.some((value) => value instanceof BSONRegExp)
    ? { $in: values.filter((value) => !(value instanceof BSONRegExp)) }
    : { $in: values }
}

export const unionWith: MakeStage = (operand, context, compile) => {
  const coll = typeof operand === 'string' ? operand : isDoc(operand) ? operand['coll'] : undefined
  if (typeof coll !== 'string') fail('FailedToParse', '$unionWith needs a collection')
  const inner = compile(isDoc(operand) ? (operand['pipeline'] ?? []) : [], context)
  return function* (docs, variables) {
    yield* docs
    yield* inner(context.search(coll, { filter: {} }), variables)
  }
}
