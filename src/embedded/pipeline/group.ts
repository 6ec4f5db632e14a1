import { fail } from '../errors.ts'
import { identity } from '../values/keys.ts'
import { isDoc } from '../values/types.ts'
import type { Doc } from '../values/types.ts'
import { distinctOf, mergeObjects } from './array-operators.ts'
import { expression } from './expression.ts'
import { averageOf, extremeOf, sumOf } from './number-operators.ts'
import type { MakeStage } from './stage.ts'

/** What an accumulator makes of the values of a group; a value may be missing. */
type Accumulate = (values: readonly unknown[]) => unknown

const present = (values: readonly unknown[]): unknown[] => values.filter((value) => value !== undefined)

const ACCUMULATORS: { readonly [name: string]: Accumulate | undefined } = {
  $sum: sumOf,
  $count: (values) => values.length,
  $avg: averageOf,
  $min: extremeOf(-1),
  $max: extremeOf(1),
  $first: (values) => values[0] ?? null,
  $last: (values) => values.at(-1) ?? null,
  $push: present,
  $addToSet: (values) => distinctOf(present(values)),
  $mergeObjects: mergeObjects,
}

function accumulatorOf(name: string, spec: unknown) {
  const [operator, more] = isDoc(spec) ? Object.keys(spec) : []
  if (!isDoc(spec) || operator === undefined || more !== undefined)
    fail(40_234, `The field '${name}' must be an accumulator object`)
  if (name.includes('.')) fail(40_235, `The field name '${name}' cannot contain '.'`)
  const accumulate = ACCUMULATORS[operator] ?? fail(15_952, `unknown group operator '${operator}'`)
  return { name, accumulate, evaluate: expression(operator === '$count' ? null : spec[operator]) }
}

/** Gathers documents by the value of an expression. Of equal numbers of several types the first one met is the id. */
export const group: MakeStage = (operand, context) => {
  if (!isDoc(operand)) fail(15_947, "a group's fields must be specified in an object")
  if (!('_id' in operand)) fail(15_955, 'a group specification must include an _id')
  const { _id, ...fields } = operand
  const key = expression(_id, context)
  const accumulators = Object.entries(fields).map(([name, spec]) => accumulatorOf(name, spec))
  return function* (docs, variables) {
    const groups = new Map<string, { id: unknown; gathered: unknown[][] }>()
    for (const doc of docs) {
      const id = key(doc, variables) ?? null
      const name = identity(id, context.collation?.fold)
      const found = groups.get(name) ?? { id, gathered: accumulators.map(() => []) }
      groups.set(name, found)
      for (const [i, { evaluate }] of accumulators.entries()) found.gathered[i]?.push(evaluate(doc, variables))
    }
    for (const { id, gathered } of groups.values()) {
      const out: Doc = { _id: id }
      for (const [i, { name, accumulate }] of accumulators.entries()) out[name] = accumulate(gathered[i] ?? [])
      yield out
    }
  }
}
