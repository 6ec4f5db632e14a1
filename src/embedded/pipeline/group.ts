import { Decimal128 } from 'bson'
import { fail } from '../errors.ts'
import { compare } from '../values/compare.ts'
import { identity } from '../values/keys.ts'
import { doubleOf, toNumber } from '../values/numbers.ts'
import type { Numeric } from '../values/numbers.ts'
import { isDoc, isNumber } from '../values/types.ts'
import type { Doc } from '../values/types.ts'
import { expression } from './expression.ts'
import type { Evaluate } from './expression.ts'
import { combine } from './number-operators.ts'
import { sortOrder } from './sort.ts'
import type { MakeStage } from './stage.ts'

/** Gathers values of one group. */
interface Gatherer {
  add(doc: Doc, value: unknown): void
  result(): unknown
}

interface Accumulator {
  readonly evaluate: Evaluate
  readonly make: () => Gatherer
}

type MakeAccumulator = (operand: unknown) => Accumulator

const simple =
  (make: () => Gatherer): MakeAccumulator =>
  (operand) => ({ evaluate: expression(operand), make })

const sum = (): Gatherer => {
  let total: Numeric = 0
  return { add: (_doc, value) => void (isNumber(value) && (total = combine('add', total, value))), result: () => total }
}

const average = (): Gatherer => {
  const total = sum()
  let count = 0
  return {
    add(doc, value) {
      if (isNumber(value)) count++
      total.add(doc, value)
    },
    result() {
      const all = total.result() as Numeric
      if (count === 0) return null
      return all instanceof Decimal128
        ? Decimal128.fromString(String(toNumber(all) / count))
        : doubleOf(toNumber(all) / count)
    },
  }
}

const extreme = (sign: 1 | -1) => (): Gatherer => {
  let best: unknown
  return {
    add(_doc, value) {
      if (value !== undefined && value !== null && (best === undefined || sign * compare(value, best) > 0)) best = value
    },
    result: () => best ?? null,
  }
}

const collected = (result: (values: unknown[]) => unknown, missing: boolean) => (): Gatherer => {
  const values: unknown[] = []
  return {
    add: (_doc, value) => void (value !== undefined ? values.push(value) : missing && values.push(null)),
    result: () => result(values),
  }
}

const addToSet = (): Gatherer => {
  const values = new Map<string, unknown>()
  return {
    add: (_doc, value) => void (value !== undefined && values.set(identity(value), value)),
    result: () => [...values.values()],
  }
}

const deviation = (sample: boolean) => (): Gatherer => {
  const values: number[] = []
  return {
    add: (_doc, value) => void (isNumber(value) && values.push(toNumber(value))),
    result() {
      const divisor = sample ? values.length - 1 : values.length
      if (divisor <= 0) return null
      const mean = values.reduce((a, b) => a + b, 0) / values.length
      return doubleOf(Math.sqrt(values.reduce((all, value) => all + (value - mean) ** 2, 0) / divisor))
    },
  }
}

/** `$topN` and its like: the first or last by an order. */
function ranked(last: boolean, single: boolean): MakeAccumulator {
  return (operand) => {
    if (!isDoc(operand) || !isDoc(operand['sortBy'])) fail(5_788_005, 'Missing value for sortBy')
    const order = sortOrder(operand['sortBy'])
    const n = single ? 1 : countOf(operand)
    return {
      evaluate: expression(operand['output']),
      make() {
        const rows: { doc: Doc; value: unknown }[] = []
        return {
          add: (doc, value) => void rows.push({ doc, value: value ?? null }),
          result() {
            const values = rows.toSorted((a, b) => order(a.doc, b.doc)).map(({ value }) => value)
            const taken = last ? values.slice(-n) : values.slice(0, n)
            return single ? taken[0] : taken
          },
        }
      },
    }
  }
}

const countOf = (operand: Doc): number => {
  const n = operand['n']
  return isNumber(n) && Number(n) > 0 ? Number(n) : fail(5_787_908, "'n' must be greater than 0")
}

const several =
  (pick: (values: unknown[], n: number) => unknown[]): MakeAccumulator =>
  (operand) => {
    if (!isDoc(operand)) fail(5_787_801, 'specification must be an object')
    const n = countOf(operand)
    return { evaluate: expression(operand['input']), make: collected((values) => pick(values, n), true) }
  }

const present = (values: readonly unknown[]): unknown[] => values.filter((value) => value !== null)

const ACCUMULATORS: { readonly [name: string]: MakeAccumulator | undefined } = {
  $sum: simple(sum),
  $count: () => ({ evaluate: () => 1, make: sum }),
  $avg: simple(average),
  $min: simple(extreme(-1)),
  $max: simple(extreme(1)),
  $first: simple(collected((values) => values[0] ?? null, true)),
  $last: simple(collected((values) => values.at(-1) ?? null, true)),
  $push: simple(collected((values) => values, false)),
  $addToSet: simple(addToSet),
  $mergeObjects: simple(collected((values) => Object.assign({}, ...values.filter(isDoc)) as Doc, false)),
  $stdDevPop: simple(deviation(false)),
  $stdDevSamp: simple(deviation(true)),
  $firstN: several((values, n) => values.slice(0, n)),
  $lastN: several((values, n) => values.slice(-n)),
  $minN: several((values, n) =>
    present(values)
      .sort((a, b) => compare(a, b))
      .slice(0, n),
  ),
  $maxN: several((values, n) =>
    present(values)
      .sort((a, b) => compare(b, a))
      .slice(0, n),
  ),
  $top: ranked(false, true),
  $bottom: ranked(true, true),
  $topN: ranked(false, false),
  $bottomN: ranked(true, false),
}

function accumulatorOf(name: string, spec: unknown): Accumulator {
  const [operator, more] = isDoc(spec) ? Object.keys(spec) : []
  if (!isDoc(spec) || operator === undefined || more !== undefined) {
    fail(40_234, `The field '${name}' must be an accumulator object`)
  }
  if (name.includes('.')) fail(40_235, `The field name '${name}' cannot contain '.'`)
  const make = ACCUMULATORS[operator] ?? fail(15_952, `unknown group operator '${operator}'`)
  return make(spec[operator])
}

export const group: MakeStage = (operand, context) => {
  if (!isDoc(operand)) fail(15_947, "a group's fields must be specified in an object")
  if (!('_id' in operand)) fail(15_955, 'a group specification must include an _id')
  const { _id, ...fields } = operand
  const key = expression(_id, context)
  const accumulators = Object.entries(fields).map(([name, spec]) => ({ name, ...accumulatorOf(name, spec) }))
  return function* (docs, variables) {
    const groups = new Map<string, { id: unknown; gatherers: Gatherer[] }>()
    for (const doc of docs) {
      const id = key(doc, variables) ?? null
      const name = identity(id, context.collation?.fold)
      let found = groups.get(name)
      if (!found) groups.set(name, (found = { id, gatherers: accumulators.map(({ make }) => make()) }))
      for (const [i, { evaluate }] of accumulators.entries()) found.gatherers[i]?.add(doc, evaluate(doc, variables))
    }
    for (const { id, gatherers } of groups.values()) {
      const out: Doc = { _id: id }
      for (const [i, { name }] of accumulators.entries()) out[name] = gatherers[i]?.result()
      yield out
    }
  }
}
