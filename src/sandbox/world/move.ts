import type { Services } from '../services.ts'
import { nextRetryAt, runDueRetries } from '../deliveries/retries.ts'
import { realNow } from '../real-time.ts'

/** What moves with the clock: an app in the same process, or one that follows from another. */
export interface Follower {
  nextDueAt(after: Date): Promise<Date | null>
  runDue(now: Date): Promise<void>
  settled?(): Promise<void>
}

export interface Mover {
  follow(follower: Follower): () => void
  /** Goes to an instant, visiting each at which something is due. One move at a time. */
  moveTo(to: number): Promise<void>
  /** The sandbox's own due things while the clock runs by itself. */
  stop(): void
}

/** What is still due after so many visits at one instant is tried again a minute later, as a tick would. */
const AGAIN = 5
const STEP_MS = 60_000
/** How long, in real time, an app may be busy at one instant before the move goes on. */
const SETTLE_MS = 10_000

export function openMover(
  s: Services,
  own: { readonly nextAt: () => number | undefined; readonly runDue: () => Promise<void> },
): Mover {
  const followers = new Set<Follower>()
  let moving: Promise<void> = Promise.resolve()
  const { clock } = s.world

  const ownNext = (): number | undefined => earliest([own.nextAt(), nextRetryAt(s)])
  const runOwn = async (): Promise<void> => {
    await Promise.all([runDueRetries(s), own.runDue()])
  }

  const nextDue = async (after: number): Promise<number | undefined> => {
    const asked = await Promise.all([...followers].map((follower) => follower.nextDueAt(new Date(after))))
    return earliest([ownNext(), ...asked.map((date) => date?.getTime())])
  }

  const visit = async (): Promise<void> => {
    await runOwn()
    for (const follower of followers) await follower.runDue(clock.now())
    for (const follower of followers) await follower.settled?.()
    await s.activity.quiet(0, realNow() + SETTLE_MS)
    await s.world.commit()
  }

  const move = async (to: number): Promise<void> => {
    const release = clock.hold()
    try {
      let again = 0
      for (;;) {
        const now = clock.ms()
        const due = await nextDue(now)
        if (due === undefined) break
        again = due > now ? 0 : again + 1
        const at = due > now ? due : again > AGAIN ? now + STEP_MS : now
        if (at > to) break
        clock.set(at)
        await visit()
      }
      clock.set(to)
    } finally {
      release()
    }
    await s.world.commit()
  }

  const ticking = setInterval(() => {
    const next = ownNext()
    if (clock.running && next !== undefined && next <= clock.ms()) void runOwn()
  }, 500)
  ticking.unref()

  return {
    follow: (follower) => {
      followers.add(follower)
      return () => followers.delete(follower)
    },
    moveTo: (to) => {
      moving = moving.catch(() => undefined).then(() => move(to))
      return moving
    },
    stop: () => clearInterval(ticking),
  }
}

function earliest(times: readonly (number | undefined)[]): number | undefined {
  let first: number | undefined
  for (const time of times) if (time !== undefined && (first === undefined || time < first)) first = time
  return first
}
