import { fail } from '../errors.ts'
import { matcher } from '../query/match.ts'
import { conditionsOf } from '../query/predicates.ts'
import type { Collection } from '../storage/catalog.ts'
import { collationOf } from '../values/collation.ts'
import { isDoc, isNumber, typeName } from '../values/types.ts'
import type { Doc } from '../values/types.ts'

const KNOWN = new Set([
  'v',
  'key',
  'name',
  'ns',
  'background',
  'unique',
  'sparse',
  'hidden',
  'partialFilterExpression',
  'expireAfterSeconds',
  'collation',
])
const TEXT = new Set(['weights', 'default_language', 'language_override', 'textIndexVersion'])
const NOT_SUPPORTED = new Set([
  'storageEngine',
  'wildcardProjection',
  '2dsphereIndexVersion',
  'bits',
  'min',
  'max',
  'bucketSize',
  'prepareUnique',
  'clustered',
])
const PARTIAL = new Set(['$eq', '$gt', '$gte', '$lt', '$lte', '$exists', '$type', '$in'])

/** Checks an index as requested and completes it as MongoDB stores it. */
export function indexSpec(given: Doc, collection: Collection | undefined): Doc {
  checkOptions(given)
  const { key } = given
  if (!isDoc(key) || Object.keys(key).length === 0) fail('CannotCreateIndex', 'Index keys cannot be empty.')
  checkKey(key)
  if (typeof given['name'] !== 'string' || given['name'] === '')
    fail('FailedToParse', "The 'name' field is a required property of an index specification")
  const spec: Doc = { v: 2, key: withoutText(key), name: given['name'] }
  for (const name of ['unique', 'sparse', 'hidden'] as const) if (flag(given, name)) spec[name] = true
  if (given['partialFilterExpression'] !== undefined) spec['partialFilterExpression'] = partialFilter(given)
  if (given['expireAfterSeconds'] !== undefined) spec['expireAfterSeconds'] = seconds(given, key)
  const collation = collationOf(given['collation'] ?? collection?.options['collation'])
  if (collation) spec['collation'] = collation.spec
  return Object.values(key).includes('text') ? textSpec(spec, given, key) : spec
}

function checkOptions(given: Doc): void {
  for (const name of Object.keys(given)) {
    if (NOT_SUPPORTED.has(name)) fail('NotImplemented', `index option ${name} is not supported`)
    if (!KNOWN.has(name) && !TEXT.has(name))
      fail(
        'InvalidIndexSpecificationOption',
        `The field '${name}' is not valid for an index specification. Specification: ${JSON.stringify(given)}`,
      )
  }
}

function checkKey(key: Doc): void {
  for (const [path, direction] of Object.entries(key)) {
    if (path === '' || path.startsWith('.') || path.endsWith('.') || path.includes('..'))
      fail('CannotCreateIndex', 'Index keys cannot contain an empty field.')
    if (path.startsWith('$') || path.includes('$**'))
      fail(
        path.includes('$**') ? 'NotImplemented' : 'CannotCreateIndex',
        `Index key contains an illegal field name: field name starts with '$'. (${path})`,
      )
    if (direction === 'text') continue
    if (typeof direction === 'string') fail('NotImplemented', `index type ${direction} is not supported`)
    if (!isNumber(direction))
      fail(
        'CannotCreateIndex',
        `Values in v:2 index key pattern cannot be of type ${typeName(direction)}. Only numbers > 0, numbers < 0, and strings are allowed.`,
      )
    if (!(Number(direction) !== 0)) fail('CannotCreateIndex', 'Values in the index key pattern cannot be 0.')
  }
  if (Object.keys(key).length > 32) fail(13_103, 'too many compound keys')
}

function flag(given: Doc, name: string): boolean {
  const value = given[name]
  if (value === undefined) return false
  return typeof value === 'boolean' || isNumber(value)
    ? Boolean(Number(value))
    : fail('TypeMismatch', `The field '${name}' has value ${JSON.stringify(value)}, which is not convertible to bool`)
}

function partialFilter(given: Doc): Doc {
  const filter = given['partialFilterExpression']
  if (!isDoc(filter)) fail('TypeMismatch', "The field 'partialFilterExpression' must be an object")
  if (given['sparse'] === true) fail('CannotCreateIndex', "cannot mix 'partialFilterExpression' and 'sparse' options")
  matcher(filter)
  const { conditions, complete } = conditionsOf(filter)
  const wrong = conditions.find(({ op, operand }) => !PARTIAL.has(op) || (op === '$exists' && operand === false))
  if (wrong) fail('CannotCreateIndex', `Expression not supported in partial index: ${wrong.path} ${wrong.op}`)
  if (!complete) fail('NotImplemented', 'a partial index with $or is not supported')
  return filter
}

function seconds(given: Doc, key: Doc): unknown {
  const value = given['expireAfterSeconds']
  if (!isNumber(value))
    fail(
      'CannotCreateIndex',
      `TTL index 'expireAfterSeconds' option must be numeric, but received a type of '${typeName(value)}'`,
    )
  if (Number(value) < 0 || Number(value) > 2_147_483_647)
    fail(
      'CannotCreateIndex',
      "TTL index 'expireAfterSeconds' option must be within an acceptable range, try a different number",
    )
  if (Object.keys(key).length > 1)
    fail(
      'CannotCreateIndex',
      `TTL indexes are single-field indexes, compound indexes do not support TTL. Index spec: ${JSON.stringify(given)}`,
    )
  if ('_id' in key)
    fail(
      'InvalidIndexSpecificationOption',
      "The field 'expireAfterSeconds' is not valid for an _id index specification.",
    )
  return value
}

const TEXT_KEY = { _fts: 'text', _ftsx: 1 }

/** A text index's fields become its weights; what stands before them must be given as equalities in a search. */
function withoutText(key: Doc): Doc {
  const entries = Object.entries(key)
  const first = entries.findIndex(([, direction]) => direction === 'text')
  if (first < 0) return key
  const rest = entries.slice(first).filter(([path, direction]) => direction !== 'text' && path !== '_ftsx')
  if (rest.length > 0) fail('NotImplemented', 'fields after those of a text index are not supported')
  return { ...Object.fromEntries(entries.slice(0, first)), ...TEXT_KEY }
}

function textSpec(spec: Doc, given: Doc, key: Doc): Doc {
  if (given['unique'] === true || spec['collation'])
    fail('CannotCreateIndex', 'Text indexes cannot be unique or have a collation')
  const language = given['default_language'] ?? 'english'
  if (language !== 'none')
    fail(
      'NotImplemented',
      `text index default_language ${JSON.stringify(language)} is not supported: only 'none' (no stemming, no stop words)`,
    )
  const weights: Doc = {}
  const own = isDoc(given['weights']) ? given['weights'] : {}
  for (const [path, direction] of Object.entries(key))
    if (direction === 'text' && path !== '_fts') weights[path] = own[path] ?? 1
  return {
    ...spec,
    weights: { ...weights, ...own },
    default_language: 'none',
    language_override: 'language',
    textIndexVersion: 3,
  }
}
