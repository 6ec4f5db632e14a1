import type { Services } from '../services.ts'
import { nextRetryAt, runDueRetries } from '../deliveries/retries.ts'
import { realNow } from '../real-time.ts'

/** What moves with the clock: an app in the same process, or one that follows from another. */
export interface Follower {
  nextDueAt(after: Date): Promise<Date | null>
  runDue(now: Date): Promise<void>
  settled?(): Promise<void>
  /** Told whenever the clock was set, stopped or let run. */
  clockIs?(now: Date, running: boolean): void
}

export interface Mover {
  follow(follower: Follower): () => void
  /** Goes to an instant, visiting each at which something is due. One move at a time. */
  moveTo(to: number): Promise<void>
  /** Tells all followers what the clock says now. */
  tell(): void
  /** The sandbox's own due things while the clock runs by itself. */
  stop(): void
}

interface Due {
  readonly follower: Follower
  readonly at: number | undefined
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
  const runOwn = (): Promise<void> => Promise.all([runDueRetries(s), own.runDue()]).then(() => undefined)

  const tell = (running: boolean): void => {
    for (const follower of followers) follower.clockIs?.(clock.now(), running)
  }

  const visit = async (due: readonly Due[]): Promise<void> => {
    tell(false)
    await runOwn()
    for (const { follower, at } of due) if (at !== undefined && at <= clock.ms()) await follower.runDue(clock.now())
    for (const follower of followers) await follower.settled?.()
    await s.activity.quiet(0, realNow() + SETTLE_MS)
    await s.world.commit()
  }

  const move = async (to: number): Promise<void> => {
    const release = clock.hold()
    try {
      // What is due where the clock stands comes first: after a crash an app may still be at it.
      await visit([...followers].map((follower) => ({ follower, at: clock.ms() })))
      let again = 0
      for (;;) {
        const now = clock.ms()
        const asked = await askAll(followers, now)
        const due = earliest([ownNext(), ...asked.map(({ at }) => at)])
        if (due === undefined) break
        again = due > now ? 0 : again + 1
        const at = due > now ? due : again > AGAIN ? now + STEP_MS : now
        if (at > to) break
        clock.set(at)
        await visit(asked)
      }
      clock.set(to)
    } finally {
      release()
      tell(clock.running)
    }
    await s.world.commit()
  }

  const ticking = everyHalfSecond(() => {
    const next = ownNext()
    return clock.running && next !== undefined && next <= clock.ms() ? runOwn() : undefined
  })

  return {
    follow: (follower) => {
      followers.add(follower)
      return () => followers.delete(follower)
    },
    moveTo: (to) => {
      moving = moving.catch(() => undefined).then(() => move(to))
      return moving
    },
    tell: () => tell(clock.running),
    stop: () => clearInterval(ticking),
  }
}

/** When each follower has something to do next. */
function askAll(followers: ReadonlySet<Follower>, after: number): Promise<Due[]> {
  const asked = [...followers].map(async (follower) => {
    const due = await follower.nextDueAt(new Date(after))
    return { follower, at: due?.getTime() }
  })
  return Promise.all(asked)
}

/** Own due things while the clock runs by itself: repetitions of events, scheduled messages. */
function everyHalfSecond(work: () => Promise<void> | undefined): NodeJS.Timeout {
  return setInterval(() => void work(), 500).unref()
}

function earliest(times: readonly (number | undefined)[]): number | undefined {
  let first: number | undefined
  for (const time of times) if (time !== undefined && (first === undefined || time < first)) first = time
  return first
}
