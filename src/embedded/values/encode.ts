import { serialize } from 'bson'
import type { Doc } from './types.ts'

/** MongoDB's limit for a document, and for a message. */
export const MAX_DOCUMENT = 16 * 1024 * 1024
export const MAX_MESSAGE = 48_000_000

/** Encodes a document; fields that are `undefined` are left out. */
export function encode(doc: Doc): Buffer {
  const bytes = serialize(doc, { ignoreUndefined: true })
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

const fieldsOf = (doc: Doc): Buffer => encode(doc).subarray(4, -1)

/** A document, or an array, of elements that are encoded already. */
function framed(elements: readonly Buffer[]): Buffer[] {
  const length = Buffer.alloc(4)
  length.writeInt32LE(elements.reduce((sum, each) => sum + each.length, 5))
  return [length, ...elements, Buffer.from([0])]
}

const element = (type: number, name: string): Buffer => Buffer.from(`${String.fromCharCode(type)}${name}\0`, 'latin1')

const TYPE = { document: 3, array: 4 } as const

/** The encoded answer `{ cursor: { [batch]: documents, …head }, ok: 1 }`, its documents copied as they are stored. */
export function encodeCursorReply(batch: string, documents: readonly Buffer[], head: Doc): Buffer {
  const items = framed(documents.flatMap((document, i) => [element(TYPE.document, String(i)), document]))
  const cursor = framed([element(TYPE.array, batch), ...items, fieldsOf(head)])
  return Buffer.concat(framed([element(TYPE.document, 'cursor'), ...cursor, fieldsOf({ ok: 1 })]))
}
