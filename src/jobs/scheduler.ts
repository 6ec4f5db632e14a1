import { schedule } from 'node-cron'
import type { ScheduledTask } from 'node-cron'
import type { Clock, Log } from '../ports.ts'
import type { Jobs } from './jobs.ts'

/** Ticks by real time and does whatever is due by then; it holds no state that a restart could lose. */
export interface Scheduler {
  /** Looks at once, since a downtime may just have ended, and then each minute. */
  start(): void
  /** Ends the ticks; resolves when a run that has begun is through. */
  stop(): Promise<void>
}

export interface SchedulerOptions {
  /** node-cron's pattern, six fields with seconds; each minute unless a test is in a hurry. */
  readonly pattern?: string
}

const EVERY_MINUTE = '0 * * * * *'

/** Makes the one user of node-cron. */
export function buildScheduler(
  jobs: Pick<Jobs, 'runDue'>,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
  { pattern = EVERY_MINUTE }: SchedulerOptions = {},
): Scheduler {
  let task: ScheduledTask | undefined
  let running: Promise<void> | undefined

  /** A long run is not doubled, not even by the tick after the first look: the next one does what has come due meanwhile. */
  const tick = (): Promise<void> => {
    running ??= jobs
      .runDue(clock.now())
      .catch((error: unknown) => log.error({ err: error }, 'A run of the jobs failed'))
      .finally(() => {
        running = undefined
      })
    return running
  }

  return {
    start: () => {
      if (task) return
      task = schedule(pattern, tick, {
        name: 'run-due',
        timezone: 'UTC',
        noOverlap: true,
        suppressMissedWarning: true,
        logger: cronLogger(log),
      })
      void tick()
    },
    stop: async () => {
      await task?.destroy()
      task = undefined
      await running
    },
  }
}

/** node-cron would write to the console. */
const cronLogger = (log: Log) => ({
  info: (message: string) => log.debug({ cron: message }, 'node-cron'),
  warn: (message: string) => log.debug({ cron: message }, 'node-cron'),
  error: (message: string | Error, error?: Error) =>
    log.error({ err: error ?? message }, 'node-cron met an error of its own'),
  debug: () => {},
})
