import type { OutboxBatch } from '../ports.ts'
import { deliverLane } from './deliver-lane.ts'
import type { Lane } from './deliver-lane.ts'

/** Channels that are worked off at the same time. */
const LANES = 8

/**
 * Claims and works off every channel that has something due, several at a time; true when there was any.
 *
 * `resting` is told until when (real time) each has nothing more to do.
 *
 * @throws what made a channel fail, once the others have been finished
 */
export async function deliverLanes(lane: Lane, resting: Map<string, number>): Promise<boolean> {
  const { outbox, clock } = lane.ports
  const busy = new Set<Promise<void>>()
  const failures: unknown[] = []
  let worked = false

  const begin = (batch: OutboxBatch): void => {
    const work = deliverLane(lane, batch)
      .then((notUntil) => void resting.set(batch.lane, notUntil))
      .catch((error: unknown) => void failures.push(error))
      .finally(() => busy.delete(work))
    busy.add(work)
  }

  for (;;) {
    const mayBegin = busy.size < LANES && failures.length === 0 && !lane.stopping()
    const batch = mayBegin ? await outbox.claim(clock.now(), clock.wall()) : undefined
    if (batch) {
      worked = true
      begin(batch)
    } else if (busy.size > 0) await Promise.race(busy)
    else break
  }
  if (failures.length > 0) throw failures[0]
  return worked
}
