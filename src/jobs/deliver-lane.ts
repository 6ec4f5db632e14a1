import { changesMessage } from '../domain/notice.ts'
import type { OutboxBatch } from '../ports.ts'
import { deliverRow } from './deliver-row.ts'
import type { DeliveryPorts, Memory, RowOutcome } from './deliver-row.ts'
import type { Pace } from './pace.ts'

/** No row is begun later than this after the claim, so that other processes get their turn. */
const WORKING_TIME = 30_000

export interface Lane {
  readonly ports: DeliveryPorts
  readonly pace: Pace
  readonly memory: Memory
  readonly stopping: () => boolean
  /** Waits in real time; ends early when delivery stops. */
  readonly sleep: (milliseconds: number) => Promise<void>
  readonly onOutcome: (outcome: RowOutcome['kind']) => void
}

/**
 * Works off one channel's rows in their order and gives the channel back.
 *
 * A message that waits holds up what is behind it: what was said first is read first. Resolves to the real time before
 * which the channel has nothing to do.
 */
export async function deliverLane(lane: Lane, batch: OutboxBatch): Promise<number> {
  const { ports, pace } = lane
  const begun = ports.clock.wall()
  let notUntil = begun
  try {
    for (const row of batch.rows) {
      const isMessage = !changesMessage(row.to)
      if (isMessage) await lane.sleep(pace.left(batch.lane))
      if (lane.stopping() || ports.clock.wall() - begun > WORKING_TIME) break
      const outcome = await deliverRow(ports, row, lane.memory)
      lane.onOutcome(outcome.kind)
      if (outcome.kind === 'sent' && isMessage) pace.note(batch.lane)
      // What waits holds up those behind it, so that people read in order; an edit, which nobody waits for, does not.
      if (outcome.kind === 'waiting' && isMessage) {
        notUntil = outcome.retryAt
        break
      }
    }
  } catch (error) {
    // The lease ended and somebody else has the channel: they go on where this one stopped.
    if (!(error instanceof Error && error.name === 'StaleVersion')) throw error
    ports.log.warn({ err: error, lane: batch.lane }, 'A channel was taken over by another process')
  } finally {
    notUntil = Math.max(notUntil, pace.heldUntil(batch.lane))
    await ports.outbox.release(batch, notUntil)
  }
  return notUntil
}
