import { splitPath, valueAt, withValue } from '../values/paths.ts'
import { isDoc } from '../values/types.ts'
import type { Doc } from '../values/types.ts'
import { matcher } from './match.ts'
import type { MatchContext } from './match.ts'

/** The index of the item of the array at `path` by which a document matches a filter: what `$` stands for. */
export function matchedIndex(filter: Doc, doc: Doc, path: string, context: MatchContext): number | undefined {
  const parts = splitPath(path)
  const array = valueAt(doc, parts)
  if (!Array.isArray(array)) return undefined
  for (const condition of relevant(filter, path)) {
    const matches = matcher(condition, context)
    const at = array.findIndex((item) => matches(withValue(doc, parts, [item])))
    if (at >= 0) return at
  }
  return undefined
}

/** The conditions of a filter on a path or below it. */
function relevant(filter: Doc, path: string): Doc[] {
  return Object.entries(filter).flatMap(([key, value]): Doc[] => {
    if (key === path || key.startsWith(`${path}.`)) return isNegative(value) ? [] : [{ [key]: value }]
    const inner = (key === '$and' || key === '$or') && Array.isArray(value) ? value.filter(isDoc) : []
    return inner.flatMap((part) => relevant(part, path))
  })
}

const isNegative = (value: unknown): boolean =>
  isDoc(value) && Object.keys(value).every((op) => ['$ne', '$nin', '$not', '$exists'].includes(op))
