import { fail } from '../errors.ts'
import { matcher } from '../query/match.ts'
import { conditionsOf } from '../query/predicates.ts'
import type { Collection } from '../storage/catalog.ts'
import { isDoc, isNumber, typeName } from '../values/types.ts'
import type { Doc } from '../values/types.ts'
import { booleanField, collationFor, docField } from './common.ts'

const KNOWN = new Set(
  'v key name ns background unique sparse partialFilterExpression expireAfterSeconds collation'.split(' '),
)
/** Options that MongoDB has and this server has not. */
const NOT_SUPPORTED = new Set(
  `hidden storageEngine wildcardProjection weights default_language language_override textIndexVersion
  2dsphereIndexVersion bits min max bucketSize prepareUnique clustered`.split(/\s+/),
)
/** What the filter of a partial index may say. */
const PARTIAL = new Set(['$eq', '$gt', '$gte', '$lt', '$lte', '$exists', '$type', '$in'])

/** Checks an index as requested and completes it as MongoDB stores it. */
export function indexSpec(given: Doc, collection: Collection | undefined): Doc {
  for (const name of Object.keys(given)) {
    if (NOT_SUPPORTED.has(name)) fail('NotImplemented', `index option ${name} is not supported`)
    if (!KNOWN.has(name))
      fail('InvalidIndexSpecificationOption', `The field '${name}' is not valid for an index specification.`)
  }
  const { key, name } = given
  if (!isDoc(key) || Object.keys(key).length === 0) fail('CannotCreateIndex', 'Index keys cannot be empty.')
  for (const [path, direction] of Object.entries(key)) checkKey(path, direction)
  if (Object.keys(key).length > 32) fail(13_103, 'too many compound keys')
  if (typeof name !== 'string' || name === '') fail('FailedToParse', "an index needs a 'name'")
  const spec: Doc = { v: 2, key, name }
  for (const option of ['unique', 'sparse'] as const) if (booleanField(given, option)) spec[option] = true
  if (given['partialFilterExpression'] !== undefined) spec['partialFilterExpression'] = partialFilter(given)
  if (given['expireAfterSeconds'] !== undefined) spec['expireAfterSeconds'] = seconds(given, key)
  const collation = collationFor(collection, given)
  if (collation) spec['collation'] = collation.spec
  return spec
}

function checkKey(path: string, direction: unknown): void {
  if (path.split('.').includes('')) fail('CannotCreateIndex', 'Index keys cannot contain an empty field.')
  if (path.includes('$**')) fail('NotImplemented', 'wildcard indexes are not supported')
  if (path.startsWith('$')) fail('CannotCreateIndex', `Index key contains an illegal field name: ${path}`)
  if (typeof direction === 'string') fail('NotImplemented', `index type ${direction} is not supported`)
  if (!isNumber(direction) || !(Number(direction) !== 0))
    fail(
      'CannotCreateIndex',
      `Values in the index key pattern must be numbers other than 0, not ${typeName(direction)}`,
    )
}

function partialFilter(given: Doc): Doc {
  const filter = docField(given, 'partialFilterExpression')
  if (given['sparse'] === true) fail('CannotCreateIndex', "cannot mix 'partialFilterExpression' and 'sparse' options")
  matcher(filter)
  const { conditions, complete } = conditionsOf(filter)
  const wrong = conditions.find(({ op, operand }) => !PARTIAL.has(op) || (op === '$exists' && operand === false))
  if (wrong) fail('CannotCreateIndex', `Expression not supported in partial index: ${wrong.path} ${wrong.op}`)
  if (!complete) fail('NotImplemented', 'a partial index with $or is not supported')
  return filter
}

function seconds({ expireAfterSeconds: value }: Doc, key: Doc): unknown {
  if (!isNumber(value) || Number(value) < 0 || Number(value) > 2_147_483_647)
    fail('CannotCreateIndex', "TTL index 'expireAfterSeconds' option must be a number within an acceptable range")
  if (Object.keys(key).length > 1) fail('CannotCreateIndex', 'TTL indexes are single-field indexes')
  if ('_id' in key) fail('InvalidIndexSpecificationOption', "'expireAfterSeconds' is not valid for an _id index")
  return value
}
