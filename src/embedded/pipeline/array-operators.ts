import { fail } from '../errors.ts'
import { compare, equal } from '../values/compare.ts'
import { identity } from '../values/keys.ts'
import { toNumber } from '../values/numbers.ts'
import { isDoc, isNumber, truthy, typeName } from '../values/types.ts'
import type { Doc } from '../values/types.ts'
import type { Operator, Operators } from './expression.ts'
import { arrayOf, exactly, nullish, over, overItems, parameters, unlessNull } from './operands.ts'
import { sortOrder } from './sort.ts'

function wholeNumber(name: string, value: unknown): number {
  if (!isNumber(value) || !Number.isInteger(toNumber(value)))
    fail(28_691, `${name} needs a whole number, but got ${typeName(value)}`)
  return toNumber(value)
}

const itemAt = (items: readonly unknown[], index: number): unknown => items[index < 0 ? items.length + index : index]

function slice(items: unknown, ...rest: unknown[]): unknown {
  const list = arrayOf('$slice', items, 28_724)
  const [first = 0, second] = rest.map((value) => wholeNumber('$slice', value))
  if (second === undefined) return first >= 0 ? list.slice(0, first) : list.slice(first)
  if (second <= 0) fail(28_729, `Third argument to $slice must be positive: ${second}`)
  const start = first < 0 ? Math.max(0, list.length + first) : first
  return list.slice(start, start + second)
}

function range(...given: unknown[]): number[] {
  const [start = 0, end = 0, step = 1] = given.map((value) => wholeNumber('$range', value))
  if (step === 0) fail(34_449, '$range requires a non-zero step value')
  const out: number[] = []
  for (let i = start; step > 0 ? i < end : i > end; i += step) out.push(i)
  return out
}

/** `$map` and `$filter`: an expression that is computed for each item, bound to a variable. */
const each =
  (
    body: string,
    run: (items: readonly unknown[], compute: (item: unknown) => unknown, limit: unknown) => unknown,
  ): Operator =>
  (operand, { name, compile }) => {
    const { input, as = 'this', limit = null, [body]: inner } = parameters(name, operand, `input ${body}`, 'as limit')
    const [from, compute, most] = [compile(input), compile(inner), compile(limit)]
    return (doc, variables) => {
      const items = from(doc, variables)
      if (nullish(items)) return null
      const bound = (item: unknown): unknown => compute(doc, { ...variables, [String(as)]: item })
      return run(arrayOf(name, items, 28_651), bound, most(doc, variables))
    }
  }

const reduce: Operator = (operand, { compile }) => {
  const { input, initialValue, in: body } = parameters('$reduce', operand, 'input initialValue in')
  const [from, initial, inner] = [compile(input), compile(initialValue), compile(body)]
  return (doc, variables) => {
    const items = from(doc, variables)
    if (nullish(items)) return null
    let value = initial(doc, variables)
    for (const item of arrayOf('$reduce', items, 40_080)) value = inner(doc, { ...variables, this: item, value })
    return value
  }
}

const sortArray: Operator = (operand, { compile }) => {
  const { input, sortBy } = parameters('$sortArray', operand, 'input sortBy')
  const from = compile(input)
  const byFields = isDoc(sortBy) ? sortOrder(sortBy) : undefined
  const order = (a: unknown, b: unknown): number =>
    byFields ? byFields(a as Doc, b as Doc) : Number(sortBy) * compare(a, b)
  return (doc, variables) => {
    const items = from(doc, variables)
    return nullish(items) ? null : arrayOf('$sortArray', items, 2_942_504).toSorted(order)
  }
}

export function mergeObjects(values: readonly unknown[]): Doc {
  const out: Doc = {}
  for (const value of values) {
    if (nullish(value)) continue
    if (!isDoc(value)) fail(40_400, `$mergeObjects requires object inputs, but input is of type ${typeName(value)}`)
    Object.assign(out, value)
  }
  return out
}

/** None twice, in the order of their first. */
export const distinctOf = (values: readonly unknown[]): unknown[] => [
  ...new Map(values.map((value) => [identity(value), value])).values(),
]

export const ARRAY_OPERATORS: Operators = {
  $size: exactly(1, (items) => arrayOf('$size', items, 17_124).length),
  $isArray: exactly(1, Array.isArray),
  $arrayElemAt: unlessNull(2, (items, at) => itemAt(arrayOf('$arrayElemAt', items), wholeNumber('$arrayElemAt', at))),
  $first: unlessNull(1, (items) => itemAt(arrayOf('$first', items), 0)),
  $last: unlessNull(1, (items) => itemAt(arrayOf('$last', items), -1)),
  $in: exactly(2, (value, items) => arrayOf('$in', items, 40_081).some((item) => equal(item, value))),
  $concatArrays: over((values) =>
    values.some(nullish) ? null : values.flatMap((value) => arrayOf('$concatArrays', value, 28_664)),
  ),
  $slice: unlessNull([2, 3], slice),
  $range: exactly([2, 3], range),
  $map: each('in', (items, compute) => items.map((item) => compute(item) ?? null)),
  $filter: each('cond', (items, compute, limit) => {
    const found = items.filter((item) => truthy(compute(item)))
    return nullish(limit) ? found : found.slice(0, Number(limit))
  }),
  $reduce: reduce,
  $sortArray: sortArray,
  $mergeObjects: overItems(mergeObjects),
}
