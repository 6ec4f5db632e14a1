import { createInBulk } from '../features/capture/create-in-bulk.ts'
import { runImport } from '../features/data/run-import.ts'
import { postDigest } from '../features/digests/post-digest.ts'
import { followUpTask } from '../features/follow-ups/follow-up-task.ts'
import { runBulk } from '../features/lists/run-bulk.ts'
import { changeInBulk } from '../features/tasks/change-in-bulk.ts'
import type { Ports } from '../ports.ts'

/** What runs by itself. */
export interface Jobs {
  /**
   * Does all that is due at `now` and resolves when nothing of it is left, what it posts included.
   *
   * Safe to call at any time, late, and in several processes; calls in one process follow one another.
   */
  runDue(now: Date): Promise<void>
  /** The first instant later than `after` at which something is due; null while nothing waits. */
  nextDueAt(after: Date): Promise<Date | null>
  /** Begins no further piece of work; resolves when those in hand are done. Their posts are left to delivery's own stop. */
  stop(): Promise<void>
}

/** A kind of work that is found by index: who claims it and who does one piece of it. */
interface Job {
  readonly name: string
  claim(now: Date, limit: number): Promise<readonly Due[]>
  work(due: Due): Promise<void>
  nextDueAt(after: Date): Promise<Date | null>
}

interface Due {
  readonly workspaceId: string
  readonly id: string
}

/** Pieces of work that are claimed, and done side by side, at a time. */
const BATCH = 8

/** The list of jobs; the outbox comes after them, since they fill it. */
const listJobs = (ports: Ports): readonly Job[] => [
  {
    name: 'follow-ups',
    claim: (now, limit) => ports.tasks.claimDue(now, limit),
    work: ({ workspaceId, id }) => followUpTask(ports, workspaceId, id),
    nextDueAt: (after) => ports.tasks.nextDueAt(after),
  },
  {
    name: 'digests',
    claim: (now, limit) => ports.projects.claimDue(now, limit),
    work: ({ workspaceId, id }) => postDigest(ports, workspaceId, id),
    nextDueAt: (after) => ports.projects.nextDueAt(after),
  },
  {
    // What a process left when it ended: whoever begins it works it off at once.
    name: 'bulk-changes',
    claim: (_now, limit) => ports.bulkDeeds.claimUnfinished(ports.clock.wall(), limit),
    work: ({ workspaceId, id }) => runBulk(ports, changeInBulk(ports), workspaceId, id),
    nextDueAt: async () => null,
  },
  {
    name: 'imports',
    claim: (_now, limit) => ports.imports.claimUnfinished(ports.clock.wall(), limit),
    work: ({ workspaceId, id }) => runImport(ports, createInBulk(ports), workspaceId, id),
    nextDueAt: async () => null,
  },
]

/** Makes the jobs; `deliverOutbox` sends all posts that are due. */
export function buildJobs(ports: Ports, deliverOutbox: () => Promise<void>): Jobs {
  const jobs = listJobs(ports)
  let last: Promise<void> = Promise.resolve()
  let inHand: Promise<void> = Promise.resolve()
  let stopped = false
  let endWaiting = (): void => {}
  const stopping = new Promise<void>((resolve) => {
    endWaiting = resolve
  })

  const workOffAll = async (now: Date): Promise<void> => {
    const run: Run = { ports, now, done: new Set(), stopping: () => stopped }
    let worked = true
    // What one job does may make work for another, or for itself, at the same instant.
    while (worked) {
      worked = false
      for (const job of jobs) worked = (await runJob(run, job)) || worked
    }
  }

  const run = async (now: Date): Promise<void> => {
    if (stopped) return
    inHand = workOffAll(now)
    await inHand
    // Delivery waits for Slack's patience; a stop does not wait for that, delivery has a stop of its own.
    if (!stopped) await Promise.race([deliverOutbox(), stopping])
  }

  return {
    runDue: (now) => {
      const next = last.then(() => run(now))
      last = next.catch(() => {})
      return next
    },
    nextDueAt: async (after) => {
      const { at } = await ports.outbox.nextDue(after)
      const instants = [at, ...(await Promise.all(jobs.map((job) => job.nextDueAt(after))))]
      const later = instants.filter((instant) => instant !== null).map((instant) => instant.getTime())
      return later.length > 0 ? new Date(Math.min(...later)) : null
    },
    stop: async () => {
      stopped = true
      endWaiting()
      await inHand
    },
  }
}

/** One pass through all that is due at an instant. */
interface Run {
  readonly ports: Ports
  readonly now: Date
  /**
   * What this run has had in hand: a piece that is due again at once, by a fault of its rule, waits for the next run
   * instead of going round and round.
   */
  readonly done: Set<string>
  readonly stopping: () => boolean
}

/** Works a job off, batch by batch; true if there was anything to do. */
async function runJob({ ports, now, done, stopping }: Run, job: Job): Promise<boolean> {
  let worked = false
  while (!stopping()) {
    const claimed = await claim(ports, job, now)
    const fresh = claimed.filter(({ id }) => !done.has(`${job.name} ${id}`))
    if (fresh.length === 0) return worked
    worked = true
    for (const { id } of fresh) done.add(`${job.name} ${id}`)
    await Promise.all(fresh.map((due) => workOff(ports, job, due)))
  }
  return false
}

async function claim(ports: Ports, job: Job, now: Date): Promise<readonly Due[]> {
  try {
    return await job.claim(now, BATCH)
  } catch (error) {
    ports.log.error({ err: error, job: job.name, reference: ports.ids.next() }, 'A job could not look for its work')
    return []
  }
}

/** One piece that fails stops no other; it is claimed again once its lease has ended. */
async function workOff(ports: Ports, job: Job, { workspaceId, id }: Due): Promise<void> {
  try {
    await job.work({ workspaceId, id })
  } catch (error) {
    const fields = { err: error, job: job.name, workspaceId, id, reference: ports.ids.next() }
    ports.log.error(fields, 'A piece of a job failed and will be tried again')
  }
}
