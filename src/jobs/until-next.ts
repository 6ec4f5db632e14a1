/** What comes due again within this time is waited for, so that a delivery leaves nothing behind that is nearly done. */
const SHORT_WAIT = 10_000
/** How long something that is due may be held by another process before this one leaves it to that process. */
const PATIENCE = 1_500
const POLL = 200

/** What a delivery knows when nothing can be claimed; real times in milliseconds since 1970, world times as dates. */
export interface Standing {
  /** The earliest post that waits for its instant (world time); null where none does. */
  readonly at: Date | null
  /** The earliest real time at which a post is to be tried again; null where none is. */
  readonly retryAt: number | null
  /** Until when channels that this process gave back have nothing to do. */
  readonly resting: readonly number[]
  readonly lastWorked: number
  readonly now: Date
  readonly wall: number
}

/**
 * Milliseconds until another look is worth while; undefined when nothing comes due soon.
 *
 * A timer may ring a moment before its time, and a post may come due between a look and this question: what has just come
 * due is looked at again.
 */
export function untilNext({ at, retryAt, resting, lastWorked, now, wall }: Standing): number | undefined {
  const dueInWorld = at !== null && at <= now
  const instants = [...(dueInWorld ? resting : []), ...(retryAt === null ? [] : [retryAt])]
  const waits = instants.map((instant) => instant - wall).filter((wait) => wait > 0 && wait <= SHORT_WAIT)
  const past = instants.filter((instant) => instant <= wall)
  // Due and not claimed: another process has it, or has just given it back, or it came due this moment.
  const isHeld = dueInWorld || past.length > 0
  if (isHeld && wall - Math.max(lastWorked, ...past) < PATIENCE) waits.push(POLL)
  return waits.length === 0 ? undefined : Math.min(...waits)
}
