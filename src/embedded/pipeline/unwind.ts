import { Long } from 'bson'
import { fail } from '../errors.ts'
import { splitPath, valueAt, withValue } from '../values/paths.ts'
import { isDoc } from '../values/types.ts'
import type { Doc } from '../values/types.ts'
import type { MakeStage } from './stage.ts'

/** One document for each item of an array. */
export const unwind: MakeStage = (operand) => {
  if (typeof operand !== 'string' && !isDoc(operand)) fail(15_981, '$unwind needs a string or an object')
  const spec: Doc = typeof operand === 'string' ? { path: operand } : operand
  const { path, includeArrayIndex: index } = spec
  if (typeof path !== 'string' || !path.startsWith('$')) fail(28_818, "the path of $unwind should begin with a '$'")
  const parts = splitPath(path.slice(1))
  const keep = spec['preserveNullAndEmptyArrays'] === true
  const numbered = (doc: Doc, at: Long | null): Doc =>
    typeof index === 'string' ? withValue(doc, splitPath(index), at) : doc
  return function* (docs) {
    for (const doc of docs) {
      const value = valueAt(doc, parts)
      if (Array.isArray(value) && value.length > 0) {
        for (const [i, item] of value.entries()) yield numbered(withValue(doc, parts, item), Long.fromNumber(i))
      } else if (Array.isArray(value)) {
        if (keep) yield numbered(withValue(doc, parts, undefined), null)
      } else if (keep || (value !== undefined && value !== null)) yield numbered(doc, null)
    }
  }
}
