import { isDoc } from './types.ts'
import type { Doc } from './types.ts'

export const splitPath = (path: string): readonly string[] => (path.includes('.') ? path.split('.') : [path])

/** Whether a part of a path can be an array index. */
export const isIndex = (part: string): boolean => /^(0|[1-9]\d*)$/.test(part)

/** Sees a value that a path reaches (`undefined` where it is missing); true ends the walk. */
export type Visit = (found: unknown) => boolean

/**
 * Visits each value that a dotted path reaches in a document, walking into the documents of arrays as queries do, and
 * by array index where a part is a number. The last array is handed over whole: the caller decides about its items.
 * An array without documents on the way is not visited at all.
 */
export function reach(value: unknown, parts: readonly string[], visit: Visit, from = 0): boolean {
  const part = parts[from]
  if (part === undefined) return visit(value)
  if (Array.isArray(value)) return reachItems(value, parts, visit, from)
  if (!isDoc(value)) return visit(undefined)
  return reach(Object.hasOwn(value, part) ? value[part] : undefined, parts, visit, from + 1)
}

function reachItems(items: readonly unknown[], parts: readonly string[], visit: Visit, from: number): boolean {
  const part = parts[from] ?? ''
  if (isIndex(part) && Number(part) < items.length && reach(items[Number(part)], parts, visit, from + 1)) return true
  for (const item of items) if (isDoc(item) && reach(item, parts, visit, from)) return true
  return false
}

/** The value at a dotted path of plain documents, arrays not walked. */
export function valueAt(value: unknown, parts: readonly string[]): unknown {
  let found = value
  for (const part of parts) {
    if (!isDoc(found) || !Object.hasOwn(found, part)) return undefined
    found = found[part]
  }
  return found
}

/** A copy of a document with another value at a dotted path; `undefined` removes it. */
export function withValue(doc: Doc, [part = '', ...rest]: readonly string[], value: unknown): Doc {
  const out = { ...doc }
  const inner = out[part]
  if (rest.length > 0) out[part] = withValue(isDoc(inner) ? inner : {}, rest, value)
  else if (value === undefined) delete out[part]
  else out[part] = value
  return out
}
