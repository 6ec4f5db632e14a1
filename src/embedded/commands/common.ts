import type { Call } from '../context.ts'
import { fail } from '../errors.ts'
import type { Collection } from '../storage/catalog.ts'
import { collationOf } from '../values/collation.ts'
import type { Collation } from '../values/collation.ts'
import type { Variables } from '../pipeline/expression.ts'
import { expression } from '../pipeline/expression.ts'
import { isDoc, isNumber, typeName } from '../values/types.ts'
import type { Doc } from '../values/types.ts'

/** The full name of the collection that a command names in its first field. */
export function namespaceOf(call: Pick<Call, 'body' | 'name' | 'db'>): string {
  const name = call.body[call.name]
  if (typeof name !== 'string') fail('InvalidNamespace', `collection name has invalid type ${typeName(name)}`)
  return checkedNamespace(call.db, name)
}

export function checkedNamespace(db: string, name: string): string {
  const bad = name === '' || name.startsWith('.') || name.endsWith('.') || name.includes('$') || name.includes('\0')
  if (bad) fail('InvalidNamespace', `Invalid namespace specified '${db}.${name}'`)
  if (Buffer.byteLength(`${db}.${name}`) > 255)
    fail('InvalidNamespace', `Fully qualified namespace is too long. Namespace: ${db}.${name} Max: 255`)
  return `${db}.${name}`
}

/** The collection, noted as used by the command's transaction. */
export function collectionOf(call: Call, ns: string): Collection | undefined {
  const collection = call.shared.catalog.find(ns)
  if (collection) call.transaction?.touched.add(collection)
  return collection
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

export function docField(body: Doc, name: string, missing: Doc = {}): Doc {
  const value = body[name]
  if (value === undefined || value === null) return missing
  return isDoc(value)
    ? value
    : fail('TypeMismatch', `BSON field '${name}' is the wrong type '${typeName(value)}', expected type 'object'`)
}

export function numberField(body: Doc, name: string): number | undefined {
  const value = body[name]
  if (value === undefined || value === null) return undefined
  if (!isNumber(value))
    fail(
      'TypeMismatch',
      `BSON field '${name}' is the wrong type '${typeName(value)}', expected types '[long, int, decimal, double]'`,
    )
  const number = Math.trunc(Number(value))
  if (number < 0) fail(51_024, `BSON field '${name}' value must be >= 0, actual value '${number}'`)
  return number
}

export const booleanField = (body: Doc, name: string): boolean => {
  const value = body[name]
  if (value === undefined) return false
  if (typeof value === 'boolean') return value
  return isNumber(value)
    ? Number(value) !== 0
    : fail('TypeMismatch', `BSON field '${name}' is the wrong type '${typeName(value)}', expected type 'bool'`)
}

/** Refuses fields that a statement does not know. */
export function knownFields(where: string, body: Doc, known: ReadonlySet<string>): void {
  const unknown = Object.keys(body).find((name) => !known.has(name))
  if (unknown !== undefined) fail(40_415, `BSON field '${where}.${unknown}' is an unknown field.`)
}

/** A statement's collation, or the collection's own. */
export function collationFor(collection: Collection | undefined, body: Doc): Collation | undefined {
  if (body['collation'] !== undefined) return collationOf(body['collation'])
  return collationOf(collection?.options['collation'])
}

/** What expressions see as variables: `let`, and the time of the command. */
export function variablesOf(call: Call, given: unknown): Variables {
  const now = { NOW: call.shared.now() }
  if (given === undefined) return now
  if (!isDoc(given)) fail('TypeMismatch', "BSON field 'let' is the wrong type, expected type 'object'")
  const values = Object.entries(given).map(([name, value]) => [name, expression(value)({}, now)] as const)
  return { ...now, ...Object.fromEntries(values) }
}
