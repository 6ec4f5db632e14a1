import { fail } from '../errors.ts'
import { decode } from '../values/decode.ts'
import { encode, MAX_MESSAGE } from '../values/encode.ts'
import type { Doc } from '../values/types.ts'

/** A command as it came in: by OP_MSG, or by the OP_QUERY with which old handshakes begin. */
export interface Request {
  readonly id: number
  readonly legacy: boolean
  /** No answer is wanted: an unacknowledged write. */
  readonly silent: boolean
  readonly body: Doc
  /** Lists of documents that came beside the body, still encoded. */
  readonly sequences: ReadonlyMap<string, readonly Buffer[]>
}

const OP = { reply: 1, query: 2004, msg: 2013 } as const
const HEADER = 16
const FLAGS = { checksum: 1, moreToCome: 2, required: 0xff_ff } as const

/** A frame that breaks the protocol: its connection is closed, nothing else is harmed. */
export class FrameError extends Error {}

/** The length of the first frame, or `undefined` while it is unknown. */
export function frameLength(bytes: Buffer): number | undefined {
  if (bytes.length < 4) return undefined
  const length = bytes.readInt32LE(0)
  if (length < HEADER + 4 || length > MAX_MESSAGE) throw new FrameError(`a message of ${length} bytes`)
  return length
}

/** Reads one whole frame. */
export function readRequest(frame: Buffer): Request {
  const id = frame.readInt32LE(4)
  const operation = frame.readInt32LE(12)
  try {
    if (operation === OP.msg) return readMessage(frame, id)
    if (operation === OP.query) return readQuery(frame, id)
  } catch (error) {
    throw error instanceof FrameError ? error : new FrameError('a malformed message', { cause: error })
  }
  throw new FrameError(`unknown operation ${operation}`)
}

function readMessage(frame: Buffer, id: number): Request {
  const flags = frame.readUInt32LE(HEADER)
  if ((flags & FLAGS.required & ~(FLAGS.checksum | FLAGS.moreToCome)) !== 0)
    throw new FrameError('unknown message flags')
  const end = flags & FLAGS.checksum ? frame.length - 4 : frame.length
  const sequences = new Map<string, Buffer[]>()
  let body: Doc | undefined
  let at = HEADER + 4
  while (at < end) {
    const kind = frame[at++]
    const size = frame.readInt32LE(at)
    if (size < 5 || at + size > end) throw new FrameError('a section that does not fit')
    const section = frame.subarray(at, at + size)
    if (kind === 0 && !body) body = decode(section)
    else if (kind === 1) readSequence(section, sequences)
    else throw new FrameError('unknown or repeated section')
    at += size
  }
  if (!body) throw new FrameError('a message without a body')
  return { id, legacy: false, silent: (flags & FLAGS.moreToCome) !== 0, body, sequences }
}

function readSequence(section: Buffer, sequences: Map<string, Buffer[]>): void {
  const nameEnd = section.indexOf(0, 4)
  if (nameEnd < 0) throw new FrameError('a sequence without a name')
  const name = section.toString('utf8', 4, nameEnd)
  const items: Buffer[] = []
  for (let at = nameEnd + 1; at < section.length;) {
    const size = section.readInt32LE(at)
    if (size < 5 || at + size > section.length) throw new FrameError('a document that does not fit')
    items.push(section.subarray(at, at + size))
    at += size
  }
  if (sequences.has(name)) throw new FrameError('a repeated sequence')
  sequences.set(name, items)
}

function readQuery(frame: Buffer, id: number): Request {
  const nameEnd = frame.indexOf(0, HEADER + 4)
  if (nameEnd < 0) throw new FrameError('a query without a name')
  const start = nameEnd + 1 + 8
  const size = frame.readInt32LE(start)
  const namespace = frame.toString('utf8', HEADER + 4, nameEnd)
  if (!namespace.endsWith('.$cmd')) fail('CommandNotSupported', 'OP_QUERY is no longer supported')
  const body = decode(frame.subarray(start, start + size))
  return { id, legacy: true, silent: false, body: { ...body, $db: namespace.slice(0, -5) }, sequences: new Map() }
}

/** The frame that answers a request. */
export function writeReply(request: Request, id: number, reply: Doc | Buffer): Buffer {
  const document = Buffer.isBuffer(reply) ? reply : encode(reply)
  const head = request.legacy ? legacyHead() : Buffer.alloc(5)
  const header = Buffer.alloc(HEADER)
  header.writeInt32LE(HEADER + head.length + document.length, 0)
  header.writeInt32LE(id, 4)
  header.writeInt32LE(request.id, 8)
  header.writeInt32LE(request.legacy ? OP.reply : OP.msg, 12)
  return Buffer.concat([header, head, document])
}

/** Flags (await capable), cursor, start, and the number of documents: one. */
function legacyHead(): Buffer {
  const head = Buffer.alloc(20)
  head.writeInt32LE(8, 0)
  head.writeInt32LE(1, 16)
  return head
}
