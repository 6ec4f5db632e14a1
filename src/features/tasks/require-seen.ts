import type { Activity } from '../../domain/activity.ts'
import { changesAfter, meanwhileBy, reachesBack } from '../../domain/meanwhile.ts'
import type { Meanwhile } from '../../domain/meanwhile.ts'
import type { Task, TaskFact } from '../../domain/task.ts'
import type { Ports } from '../../ports.ts'

/** What somebody had before their eyes when they decided on a change. */
export interface Seen {
  readonly version: number
  readonly facts: readonly TaskFact[]
}

/** Others changed what somebody had before their eyes: they are to see it before their own change is made. */
export class ChangedMeanwhile extends Error {
  readonly task: Task
  readonly changes: readonly Meanwhile[]

  constructor(task: Task, changes: readonly Meanwhile[]) {
    super(`${task.reference} changed meanwhile`)
    this.name = 'ChangedMeanwhile'
    this.task = task
    this.changes = changes
  }
}

const PAGE = 50

/** The entries that changed a task after a version of it, newest first. */
export async function entriesAfter(
  { activities }: Pick<Ports, 'activities'>,
  { workspaceId, id, version: newest }: Task,
  version: number,
): Promise<readonly Activity[]> {
  if (newest <= version) return []
  const log: Activity[] = []
  for (let read = PAGE; read === PAGE && !reachesBack(log, version);) {
    const entries = await activities.ofTask(workspaceId, id, PAGE, log.length)
    log.push(...entries)
    read = entries.length
  }
  return changesAfter(log, version)
}

/** @throws ChangedMeanwhile when others changed one of the facts after they were seen */
export async function requireSeen(ports: Ports, task: Task, seen: Seen, actorId: string | null): Promise<void> {
  const changes = meanwhileBy(await entriesAfter(ports, task, seen.version), seen.facts, actorId)
  if (changes.length > 0) throw new ChangedMeanwhile(task, changes)
}
