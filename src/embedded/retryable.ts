import { fail } from './errors.ts'
import { numberOf, sessionKey } from './sessions.ts'
import type { Engine } from './storage/engine.ts'
import { SPACE, within } from './storage/view.ts'
import type { View } from './storage/view.ts'
import { encode } from './values/encode.ts'
import type { Doc } from './values/types.ts'

/** How long the answer to a retryable write is kept: as long as a session lives. */
const KEPT = 30 * 60_000

const RETRIES = Buffer.from([SPACE.retry])

/** A session's last answer: the write's number, when it was given, and its bytes. */
const HEAD = 16

/**
 * Runs a write exactly once: its answer is stored with it, in the same step, and a repetition with the same session and
 * number is given that answer. A new number replaces the session's last one.
 */
export function once(view: View, body: Doc, now: Date, action: () => Doc | Buffer): Doc | Buffer {
  if (body['txnNumber'] === undefined || body['autocommit'] !== undefined) return action()
  const key = Buffer.concat([RETRIES, Buffer.from(sessionKey(body['lsid']), 'hex')])
  const number = numberOf(body['txnNumber'])
  const last = view.get(key)
  const known = last ? last.readBigInt64LE(0) : -1n
  if (number < known)
    fail(
      'TransactionTooOld',
      `Retryable write with txnNumber ${number} is prohibited: ${known} has already been processed.`,
    )
  if (last && number === known) return last.subarray(HEAD)
  const reply = action()
  const head = Buffer.alloc(HEAD)
  head.writeBigInt64LE(number, 0)
  head.writeDoubleLE(now.getTime(), 8)
  view.put(key, Buffer.concat([head, Buffer.isBuffer(reply) ? reply : encode(reply)]))
  return reply
}

/** Forgets answers that nobody can ask for any more. */
export function forgetOld(engine: Engine, now: Date): void {
  const old: Buffer[] = []
  for (const { key, value } of engine.live.range(within(RETRIES)))
    if (now.getTime() - value.readDoubleLE(8) > KEPT) old.push(key)
  if (old.length > 0) engine.write((view) => old.forEach((key) => view.remove(key)))
}
