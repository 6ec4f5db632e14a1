import { fail } from '../errors.ts'
import { matcher } from '../query/match.ts'
import type { MatchContext } from '../query/match.ts'
import { matchedIndex } from '../query/positional.ts'
import { isDoc, isNumber } from '../values/types.ts'
import type { Doc } from '../values/types.ts'
import { projection } from './projection.ts'
import type { Shape } from './projection.ts'

export interface FindProjection {
  readonly filter: Doc
  readonly context: MatchContext
  readonly score: ((doc: Doc) => number) | undefined
}

/** Compiles a find's projection: that of `$project`, and `$slice`, `$elemMatch`, `$meta` and the positional `$`. */
export function findProjection(spec: Doc, find: FindProjection): Shape | undefined {
  if (Object.keys(spec).length === 0) return undefined
  const plain: Doc = {}
  const special: Special[] = []
  const slices: string[] = []
  for (const [path, value] of Object.entries(spec)) {
    const own = specialOf(path, value, find)
    if (own) special.push(own.apply)
    if (own?.keeps === 'unless listed') slices.push(path)
    else if (own?.keeps !== undefined) plain[own.keeps] = 1
    else if (!own) plain[path] = value
  }
  // Beside a slice alone all other fields stay.
  const including = Object.entries(plain).some(([path, value]) => path !== '_id' && value !== 0 && value !== false)
  if (including) for (const path of slices) plain[path] = 1
  const shape: Shape = Object.keys(plain).length > 0 ? projection(plain, find.context) : (doc) => doc
  if (special.length === 0) return shape
  return (doc, variables) => {
    const out = { ...shape(doc, variables) }
    for (const apply of special) apply(out, doc)
    return out
  }
}

type Special = (out: Doc, doc: Doc) => void

/** What only a find's projection has, and the path that it keeps. */
function specialOf(path: string, value: unknown, find: FindProjection): { apply: Special; keeps?: string } | undefined {
  if (path.endsWith('.$')) return { apply: positional(path.slice(0, -2), find), keeps: path.slice(0, -2) }
  const [operator, operand] = isDoc(value) ? (Object.entries(value)[0] ?? []) : []
  if (operator === '$slice') return { apply: slice(path, operand), keeps: 'unless listed' }
  if (operator === '$elemMatch') return { apply: elemMatch(path, operand, find.context), keeps: path }
  if (operator !== '$meta') return undefined
  if (operand !== 'textScore' || !find.score)
    fail('NotImplemented', `$meta ${JSON.stringify(operand)} is not available`)
  return { apply: (out, doc) => void (out[path] = find.score?.(doc)) }
}

/** Changes the array at a path of a copied document. */
function changeArray(out: Doc, parts: readonly string[], change: (items: readonly unknown[]) => unknown): void {
  const [part = '', ...rest] = parts
  const value = out[part]
  if (rest.length === 0) {
    if (!Array.isArray(value)) return
    const next = change(value)
    if (next === undefined) delete out[part]
    else out[part] = next
  } else if (isDoc(value)) {
    const copy = { ...value }
    out[part] = copy
    changeArray(copy, rest, change)
  } else if (Array.isArray(value)) {
    out[part] = value.map((item) => {
      if (!isDoc(item)) return item
      const copy = { ...item }
      changeArray(copy, rest, change)
      return copy
    })
  }
}

function slice(path: string, operand: unknown): (out: Doc) => void {
  const numbers = (Array.isArray(operand) ? operand : [operand]).map((value) =>
    isNumber(value) ? Number(value) : Number.NaN,
  )
  const [first = 0, count] = numbers
  if (numbers.some(Number.isNaN) || numbers.length > 2)
    fail(28_667, 'Invalid $slice syntax. The given syntax did not match the find() syntax')
  if (count !== undefined && count <= 0) fail(28_724, 'First argument to $slice must be an positive number')
  return (out) => {
    changeArray(out, path.split('.'), (items) => {
      if (count === undefined) return first < 0 ? items.slice(first) : items.slice(0, first)
      const start = first < 0 ? Math.max(0, items.length + first) : first
      return items.slice(start, start + count)
    })
  }
}

function elemMatch(path: string, operand: unknown, context: MatchContext): (out: Doc) => void {
  if (path.includes('.')) fail(31_275, 'Cannot use $elemMatch projection on a nested field.')
  const matches = matcher({ item: { $elemMatch: operand } }, context)
  return (out) => {
    if (!Array.isArray(out[path])) delete out[path]
    changeArray(out, [path], (items) => {
      const found = items.find((item) => matches({ item: [item] }))
      return found === undefined ? undefined : [found]
    })
  }
}

function positional(path: string, { filter, context }: FindProjection): (out: Doc, doc: Doc) => void {
  return (out, doc) => {
    const at = matchedIndex(filter, doc, path, context)
    if (at === undefined)
      fail(
        51_246,
        "Executor error during find command :: caused by :: positional operator '.$' couldn't find a matching element in the array",
      )
    changeArray(out, path.split('.'), (items) => items.slice(at, at + 1))
  }
}
