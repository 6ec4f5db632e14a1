import { Long } from 'bson'
import type { Call, Command } from '../context.ts'
import { BATCH, takeBatch } from '../cursors.ts'
import type { OpenCursor } from '../cursors.ts'
import { fail } from '../errors.ts'
import { sessionKey } from '../sessions.ts'
import type { Collection } from '../storage/catalog.ts'
import type { ReadView } from '../storage/view.ts'
import { encode, encodeCursorReply } from '../values/encode.ts'
import { isNumber } from '../values/types.ts'
import type { Doc } from '../values/types.ts'
import { arrayField, docField, numberField } from './common.ts'

/** What a cursor gives: encoded documents, read from a state that is kept as long as the cursor is open. */
export interface Source {
  readonly ns: string
  readonly collection?: Collection | undefined
  readonly documents: (view: ReadView) => Iterable<Buffer>
}

export interface BatchOptions {
  readonly batchSize?: number | undefined
  /** The first batch is all there is to be. */
  readonly single?: boolean
  /** It does not end by itself. */
  readonly lasting?: boolean
}

/** Answers with a first batch, and a cursor for the rest. */
export function cursorReply(call: Call, source: Source, options: BatchOptions = {}): Buffer {
  const { ns, collection, documents } = source
  const { batchSize = BATCH.first, single = false, lasting = false } = options
  const snapshot = call.transaction ? undefined : call.shared.catalog.engine.snapshot()
  const release = (): void => snapshot?.release()
  try {
    const from = documents(snapshot ?? call.view)[Symbol.iterator]()
    const state = { source: from, pending: undefined }
    const batch = batchSize === 0 ? [] : takeBatch(state, batchSize)
    const last = single || !hasMore(state)
    const { lsid } = call.body
    const session = lsid === undefined ? undefined : sessionKey(lsid)
    const cursor = { ns, collection, ...state, transaction: call.transaction, session, release }
    const id = last ? Long.ZERO : call.shared.cursors.add(cursor, lasting)
    if (last) release()
    return encodeCursorReply('firstBatch', batch, { id, ns })
  } catch (error) {
    release()
    throw error
  }
}

/** Looks one document ahead, so that a cursor that has nothing more is closed at once, as MongoDB does where it knows. */
function hasMore(cursor: Pick<OpenCursor, 'source' | 'pending'>): boolean {
  const next = cursor.pending ? undefined : cursor.source.next()
  if (next && !next.done) cursor.pending = next.value
  return cursor.pending !== undefined
}

/** A list of documents that are at hand as a cursor's answer. */
export function listReply(call: Call, ns: string, documents: readonly Doc[]): Buffer {
  const batchSize = numberField(docField(call.body, 'cursor'), 'batchSize') ?? documents.length + 1
  return cursorReply(call, { ns, documents: () => documents.map((doc) => encode(doc)) }, { batchSize })
}

export const getMore: Command = {
  fields: 'collection batchSize',
  transactional: true,
  run({ shared, body, db, transaction }) {
    const ns = `${db}.${String(body['collection'])}`
    const { id, cursor } = shared.cursors.find(body['getMore'], ns)
    if (cursor.transaction !== transaction) fail(50_737, 'Cannot run getMore on a cursor of another transaction')
    const batch = takeBatch(cursor, numberField(body, 'batchSize') ?? 0)
    const more = hasMore(cursor)
    if (!more) shared.cursors.kill(id)
    return encodeCursorReply('nextBatch', batch, { id: more ? id : Long.ZERO, ns })
  },
}

export const killCursors: Command = {
  fields: 'cursors',
  transactional: true,
  run({ body, shared }) {
    const ids = arrayField(body, 'cursors').map((id) =>
      id instanceof Long ? id : Long.fromNumber(isNumber(id) ? Number(id) : 0),
    )
    const cursorsKilled = ids.filter((id) => shared.cursors.kill(id))
    const cursorsNotFound = ids.filter((id) => !cursorsKilled.includes(id))
    return { cursorsKilled, cursorsNotFound, cursorsAlive: [], cursorsUnknown: [], ok: 1 }
  },
}
