import { BSONRegExp } from 'bson'
import { fail } from '../errors.ts'
import { isDoc } from '../values/types.ts'

/** Refuses an id that MongoDB refuses. */
export function checkId(id: unknown): void {
  if (Array.isArray(id) || id instanceof BSONRegExp)
    fail('InvalidIdField', "The '_id' value cannot be an array or a regex")
  if (isDoc(id) && Object.keys(id).some((name) => name.startsWith('$')))
    fail('DollarPrefixedFieldName', "_id fields may not contain '$'-prefixed fields")
}
