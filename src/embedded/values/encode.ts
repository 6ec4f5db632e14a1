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

/** An array of documents that are encoded already, as the element `name` of a document. */
function arrayElement(name: string, items: readonly Buffer[]): Buffer[] {
  const parts: Buffer[] = []
  let size = 5
  for (const [i, item] of items.entries()) {
    const head = Buffer.from(`\u0003${i}\0`, 'latin1')
    parts.push(head, item)
    size += head.length + item.length
  }
  const length = Buffer.alloc(4)
  length.writeInt32LE(size)
  return [Buffer.from(`\u0004${name}\0`, 'latin1'), length, ...parts, Buffer.from([0])]
}

const sizeOf = (parts: readonly Buffer[]): number => parts.reduce((sum, part) => sum + part.length, 0)

function documentOf(parts: readonly Buffer[]): Buffer[] {
  const length = Buffer.alloc(4)
  length.writeInt32LE(sizeOf(parts) + 5)
  return [length, ...parts, Buffer.from([0])]
}

const inner = (doc: Doc): Buffer => encode(doc).subarray(4, -1)

/** The encoded answer `{ cursor: { [batch]: documents, …head }, …rest }`, its documents copied as they are stored. */
export function encodeCursorReply(batch: string, documents: readonly Buffer[], head: Doc, rest: Doc): Buffer {
  const cursor = documentOf([...arrayElement(batch, documents), inner(head)])
  return Buffer.concat(documentOf([Buffer.from('\u0003cursor\0', 'latin1'), ...cursor, inner(rest)]))
}
