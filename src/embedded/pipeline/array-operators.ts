import { fail } from '../errors.ts'
import { compare, equal } from '../values/compare.ts'
import { identity } from '../values/keys.ts'
import { toNumber } from '../values/numbers.ts'
import { truthy } from '../values/truth.ts'
import { isDoc, isNumber, typeName } from '../values/types.ts'
import type { Doc } from '../values/types.ts'
import { operands } from './basic-operators.ts'
import type { Evaluate, Special } from './expression.ts'
import { sortOrder } from './sort.ts'

type Specials = { readonly [name: string]: Special }

const nullish = (value: unknown): value is null | undefined => value === null || value === undefined

/** An operator on evaluated operands; null or missing in any of them gives null where `nulls` says so. */
function plain(
  name: string,
  count: number | readonly [number, number],
  compute: (...values: unknown[]) => unknown,
  nulls = true,
): Special {
  return (operand, compile) => {
    const parts = operands(name, operand, compile, count)
    return (doc, variables) => {
      const values = parts.map((part) => part(doc, variables))
      return nulls && values.some(nullish) ? null : compute(...values)
    }
  }
}

function arrayOf(name: string, value: unknown, code = 28_689): readonly unknown[] {
  if (!Array.isArray(value)) fail(code, `${name} needs an array, but got ${typeName(value)}`)
  return value
}

function wholeNumber(name: string, value: unknown): number {
  if (!isNumber(value) || !Number.isInteger(toNumber(value)))
    fail(28_691, `${name} needs a whole number, but got ${typeName(value)}`)
  return toNumber(value)
}

const itemAt = (items: readonly unknown[], index: number): unknown => items[index < 0 ? items.length + index : index]

function slice(items: unknown, ...rest: unknown[]): unknown {
  const list = arrayOf('$slice', items, 28_724)
  const [first, second] = rest.map((value) => wholeNumber('$slice', value))
  if (second === undefined) return (first ?? 0) >= 0 ? list.slice(0, first) : list.slice(first)
  if (second <= 0) fail(28_729, `Third argument to $slice must be positive: ${second}`)
  const start = (first ?? 0) < 0 ? Math.max(0, list.length + (first ?? 0)) : (first ?? 0)
  return list.slice(start, start + second)
}

function range(from: unknown, to: unknown, by: unknown = 1): number[] {
  const [start, end, step] = [from, to, by].map((value) => wholeNumber('$range', value)) as [number, number, number]
  if (step === 0) fail(34_449, '$range requires a non-zero step value')
  const out: number[] = []
  for (let i = start; step > 0 ? i < end : i > end; i += step) out.push(i)
  return out
}

/** `$map`, `$filter` and `$reduce`: an expression that is computed for each item, bound to a variable. */
function each(
  name: string,
  body: string,
  run: (items: readonly unknown[], compute: (item: unknown) => unknown, limit: unknown) => unknown,
): Special {
  return (operand, compile) => {
    if (!isDoc(operand) || !(body in operand) || !('input' in operand))
      fail('FailedToParse', `${name} needs input and ${body}`)
    const input = compile(operand['input'])
    const inner = compile(operand[body])
    const limit = operand['limit'] === undefined ? undefined : compile(operand['limit'])
    const as = typeof operand['as'] === 'string' ? operand['as'] : 'this'
    return (doc, variables) => {
      const items = input(doc, variables)
      if (nullish(items)) return null
      const compute = (item: unknown): unknown => inner(doc, { ...variables, [as]: item })
      return run(arrayOf(name, items, 28_651), compute, limit?.(doc, variables))
    }
  }
}

const reduce: Special = (operand, compile) => {
  if (!isDoc(operand)) fail(40_075, '$reduce requires an object as an argument')
  const [input, initial, inner] = ['input', 'initialValue', 'in'].map((key) => compile(operand[key])) as [
    Evaluate,
    Evaluate,
    Evaluate,
  ]
  return (doc, variables) => {
    const items = input(doc, variables)
    if (nullish(items)) return null
    let value = initial(doc, variables)
    for (const item of arrayOf('$reduce', items, 40_080)) value = inner(doc, { ...variables, this: item, value })
    return value
  }
}

/** Sets come out in MongoDB's order, none twice. */
function setOf(values: readonly unknown[]): unknown[] {
  const found = new Map(values.map((value) => [identity(value), value]))
  return [...found.values()].sort((a, b) => compare(a, b))
}

function mergeObjects(values: readonly unknown[]): Doc {
  const out: Doc = {}
  for (const value of values) {
    if (nullish(value)) continue
    if (!isDoc(value)) fail(40_400, `$mergeObjects requires object inputs, but input is of type ${typeName(value)}`)
    Object.assign(out, value)
  }
  return out
}

function arrayToObject(value: unknown): Doc {
  const out: Doc = {}
  for (const item of arrayOf('$arrayToObject', value, 40_386)) {
    const [key, entry] = Array.isArray(item) ? item : isDoc(item) ? [item['k'], item['v']] : []
    if (typeof key !== 'string') fail(40_394, '$arrayToObject requires pairs of a string key and a value')
    out[key] = entry
  }
  return out
}

const sortArray: Special = (operand, compile) => {
  if (!isDoc(operand)) fail(2_942_500, '$sortArray requires an object as an argument')
  const input = compile(operand['input'])
  const by = operand['sortBy']
  const order = isDoc(by) ? sortOrder(by) : (a: unknown, b: unknown) => Number(by) * compare(a, b)
  return (doc, variables) => {
    const items = input(doc, variables)
    return nullish(items)
      ? null
      : [...arrayOf('$sortArray', items, 2_942_504)].sort(order as (a: unknown, b: unknown) => number)
  }
}

/** An operator over any number of operands, or over the items of one that is an array. */
const variadic =
  (compute: (values: readonly unknown[]) => unknown): Special =>
  (operand, compile) => {
    const parts = (Array.isArray(operand) ? operand : [operand]).map(compile)
    return (doc, variables) => compute(parts.map((part) => part(doc, variables)))
  }

const sets = (name: string, compute: (lists: readonly (readonly unknown[])[]) => unknown): Special =>
  variadic((values) => (values.some(nullish) ? null : compute(values.map((value) => arrayOf(name, value, 17_043)))))

const has = (items: readonly unknown[]): ((value: unknown) => boolean) => {
  const known = new Set(items.map((item) => identity(item)))
  return (value) => known.has(identity(value))
}

export const ARRAY_OPERATORS: Specials = {
  $size: plain('$size', 1, (items) => arrayOf('$size', items, 17_124).length, false),
  $isArray: plain('$isArray', 1, Array.isArray, false),
  $arrayElemAt: plain('$arrayElemAt', 2, (items, index) =>
    itemAt(arrayOf('$arrayElemAt', items), wholeNumber('$arrayElemAt', index)),
  ),
  $first: plain('$first', 1, (items) => itemAt(arrayOf('$first', items), 0)),
  $last: plain('$last', 1, (items) => itemAt(arrayOf('$last', items), -1)),
  $in: plain('$in', 2, (value, items) => arrayOf('$in', items, 40_081).some((item) => equal(item, value)), false),
  $indexOfArray: plain(
    '$indexOfArray',
    [2, 4],
    (items, value, from = 0, to = Infinity) => {
      if (nullish(items)) return null
      return arrayOf('$indexOfArray', items, 40_090).findIndex(
        (item, i) => i >= Number(from) && i < Number(to) && equal(item, value),
      )
    },
    false,
  ),
  $concatArrays: variadic((values) =>
    values.some(nullish) ? null : values.flatMap((value) => arrayOf('$concatArrays', value, 28_664)),
  ),
  $reverseArray: plain('$reverseArray', 1, (items) => arrayOf('$reverseArray', items, 34_435).toReversed()),
  $slice: plain('$slice', [2, 3], slice),
  $range: plain('$range', [2, 3], range, false),
  $map: each('$map', 'in', (items, compute) => items.map((item) => compute(item) ?? null)),
  $filter: each('$filter', 'cond', (items, compute, limit) => {
    const found = items.filter((item) => truthy(compute(item)))
    return nullish(limit) ? found : found.slice(0, Number(limit))
  }),
  $reduce: reduce,
  $sortArray: sortArray,
  $mergeObjects: (operand, compile) => {
    const parts = (Array.isArray(operand) ? operand : [operand]).map(compile)
    return (doc, variables) => {
      const values = parts.map((part) => part(doc, variables))
      const [first] = values
      return mergeObjects(parts.length === 1 && Array.isArray(first) ? first : values)
    }
  },
  $objectToArray: plain('$objectToArray', 1, (value) => {
    if (!isDoc(value)) fail(40_390, `$objectToArray requires a document input, found: ${typeName(value)}`)
    return Object.entries(value).map(([k, v]) => ({ k, v }))
  }),
  $arrayToObject: plain('$arrayToObject', 1, arrayToObject),
  $setUnion: sets('$setUnion', (lists) => setOf(lists.flat())),
  $setIntersection: sets('$setIntersection', ([first = [], ...rest]) =>
    setOf(first.filter((item) => rest.every((list) => has(list)(item)))),
  ),
  $setDifference: sets('$setDifference', ([a = [], b = []]) => {
    const inB = has(b)
    return [...new Map(a.filter((item) => !inB(item)).map((item) => [identity(item), item])).values()]
  }),
  $setIsSubset: sets('$setIsSubset', ([a = [], b = []]) => a.every(has(b))),
  $setEquals: sets('$setEquals', ([a = [], ...rest]) => rest.every((list) => a.every(has(list)) && list.every(has(a)))),
  $anyElementTrue: plain(
    '$anyElementTrue',
    1,
    (items) => arrayOf('$anyElementTrue', items, 17_041).some(truthy),
    false,
  ),
  $allElementsTrue: plain(
    '$allElementsTrue',
    1,
    (items) => arrayOf('$allElementsTrue', items, 17_040).every(truthy),
    false,
  ),
}
