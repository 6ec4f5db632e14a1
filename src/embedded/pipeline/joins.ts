import { BSONRegExp } from 'bson'
import { fail } from '../errors.ts'
import { reach, splitPath, withValue } from '../values/paths.ts'
import { isDoc } from '../values/types.ts'
import type { Doc } from '../values/types.ts'
import { expression } from './expression.ts'
import { parameters } from './operands.ts'
import type { MakeStage } from './stage.ts'

/** Joins documents of another collection, by equal fields, by a pipeline, or both. */
export const lookup: MakeStage = (operand, context, compile) => {
  const spec = parameters('$lookup', operand, 'from as', 'localField foreignField let pipeline')
  const { from, localField, foreignField, as, pipeline } = spec
  if (typeof from !== 'string' || typeof as !== 'string') fail('FailedToParse', "$lookup needs strings 'from' and 'as'")
  const joined = typeof localField === 'string' && typeof foreignField === 'string'
  if (!joined && (pipeline === undefined || localField !== undefined || foreignField !== undefined))
    fail('FailedToParse', "$lookup requires both or neither of 'localField' and 'foreignField' to be specified")
  const given = isDoc(spec['let']) ? Object.entries(spec['let']) : []
  const bindings = given.map(([name, value]) => [name, expression(value, context)] as const)
  const inner = pipeline === undefined ? undefined : compile(pipeline, context)
  const asParts = splitPath(as)
  return function* (docs, variables) {
    for (const doc of docs) {
      const filter = joined ? { [foreignField]: joinCondition(doc, localField) } : {}
      const found = context.search(from, { filter, collation: context.collation })
      const bound = Object.fromEntries(bindings.map(([name, value]) => [name, value(doc, variables)]))
      yield withValue(doc, asParts, [...(inner ? inner(found, { ...variables, ...bound }) : found)])
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
  // A document or a regular expression must be met as a value, not read as a condition.
  if (values.length === 1) return { $eq: values[0] }
  return { $in: values.filter((value) => !(value instanceof BSONRegExp)) }
}

export const unionWith: MakeStage = (operand, context, compile) => {
  const { coll, pipeline = [] } = isDoc(operand) ? operand : { coll: operand }
  if (typeof coll !== 'string') fail('FailedToParse', '$unionWith needs a collection')
  const inner = compile(pipeline, context)
  return function* (docs, variables) {
    yield* docs
    yield* inner(context.search(coll, { filter: {} }), variables)
  }
}
