import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  DBRef,
  Decimal128,
  Double,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'bson'
import { fail } from '../errors.ts'
import { isInt32 } from './types.ts'
import type { Doc } from './types.ts'

/** How deep documents may nest, MongoDB's limit. */
const MAX_DEPTH = 200

interface Cursor {
  readonly bytes: Buffer
  at: number
  depth: number
}

/** Decodes one BSON document, types kept exactly (see `Doc`); throws InvalidBSON's error (22) on malformed bytes. */
export function decode(bytes: Buffer): Doc {
  const cursor = { bytes, at: 0, depth: 0 }
  try {
    const doc = readDocument(cursor, false) as Doc
    if (cursor.at !== bytes.length) fail('InvalidBSON', 'document length does not match its frame')
    return doc
  } catch (error) {
    if (error instanceof RangeError) fail('InvalidBSON', 'document is cut off')
    throw error
  }
}

function readDocument(cursor: Cursor, array: boolean): Doc | unknown[] {
  const start = cursor.at
  const size = cursor.bytes.readInt32LE(start)
  const end = start + size
  if (size < 5 || end > cursor.bytes.length || cursor.bytes[end - 1] !== 0)
    fail('InvalidBSON', 'document has an impossible length')
  if (++cursor.depth > MAX_DEPTH) fail('Overflow', 'document is nested too deeply')
  cursor.at = start + 4
  const out = array ? readItems(cursor, end) : readFields(cursor, end)
  if (cursor.at !== end - 1) fail('InvalidBSON', 'document does not end where it says')
  cursor.at = end
  cursor.depth--
  return out
}

function readFields(cursor: Cursor, end: number): Doc {
  const doc: Doc = {}
  while (cursor.at < end - 1) {
    const type = cursor.bytes[cursor.at++] ?? 0
    const name = cstring(cursor)
    const value = readValue(cursor, type)
    if (name === '__proto__')
      Object.defineProperty(doc, name, { value, writable: true, enumerable: true, configurable: true })
    else doc[name] = value
  }
  return doc
}

function readItems(cursor: Cursor, end: number): unknown[] {
  const items: unknown[] = []
  while (cursor.at < end - 1) {
    const type = cursor.bytes[cursor.at++] ?? 0
    cursor.at = cursor.bytes.indexOf(0, cursor.at) + 1
    items.push(readValue(cursor, type))
  }
  return items
}

/** Reads the value of a BSON type at the cursor and moves past it. */
function readValue(cursor: Cursor, type: number): unknown {
  const reader = READERS[type]
  if (!reader) fail('InvalidBSON', `unknown BSON type ${type}`)
  return reader(cursor)
}

type Reader = (cursor: Cursor) => unknown

const int32 = (c: Cursor): number => {
  const value = c.bytes.readInt32LE(c.at)
  c.at += 4
  return value
}
const int64 = (c: Cursor): Long => {
  const value = new Long(c.bytes.readInt32LE(c.at), c.bytes.readInt32LE(c.at + 4))
  c.at += 8
  return value
}
const double = (c: Cursor): number | Double => {
  const value = c.bytes.readDoubleLE(c.at)
  c.at += 8
  return isInt32(value) ? new Double(value) : value
}
const take = (c: Cursor, length: number): Buffer => {
  if (length < 0 || c.at + length > c.bytes.length) throw new RangeError('cut off')
  const part = c.bytes.subarray(c.at, c.at + length)
  c.at += length
  return part
}
const string = (c: Cursor): string => {
  const length = int32(c)
  if (length < 1) fail('InvalidBSON', 'string has an impossible length')
  return take(c, length).toString('utf8', 0, length - 1)
}
const binary = (c: Cursor): Binary => {
  const length = int32(c)
  const subtype = c.bytes.readUInt8(c.at++)
  if (subtype === Binary.SUBTYPE_BYTE_ARRAY) return new Binary(Uint8Array.from(take(c, length).subarray(4)), subtype)
  return new Binary(Uint8Array.from(take(c, length)), subtype)
}
const objectId = (c: Cursor): ObjectId => new ObjectId(Uint8Array.from(take(c, 12)))
const codeWithScope = (c: Cursor): Code => {
  int32(c)
  return new Code(string(c), readDocument(c, false))
}

const READERS: readonly (Reader | undefined)[] = Object.assign([] as (Reader | undefined)[], {
  0x01: double,
  0x02: string,
  0x03: (c: Cursor) => readDocument(c, false),
  0x04: (c: Cursor) => readDocument(c, true),
  0x05: binary,
  0x06: () => null,
  0x07: objectId,
  0x08: (c: Cursor) => c.bytes.readUInt8(c.at++) === 1,
  0x09: (c: Cursor) => new Date(int64(c).toNumber()),
  0x0a: () => null,
  0x0b: (c: Cursor) => new BSONRegExp(cstring(c), cstring(c)),
  0x0c: (c: Cursor) => new DBRef(string(c), objectId(c)),
  0x0d: (c: Cursor) => new Code(string(c)),
  0x0e: (c: Cursor) => new BSONSymbol(string(c)),
  0x0f: codeWithScope,
  0x10: int32,
  0x11: (c: Cursor) => new Timestamp(int64(c).toUnsigned()),
  0x12: int64,
  0x13: (c: Cursor) => new Decimal128(Uint8Array.from(take(c, 16))),
  0x7f: () => new MaxKey(),
  0xff: () => new MinKey(),
})

const NAMES = new Map<number, string>()

/** Field names repeat: the short ASCII ones come from a small table instead of being decoded each time. */
function cstring(cursor: Cursor): string {
  const { bytes, at } = cursor
  const end = bytes.indexOf(0, at)
  if (end < 0) throw new RangeError('cut off')
  cursor.at = end + 1
  const length = end - at
  if (length === 0) return ''
  if (length > 24) return bytes.toString('utf8', at, end)
  let hash = length
  for (let i = at; i < end; i++) hash = (Math.imul(hash, 31) + (bytes[i] ?? 0)) | 0
  const known = NAMES.get(hash)
  if (known !== undefined && sameAscii(known, bytes, at, length)) return known
  const name = bytes.toString('utf8', at, end)
  if (NAMES.size < 4096) NAMES.set(hash, name)
  return name
}

function sameAscii(name: string, bytes: Buffer, at: number, length: number): boolean {
  if (name.length !== length) return false
  for (let i = 0; i < length; i++) if (name.charCodeAt(i) !== bytes[at + i]) return false
  return true
}
