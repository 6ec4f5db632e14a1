import { ObjectId } from 'bson'
import { fail } from '../errors.ts'
import { isOperators } from '../query/operators.ts'
import { splitPath } from '../values/paths.ts'
import { BSONRegExp } from 'bson'
import { isDoc } from '../values/types.ts'
import type { Doc } from '../values/types.ts'
import { checkId } from './names.ts'
import { clone, isReplacement } from './update.ts'
import type { Update } from './update.ts'

/** The document that an upsert inserts: the filter's equalities, changed by the update, with an id. */
export function upsertDocument(filter: Doc, update: unknown, apply: Update): Doc {
  const known = equalities(filter)
  const base: Doc = {}
  if (isReplacement(update)) {
    const id = known.get('_id')
    if (id !== undefined) base['_id'] = id
  } else {
    for (const [path, value] of known) put(base, splitPath(path), clone(value))
  }
  const made = apply(base, { inserting: true })
  const { _id = new ObjectId(), ...rest } = made
  checkId(_id)
  return { _id, ...rest }
}

/** Paths that a filter sets equal to one value, `$and` and single-branch `$or` included. */
function equalities(filter: Doc, found = new Map<string, unknown>()): Map<string, unknown> {
  for (const [key, value] of Object.entries(filter)) {
    const branches = Array.isArray(value) && (key === '$and' || (key === '$or' && value.length === 1)) ? value : []
    for (const part of branches.filter(isDoc)) equalities(part, found)
    if (!key.startsWith('$')) fieldEquality(key, value, found)
  }
  return found
}

function fieldEquality(path: string, value: unknown, found: Map<string, unknown>): void {
  if (value instanceof BSONRegExp) return
  if (!isOperators(value)) return note(path, value, found)
  if ('$eq' in value) note(path, value['$eq'], found)
  const { $in: any, $all: every } = value
  const single = Array.isArray(any) && any.length === 1 ? any : []
  for (const item of [...single, ...(Array.isArray(every) ? every : [])]) {
    if (!isOperators(item) && !(item instanceof BSONRegExp)) note(path, item, found)
  }
}

function note(path: string, value: unknown, found: Map<string, unknown>): void {
  const clash = [...found.keys()].some(
    (other) => other === path || other.startsWith(`${path}.`) || path.startsWith(`${other}.`),
  )
  if (clash) fail(54, `cannot infer query fields to set, path '${path}' is matched twice`)
  found.set(path, value)
}

function put(doc: Doc, parts: readonly string[], value: unknown): void {
  const [part = '', ...rest] = parts
  if (rest.length === 0) {
    doc[part] = value
    return
  }
  const inner = doc[part]
  const next: Doc = isDoc(inner) ? inner : {}
  doc[part] = next
  put(next, rest, value)
}
