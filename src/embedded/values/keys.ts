import { createHash } from 'node:crypto'
import type { Binary, BSONRegExp, Code, DBRef, ObjectId, Timestamp } from 'bson'
import { splitNumber } from './numbers.ts'
import type { Numeric } from './numbers.ts'
import { ORDER, typeOrder } from './types.ts'
import type { Doc } from './types.ts'

/**
 * Index keys: bytes whose plain order is MongoDB's order of the values, so that the storage's ranges answer equality,
 * range and sort. A field is a tag byte (its type bracket) and a payload; a descending field has all its bytes inverted.
 */

/** Longer keys are cut and end with a hash: still exact for equality, but no longer for order. */
export const MAX_KEY = 1800

/** Turns a string into what a collation compares; the identity for simple comparison. */
export type Fold = (text: string) => string

/** A growing buffer; one instance is enough as encoding never interleaves. */
let scratch = Buffer.alloc(4096)
let used = 0

function room(bytes: number): void {
  if (used + bytes <= scratch.length) return
  const larger = Buffer.alloc(Math.max(scratch.length * 2, used + bytes))
  scratch.copy(larger, 0, 0, used)
  scratch = larger
}

function byte(value: number): void {
  room(1)
  scratch[used++] = value
}

/** Text ends with a zero byte; within it 0 becomes 1 1, and 1 becomes 1 2, so that no text begins with a whole other one. */
function text(value: string): void {
  room(value.length * 3 + 1)
  const start = used
  used += scratch.write(value, used, 'utf8')
  const written = scratch.subarray(start, used)
  if (written.includes(0) || written.includes(1)) {
    const plain = Buffer.from(written)
    used = start
    for (const unit of plain) {
      if (unit > 1) byte(unit)
      else raw([1, unit + 1])
    }
  }
  byte(0)
}

function raw(bytes: ArrayLike<number>): void {
  room(bytes.length)
  scratch.set(bytes, used)
  used += bytes.length
}

/** A double whose bytes sort as the numbers do: NaN first, then from -Infinity up; -0 is 0. */
function double(value: number): void {
  room(8)
  if (Number.isNaN(value)) {
    scratch.fill(0, used, used + 8)
  } else {
    scratch.writeDoubleBE(value === 0 ? 0 : value, used)
    const flip = (scratch[used] ?? 0) >= 0x80
    for (let i = used; i < used + 8; i++) scratch[i] = flip ? ~(scratch[i] ?? 0) : (scratch[i] ?? 0)
    if (!flip) scratch[used] = (scratch[used] ?? 0) | 0x80
  }
  used += 8
}

function number(value: Numeric): void {
  const [near, rest] = splitNumber(value)
  double(near)
  byte(0x80 + Math.sign(rest))
  if (rest !== 0) double(rest)
}

function int64(value: bigint): void {
  room(8)
  scratch.writeBigUInt64BE(BigInt.asUintN(64, value + 2n ** 63n), used)
  used += 8
}

function date(value: Date): void {
  const time = value.getTime()
  // Two's complement of a 53-bit number, its sign bit flipped, without the cost of a BigInt.
  room(8)
  if (Number.isNaN(time)) return int64(-(2n ** 63n))
  const high = Math.floor(time / 0x1_0000_0000)
  scratch.writeUInt32BE((high ^ 0x8000_0000) >>> 0, used)
  scratch.writeUInt32BE((time - high * 0x1_0000_0000) >>> 0, used + 4)
  used += 8
}

function binary(value: Binary): void {
  room(5)
  scratch.writeUInt32BE(value.position, used)
  used += 4
  byte(value.sub_type)
  raw(value.value())
}

function doc(value: Doc, fold: Fold | undefined): void {
  for (const [name, item] of Object.entries(value)) {
    byte(typeOrder(item))
    text(name)
    payload(item, fold)
  }
  byte(0)
}

function array(value: readonly unknown[], fold: Fold | undefined): void {
  for (const item of value) field(item, fold)
  byte(0)
}

function field(value: unknown, fold: Fold | undefined): void {
  byte(typeOrder(value))
  payload(value, fold)
}

type Writer = (value: never, fold: Fold | undefined) => void

const WRITERS = new Map<number, Writer>([
  [ORDER.number, number],
  [ORDER.string, (value: unknown, fold) => text(fold ? fold(String(value)) : String(value))],
  [ORDER.object, doc],
  [ORDER.array, array],
  [ORDER.binary, binary],
  [ORDER.objectId, (value: ObjectId) => raw(value.id)],
  [ORDER.bool, (value: boolean) => byte(Number(value))],
  [ORDER.date, date],
  [ORDER.timestamp, (value: Timestamp) => int64(value.toBigInt() - 2n ** 63n)],
  [ORDER.regex, (value: BSONRegExp) => (text(value.pattern), text(value.options))],
  [ORDER.dbPointer, (value: DBRef) => (text(value.collection), raw(value.oid.id))],
  [ORDER.code, (value: Code) => text(value.code)],
  [ORDER.codeWithScope, (value: Code) => (text(value.code), doc(value.scope ?? {}, undefined))],
])

function payload(value: unknown, fold: Fold | undefined): void {
  // Each writer sees values of its own type bracket alone.
  const write = WRITERS.get(typeOrder(value)) as ((value: unknown, fold: Fold | undefined) => void) | undefined
  write?.(value, fold)
}

/** What an empty array stands for in an index: MongoDB's deprecated "undefined", below null. */
export const EMPTY_ARRAY = Symbol('empty array')

/** The fields of an index key one after the other. */
export function encodeFields(
  values: readonly unknown[],
  fields: readonly { readonly descending: boolean }[],
  fold?: Fold,
): Buffer {
  used = 0
  for (const [i, value] of values.entries()) {
    const start = used
    if (value === EMPTY_ARRAY) byte(ORDER.undefined)
    else field(value, fold)
    if (fields[i]?.descending) invert(scratch.subarray(start, used))
  }
  return Buffer.from(scratch.subarray(0, used))
}

/** One field of an index key. */
export const encodeField = (value: unknown, descending: boolean, fold?: Fold): Buffer =>
  encodeFields([value], [{ descending }], fold)

export function invert(bytes: Buffer): Buffer {
  for (let i = 0; i < bytes.length; i++) bytes[i] = ~(bytes[i] ?? 0)
  return bytes
}

/** Cuts a key that is too long for the storage; `cut` says that it happened. */
export function limitKey(key: Buffer): { readonly key: Buffer; readonly cut: boolean } {
  if (key.length <= MAX_KEY) return { key, cut: false }
  const hash = createHash('sha256').update(key).digest()
  return { key: Buffer.concat([key.subarray(0, MAX_KEY - hash.length), hash]), cut: true }
}

/** A text that is the same for all values that compare equal: the key of sets and groups. */
export function identity(value: unknown, fold?: Fold): string {
  return encodeField(value, false, fold).toString('latin1')
}
