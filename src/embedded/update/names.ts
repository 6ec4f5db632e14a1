import { fail } from '../errors.ts'
import { BSONRegExp } from 'bson'
import { isDoc } from '../values/types.ts'
import type { Doc } from '../values/types.ts'

/** Refuses an id that MongoDB refuses. */
export function checkId(id: unknown): void {
  if (Array.isArray(id)) fail('InvalidIdField', "The '_id' value cannot be of type array")
  if (id instanceof BSONRegExp) fail('InvalidIdField', "The '_id' value cannot be of type regex")
  if (!isDoc(id)) return
  const dollar = Object.keys(id).find((name) => name.startsWith('$'))
  if (dollar !== undefined) {
    fail(
      'DollarPrefixedFieldName',
      `_id fields may not contain '$'-prefixed fields: ${dollar} is not valid for storage.`,
    )
  }
}

/** Refuses what cannot be stored: dollar-prefixed top-level fields of a replacement, and bad ids. */
export function checkStored(value: unknown, top = true): void {
  if (!top || !isDoc(value)) return
  const doc: Doc = value
  const dollar = Object.keys(doc).find((name) => name.startsWith('$'))
  if (dollar !== undefined) {
    fail(
      'DollarPrefixedFieldName',
      `The dollar ($) prefixed field '${dollar}' in '${dollar}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
    )
  }
  if ('_id' in doc) checkId(doc['_id'])
}
