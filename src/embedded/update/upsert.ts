import { BSONRegExp, ObjectId } from 'bson'
import { fail } from '../errors.ts'
import { isOperators } from '../query/operators.ts'
import { splitPath, withValue } from '../values/paths.ts'
import { isDoc } from '../values/types.ts'
import type { Doc } from '../values/types.ts'
import { checkId } from './ids.ts'
import { isReplacement } from './update.ts'
import type { Update } from './update.ts'

/** The document that an upsert inserts: the filter's equalities, changed by the update, with an id. */
export function upsertDocument(filter: Doc, update: unknown, apply: Update): Doc {
  const known = equalities(filter)
  // A replacement takes the id alone.
  const taken = [...known].filter(([path]) => !isReplacement(update) || path === '_id')
  const base = taken.reduce<Doc>((doc, [path, value]) => withValue(doc, splitPath(path), value), {})
  const { _id = new ObjectId(), ...rest } = apply(base, { inserting: true })
  checkId(_id)
  return { _id, ...rest }
}

/** Paths that a filter sets equal to one value, `$and` and single-branch `$or` included. */
function equalities(filter: Doc, found = new Map<string, unknown>()): Map<string, unknown> {
  for (const [key, value] of Object.entries(filter)) {
    const branches = Array.isArray(value) && (key === '$and' || (key === '$or' && value.length === 1)) ? value : []
    for (const part of branches.filter(isDoc)) equalities(part, found)
    if (!key.startsWith('$')) for (const each of equalValues(value)) note(key, each, found)
  }
  return found
}

/** The values that a condition wants a field to equal. */
function equalValues(condition: unknown): readonly unknown[] {
  if (!isOperators(condition)) return condition instanceof BSONRegExp ? [] : [condition]
  const { $in: any, $all: every } = condition
  const listed: unknown[] = [
    ...(Array.isArray(any) && any.length === 1 ? any : []),
    ...(Array.isArray(every) ? every : []),
  ]
  const plain = listed.filter((item) => !isOperators(item) && !(item instanceof BSONRegExp))
  return '$eq' in condition ? [condition['$eq'], ...plain] : plain
}

function note(path: string, value: unknown, found: Map<string, unknown>): void {
  for (const other of found.keys())
    if (other === path || other.startsWith(`${path}.`) || path.startsWith(`${other}.`))
      fail('NotSingleValueField', `cannot infer query fields to set, path '${path}' is matched twice`)
  found.set(path, value)
}
