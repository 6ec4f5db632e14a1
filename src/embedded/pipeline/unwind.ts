import { Long } from 'bson'
import { fail } from '../errors.ts'
import { valueAt } from '../values/paths.ts'
import { isDoc } from '../values/types.ts'
import type { Doc } from '../values/types.ts'
import type { MakeStage } from './stage.ts'

/** One document for each item of an array. */
export const unwind: MakeStage = (operand) => {
  const spec =
    typeof operand === 'string'
      ? { path: operand }
      : isDoc(operand)
        ? operand
        : fail(15_981, 'expected either a string or an object as specification for $unwind stage')
  const path = spec['path']
  if (typeof path !== 'string' || !path.startsWith('$'))
    fail(28_818, `path option to $unwind stage should be prefixed with a '$': ${String(path)}`)
  const parts = path.slice(1).split('.')
  const keep = spec['preserveNullAndEmptyArrays'] === true
  const index = spec['includeArrayIndex']
  const numbered = (doc: Doc, at: Long | null): Doc =>
    typeof index === 'string' ? put(doc, index.split('.'), at) : doc
  return function* (docs) {
    for (const doc of docs) {
      const value = valueAt(doc, parts)
      if (Array.isArray(value) && value.length > 0) {
        for (const [i, item] of value.entries()) yield numbered(put(doc, parts, item), Long.fromNumber(i))
      } else if (Array.isArray(value)) {
        if (keep) yield numbered(put(doc, parts, undefined), null)
      } else if (keep || (value !== undefined && value !== null)) yield numbered(doc, null)
    }
  }
}

/** A copy of the document with another value at a path; `undefined` removes. */
export function put(doc: Doc, parts: readonly string[], value: unknown): Doc {
  const [part = '', ...rest] = parts
  const out = { ...doc }
  const inner = out[part]
  if (rest.length > 0) out[part] = put(isDoc(inner) ? inner : {}, rest, value)
  else if (value === undefined) delete out[part]
  else out[part] = value
  return out
}
