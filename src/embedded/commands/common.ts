import type { Call } from '../context.ts'
import { fail } from '../errors.ts'
import { expression } from '../pipeline/expression.ts'
import type { Variables } from '../pipeline/expression.ts'
import type { Search } from '../query/find.ts'
import type { Collection } from '../storage/catalog.ts'
import { collationOf } from '../values/collation.ts'
import type { Collation } from '../values/collation.ts'
import { isDoc, isNumber, typeName } from '../values/types.ts'
import type { Doc } from '../values/types.ts'

/** The full name of the collection that a command names in its first field. */
export function namespaceOf({ body, name, db }: Pick<Call, 'body' | 'name' | 'db'>): string {
  const collection = body[name]
  if (typeof collection !== 'string')
    fail('InvalidNamespace', `collection name has invalid type ${typeName(collection)}`)
  return checkedNamespace(db, collection)
}

export function checkedNamespace(db: string, name: string): string {
  const ns = `${db}.${name}`
  const bad =
    name === '' || name.startsWith('.') || name.endsWith('.') || /[$\0]/.test(name) || Buffer.byteLength(ns) > 255
  return bad ? fail('InvalidNamespace', `Invalid namespace specified '${ns}'`) : ns
}

/** A view is a name for a pipeline on a collection: it holds nothing itself. */
export const isView = (collection: Collection | undefined): boolean => collection?.options['viewOn'] !== undefined

/** The collection or view, noted as used by the command's transaction. */
export function collectionOrView(call: Call, ns: string): Collection | undefined {
  const collection = call.shared.catalog.find(ns)
  if (collection) call.transaction?.touched.add(collection)
  return collection
}

/** The collection; refuses a view, of which only `aggregate` and `count` know. */
export function collectionOf(call: Call, ns: string): Collection | undefined {
  const collection = collectionOrView(call, ns)
  return isView(collection)
    ? fail('CommandNotSupportedOnView', `Namespace ${ns} is a view, not a collection`)
    : collection
}

/** The collection, made if there is none. */
export function ensureCollection(call: Call, ns: string, options: Doc = {}): Collection {
  const known = collectionOf(call, ns)
  if (known) return known
  const made = call.shared.catalog.create(ns, options)
  call.transaction?.touched.add(made)
  call.transaction?.created.add(made)
  return made
}

const wrongType = (name: string, value: unknown, expected: string): never =>
  fail('TypeMismatch', `BSON field '${name}' is the wrong type '${typeName(value)}', expected type '${expected}'`)

export function docField(body: Doc, name: string): Doc {
  const value = body[name] ?? {}
  return isDoc(value) ? value : wrongType(name, value, 'object')
}

export function arrayField(body: Doc, name: string): readonly unknown[] {
  const value = body[name]
  return Array.isArray(value) ? value : wrongType(name, value, 'array')
}

export function numberField(body: Doc, name: string): number | undefined {
  const value = body[name] ?? undefined
  if (value === undefined) return undefined
  const number = isNumber(value) ? Math.trunc(Number(value)) : wrongType(name, value, 'long')
  return number < 0 ? fail(51_024, `BSON field '${name}' value must be >= 0, actual value '${number}'`) : number
}

export function booleanField(body: Doc, name: string): boolean {
  const value = body[name] ?? false
  if (typeof value === 'boolean') return value
  return isNumber(value) ? Number(value) !== 0 : wrongType(name, value, 'bool')
}

/** Refuses fields other than those in a list of names with spaces between. */
export function onlyFields(where: string, body: Doc, known: string): void {
  const names = known.split(' ')
  const unknown = Object.keys(body).find((name) => !names.includes(name))
  if (unknown !== undefined) fail(40_415, `BSON field '${where}.${unknown}' is an unknown field.`)
}

/** A statement's collation, or the collection's own. */
export const collationFor = (collection: Collection | undefined, body: Doc): Collation | undefined =>
  collationOf(body['collation'] ?? collection?.options['collation'])

/** What expressions see as variables: the command's `let`, and its time. */
export function variablesOf({ body, shared }: Call): Variables {
  const now = { NOW: shared.now() }
  const values = Object.entries(docField(body, 'let')).map(
    ([name, value]) => [name, expression(value)({}, now)] as const,
  )
  return { ...now, ...Object.fromEntries(values) }
}

const unlessEmpty = (value: unknown): unknown =>
  isDoc(value) && Object.keys(value).length === 0 ? undefined : (value ?? undefined)

/** What a command or one of its statements asks of a collection; `filter` names the field of its filter. */
export function searchOf(call: Call, collection: Collection | undefined, from: Doc, filter?: string): Search {
  return {
    filter: filter === undefined ? {} : docField(from, filter),
    sort: unlessEmpty(docField(from, 'sort')) as Doc | undefined,
    hint: unlessEmpty(from['hint']),
    collation: collationFor(collection, from),
    variables: variablesOf(call),
  }
}

/** A question with the collection it goes to: what `explain` explains. */
export interface Question {
  readonly ns: string
  readonly collection: Collection | undefined
  readonly search: Search
}
