import { Binary, Long } from 'bson'
import { fail } from './errors.ts'
import { numberOf, sessionKey } from './sessions.ts'
import type { Engine } from './storage/engine.ts'
import { SPACE, within } from './storage/view.ts'
import type { View } from './storage/view.ts'
import { decode } from './values/decode.ts'
import { encode } from './values/encode.ts'
import { isDoc } from './values/types.ts'
import type { Doc } from './values/types.ts'

/** How long the answer to a retryable write is kept: as long as a session lives. */
const KEPT = 30 * 60_000

const keyOf = (lsid: unknown): Buffer =>
  Buffer.concat([Buffer.from([SPACE.retry]), Buffer.from(sessionKey(lsid), 'hex')])

/**
 * Runs a write exactly once: its answer is stored with it, in the same step, and a repetition with the same session and
 * number is given that answer. A new number replaces the session's last one.
 */
export function once<T extends Doc | Buffer>(view: View, body: Doc, now: Date, action: () => T): T {
  if (body['txnNumber'] === undefined || body['autocommit'] !== undefined) return action()
  const key = keyOf(body['lsid'])
  const number = numberOf(body['txnNumber'])
  const stored = view.get(key)
  const last = stored ? decode(stored) : undefined
  const known = last ? numberOf(last['number']) : -1n
  if (number < known)
    fail(
      'TransactionTooOld',
      `Retryable write with txnNumber ${number} is prohibited on session because a newer write with txnNumber ${known} has already been processed.`,
    )
  const { reply } = last ?? {}
  if (number === known && reply instanceof Binary) return decode(Buffer.from(reply.value())) as T
  const made = action()
  const bytes = Buffer.isBuffer(made) ? made : encode(isDoc(made) ? made : {})
  view.put(key, encode({ number: Long.fromBigInt(number), at: now, reply: new Binary(bytes) }))
  return made
}

/** Forgets answers that nobody can ask for any more. */
export function forgetOld(engine: Engine, now: Date): void {
  const old: Buffer[] = []
  for (const { key, value } of engine.live.range(within(Buffer.from([SPACE.retry])))) {
    const { at } = decode(value)
    if (!(at instanceof Date) || now.getTime() - at.getTime() > KEPT) old.push(key)
  }
  if (old.length > 0) engine.write((view) => old.forEach((key) => view.remove(key)))
}
