/** A question about something that Runsheet needs in order to serve: true, or false, or it throws. */
export type Check = () => Promise<boolean> | boolean

export interface Readiness {
  readonly ready: boolean
  readonly checks: Readonly<Record<string, 'ok' | 'failed'>>
}

/** A check that says nothing for so long has failed: whoever asks about readiness does not wait either. */
const CHECK_LIMIT = 2_000

/** Asks all checks at the same time. */
export async function readiness(checks: Readonly<Record<string, Check>>, limit = CHECK_LIMIT): Promise<Readiness> {
  const answers = await Promise.all(
    Object.entries(checks).map(
      async ([name, check]) => [name, (await passes(check, limit)) ? 'ok' : 'failed'] as const,
    ),
  )
  return { ready: answers.every(([, answer]) => answer === 'ok'), checks: Object.fromEntries(answers) }
}

async function passes(check: Check, limit: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), limit)
  })
  try {
    return await Promise.race([Promise.resolve(check()), tooLate])
  } catch {
    // A check's failure is its answer; what failed logs it.
    return false
  } finally {
    clearTimeout(timer)
  }
}

/** Jobs run each minute; three that did not come are no accident. */
const HEARTBEAT_LIMIT = 3 * 60_000

export interface Heartbeat {
  /** Something that should happen regularly has happened. */
  readonly beat: () => void
  /** Whether it happened lately; true for as long after the start. */
  readonly check: Check
}

/** `wall` is real time in milliseconds. */
export function buildHeartbeat(wall: () => number, limit = HEARTBEAT_LIMIT): Heartbeat {
  let last = wall()
  return {
    beat: () => {
      last = wall()
    },
    check: () => wall() - last < limit,
  }
}
