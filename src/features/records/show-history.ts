import type { Activity } from '../../domain/activity.ts'
import type { LogNames } from '../../domain/history.ts'
import type { Sight } from '../../domain/sight.ts'
import type { Task } from '../../domain/task.ts'
import { notUnderstood, unknownReference } from '../../errors.ts'
import type { Ports } from '../../ports.ts'

/** Entries on one page of a history. */
const PAGE_SIZE = 8

/** One page of what happened to a task, newest first. */
export interface History {
  readonly task: Task
  readonly entries: readonly Activity[]
  /** From 1. */
  readonly page: number
  /** There are older entries. */
  readonly more: boolean
  readonly names: LogNames
}

/**
 * Reads one page of a task's log: who changed what, from what to what, when, and from where.
 *
 * @throws UserError when several tasks are named, or the one that is named does not exist
 */
export async function showHistory(
  ports: Ports,
  sight: Sight,
  references: readonly string[],
  page: number,
): Promise<History> {
  const [reference = '', ...others] = references
  if (others.length > 0)
    throw notUnderstood(`A history is shown for one task at a time: /task history ${reference}. Nothing was changed.`)
  const task = await ports.tasks.byReference(sight, reference)
  if (!task) throw unknownReference(reference)
  // One more than a page holds tells whether there are older ones.
  const found = await ports.activities.ofTask(task.workspaceId, task.id, PAGE_SIZE + 1, (page - 1) * PAGE_SIZE)
  const entries = found.slice(0, PAGE_SIZE)
  return { task, entries, page, more: found.length > PAGE_SIZE, names: await ports.sheets.names(task, entries) }
}
