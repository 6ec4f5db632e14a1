import { fail } from '../errors.ts'
import { matcher } from '../query/match.ts'
import type { MatchContext } from '../query/match.ts'
import { matchedIndex } from '../query/positional.ts'
import { splitPath } from '../values/paths.ts'
import { isDoc, isNumber } from '../values/types.ts'
import type { Doc } from '../values/types.ts'
import { projection } from './projection.ts'
import type { Shape } from './projection.ts'

/** Changes a copied document; `doc` is the one that was found. */
type Change = (out: Doc, doc: Doc) => void

/** Compiles a find's projection: that of `$project`, and `$slice`, `$elemMatch` and the positional `$`. */
export function findProjection(spec: Doc, filter: Doc, context: MatchContext): Shape | undefined {
  if (Object.keys(spec).length === 0) return undefined
  const plain: Doc = {}
  const changes: Change[] = []
  const slices: string[] = []
  for (const [path, value] of Object.entries(spec)) {
    const [operator, operand] = isDoc(value) ? (Object.entries(value)[0] ?? []) : []
    const kept = path.endsWith('.$') ? path.slice(0, -2) : path
    if (kept !== path) changes.push(positional(kept, filter, context))
    else if (operator === '$slice') changes.push(slice(path, operand))
    else if (operator === '$elemMatch') changes.push(elemMatch(path, operand, context))
    if (operator === '$slice') slices.push(path)
    else plain[kept] = kept !== path || operator === '$elemMatch' ? 1 : value
  }
  // Beside a slice alone all other fields stay.
  const including = Object.entries(plain).some(([path, value]) => path !== '_id' && value !== 0 && value !== false)
  if (including) for (const path of slices) plain[path] = 1
  const shape: Shape = Object.keys(plain).length > 0 ? projection(plain, context) : (doc) => doc
  return (doc, variables) => {
    const out = { ...shape(doc, variables) }
    for (const change of changes) change(out, doc)
    return out
  }
}

/** Changes the array at a path, everything on the way copied; `undefined` removes it. */
function changeArray(out: Doc, [part = '', ...rest]: readonly string[], change: (items: unknown[]) => unknown): void {
  const value = out[part]
  const copied = (item: unknown): unknown => {
    if (!isDoc(item)) return item
    const copy = { ...item }
    changeArray(copy, rest, change)
    return copy
  }
  const next = !Array.isArray(value) ? copied(value) : rest.length === 0 ? change(value) : value.map(copied)
  if (rest.length === 0 && !Array.isArray(value)) return
  if (next === undefined) delete out[part]
  else out[part] = next
}

function slice(path: string, operand: unknown): Change {
  const numbers = (Array.isArray(operand) ? operand : [operand]).map((value) => (isNumber(value) ? Number(value) : NaN))
  const [first = 0, count] = numbers
  if (numbers.some(Number.isNaN) || numbers.length > 2) fail(28_667, 'Invalid $slice syntax')
  if (count !== undefined && count <= 0) fail(28_724, 'the limit of $slice must be positive')
  const start = (length: number): number => (first < 0 ? Math.max(0, length + first) : first)
  const cut = (items: unknown[]): unknown[] => {
    if (count === undefined) return first < 0 ? items.slice(first) : items.slice(0, first)
    return items.slice(start(items.length), start(items.length) + count)
  }
  return (out) => changeArray(out, splitPath(path), cut)
}

function elemMatch(path: string, operand: unknown, context: MatchContext): Change {
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

function positional(path: string, filter: Doc, context: MatchContext): Change {
  return (out, doc) => {
    const at = matchedIndex(filter, doc, path, context)
    if (at === undefined) fail(51_246, "positional operator '.$' couldn't find a matching element in the array")
    changeArray(out, splitPath(path), (items) => items.slice(at, at + 1))
  }
}
