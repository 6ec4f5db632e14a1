import { BSONSymbol, Code, Decimal128, Double, Long, Timestamp } from 'bson'

/**
 * A BSON document in memory. Types are kept exactly: an int32 is a whole JavaScript number in its range, a double any
 * other number or a `Double` where it would look like an int32; a long is a `Long`, a regular expression a `BSONRegExp`.
 */
export type Doc = { [key: string]: unknown }

/** MongoDB's order of types; numbers share a bracket, so do strings and symbols. Also the tag byte of index keys. */
export const ORDER = {
  minKey: 0x0a,
  undefined: 0x0f,
  null: 0x14,
  number: 0x1e,
  string: 0x3c,
  object: 0x46,
  array: 0x50,
  binary: 0x5a,
  objectId: 0x64,
  bool: 0x6e,
  date: 0x78,
  timestamp: 0x82,
  regex: 0x8c,
  dbPointer: 0x96,
  code: 0xa0,
  codeWithScope: 0xaa,
  maxKey: 0xf0,
} as const

export function isDoc(value: unknown): value is Doc {
  return typeof value === 'object' && value !== null && typeOrder(value) === ORDER.object
}

export function isNumber(value: unknown): value is number | Long | Double | Decimal128 {
  return typeof value === 'number' || (typeof value === 'object' && value !== null && typeOrder(value) === ORDER.number)
}

/** The type bracket of a value; a missing value (`undefined`) counts as null. */
export function typeOrder(value: unknown): number {
  switch (typeof value) {
    case 'number':
    case 'bigint':
      return ORDER.number
    case 'string':
      return ORDER.string
    case 'boolean':
      return ORDER.bool
    case 'object':
      return value === null ? ORDER.null : objectOrder(value)
    default:
      return ORDER.null
  }
}

function objectOrder(value: object): number {
  if (Array.isArray(value)) return ORDER.array
  const tag: unknown = (value as { _bsontype?: unknown })._bsontype
  if (typeof tag !== 'string') return value instanceof Date ? ORDER.date : ORDER.object
  if (value instanceof Code) return value.scope ? ORDER.codeWithScope : ORDER.code
  return BY_TAG[tag] ?? ORDER.object
}

const BY_TAG: { readonly [tag: string]: number } = {
  ObjectId: ORDER.objectId,
  Long: ORDER.number,
  Double: ORDER.number,
  Int32: ORDER.number,
  Decimal128: ORDER.number,
  Timestamp: ORDER.timestamp,
  Binary: ORDER.binary,
  BSONRegExp: ORDER.regex,
  BSONSymbol: ORDER.string,
  MinKey: ORDER.minKey,
  MaxKey: ORDER.maxKey,
  DBRef: ORDER.dbPointer,
}

const NAMES: readonly (readonly [number, string, number])[] = [
  [ORDER.minKey, 'minKey', -1],
  [ORDER.null, 'null', 10],
  [ORDER.string, 'string', 2],
  [ORDER.object, 'object', 3],
  [ORDER.array, 'array', 4],
  [ORDER.binary, 'binData', 5],
  [ORDER.objectId, 'objectId', 7],
  [ORDER.bool, 'bool', 8],
  [ORDER.date, 'date', 9],
  [ORDER.timestamp, 'timestamp', 17],
  [ORDER.regex, 'regex', 11],
  [ORDER.dbPointer, 'dbPointer', 12],
  [ORDER.code, 'javascript', 13],
  [ORDER.codeWithScope, 'javascriptWithScope', 15],
  [ORDER.maxKey, 'maxKey', 127],
]

/** Which of the four numeric types a number has. */
export function numericType(value: number | Long | Double | Decimal128): 'int' | 'long' | 'double' | 'decimal' {
  if (typeof value === 'number') return isInt32(value) ? 'int' : 'double'
  if (value instanceof Long) return 'long'
  return value instanceof Decimal128 ? 'decimal' : 'double'
}

export function isInt32(value: number): boolean {
  return (value | 0) === value && !Object.is(value, -0)
}

/** What counts as true in MongoDB: all but false, null, missing and zero. */
export function truthy(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === 0) return false
  if (value instanceof Double) return value.value !== 0
  if (value instanceof Long) return value instanceof Timestamp || !value.isZero()
  return value instanceof Decimal128 ? Number(value.toString()) !== 0 : true
}

/** The name that `$type` uses. */
export function typeName(value: unknown): string {
  if (value === undefined) return 'missing'
  if (isNumber(value)) return numericType(value)
  if (value instanceof BSONSymbol) return 'symbol'
  const order = typeOrder(value)
  return NAMES.find(([at]) => at === order)?.[1] ?? 'undefined'
}

const CODES_BY_NAME = new Map<string, number>([
  ...NAMES.map(([, name, code]) => [name, code] as const),
  ['double', 1],
  ['int', 16],
  ['long', 18],
  ['decimal', 19],
  ['symbol', 14],
  ['undefined', 6],
])

/** The type names that a `$type` operand stands for; `undefined` when it names none. */
export function namedTypes(operand: unknown): readonly string[] | undefined {
  if (operand === 'number') return ['int', 'long', 'double', 'decimal']
  if (typeof operand === 'string') return CODES_BY_NAME.has(operand) ? [operand] : undefined
  const code = isNumber(operand) ? Number(operand) : Number.NaN
  const found = [...CODES_BY_NAME].find(([, value]) => value === code)
  return found && [found[0]]
}
