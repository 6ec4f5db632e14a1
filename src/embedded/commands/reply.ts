import { Long } from 'bson'
import type { Call } from '../context.ts'
import { BATCH, takeBatch } from '../cursors.ts'
import { fail } from '../errors.ts'
import { sessionKey } from '../sessions.ts'
import type { Collection } from '../storage/catalog.ts'
import type { ReadView } from '../storage/view.ts'
import { encode, encodeCursorReply } from '../values/encode.ts'
import type { Doc } from '../values/types.ts'
import { numberField } from './common.ts'

/** What a cursor gives: encoded documents, read from a state that is kept as long as the cursor is open. */
export interface Source {
  readonly ns: string
  readonly collection?: Collection | undefined
  readonly documents: (view: ReadView) => Iterable<Buffer>
}

export interface BatchOptions {
  readonly batchSize?: number | undefined
  readonly single?: boolean
  readonly lasting?: boolean
}

/** Answers with a first batch, and a cursor for the rest. */
export function cursorReply(
  call: Call,
  { ns, collection, documents }: Source,
  { batchSize = BATCH.first, single, lasting }: BatchOptions,
): Buffer {
  const { view, release } = call.transaction ? { view: call.view, release: () => undefined } : frozen(call)
  try {
    const source = documents(view)[Symbol.iterator]()
    const state = { source, pending: undefined }
    const batch = batchSize === 0 && !single ? { documents: [], exhausted: false } : takeBatch(state, batchSize)
    if (batch.exhausted || single || !more(state)) {
      release()
      return encodeCursorReply('firstBatch', batch.documents, { id: Long.ZERO, ns }, { ok: 1 })
    }
    const lsid = call.body['lsid']
    const session = lsid === undefined ? undefined : sessionKey(lsid)
    const cursor = call.shared.cursors.add(
      { ns, collection, ...state, transaction: call.transaction, session, release },
      lasting === true,
    )
    return encodeCursorReply('firstBatch', batch.documents, { id: cursor.id, ns }, { ok: 1 })
  } catch (error) {
    release()
    throw error
  }
}

/** Looks one document ahead, so that a cursor that has nothing more is closed at once, as MongoDB does where it knows. */
function more(state: { source: Iterator<Buffer>; pending: Buffer | undefined }): boolean {
  if (state.pending) return true
  const next = state.source.next()
  if (next.done) return false
  state.pending = next.value
  return true
}

function frozen(call: Call): { view: ReadView; release: () => void } {
  const snapshot = call.shared.catalog.engine.snapshot()
  return { view: snapshot, release: () => snapshot.release() }
}

export function nextBatch(call: Call): Buffer {
  const name = call.body['collection']
  if (typeof name !== 'string') fail('TypeMismatch', "BSON field 'getMore.collection' must be a string")
  const cursor = call.shared.cursors.find(call.body['getMore'], `${call.db}.${name}`)
  if (cursor.transaction !== call.transaction)
    fail(50_737, `Cannot run getMore on cursor ${cursor.id.toString()} outside of or in another transaction`)
  const batch = takeBatch(cursor, numberField(call.body, 'batchSize') ?? 0)
  const done = batch.exhausted || !more(cursor)
  if (done) call.shared.cursors.kill(cursor.id)
  return encodeCursorReply('nextBatch', batch.documents, { id: done ? Long.ZERO : cursor.id, ns: cursor.ns }, { ok: 1 })
}

/** A list of documents that are at hand as a cursor's answer. */
export function listReply(call: Call, ns: string, documents: readonly Doc[]): Buffer {
  const cursor = call.body['cursor'] as Doc | undefined
  const batchSize = cursor ? numberField(cursor, 'batchSize') : undefined
  return cursorReply(
    call,
    { ns, documents: () => documents.map((doc) => encode(doc)) },
    { batchSize: batchSize ?? documents.length + 1 },
  )
}
