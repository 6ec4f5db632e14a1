import type { Cause } from './change-task.ts'
import { followingCardPosts } from './views.ts'
import { nextTask } from '../../domain/next-task.ts'
import type { Activity } from '../../domain/activity.ts'
import type { Task } from '../../domain/task.ts'
import { keyOf } from '../../domain/references.ts'
import { nextCheckOf } from '../../domain/task-sheet.ts'
import type { TaskSheet } from '../../domain/task-sheet.ts'
import { taskGone } from '../../errors.ts'
import type { Ports } from '../../ports.ts'

/**
 * Makes the task that follows a recurring one, as a part of the transaction that completes it.
 *
 * @param done the task as it was before it was completed
 * @returns undefined where it does not repeat
 */
export async function makeNext(ports: Ports, done: Task, cause: Cause): Promise<TaskSheet | undefined> {
  if (!done.recurrence) return undefined
  const { workspaceId, projectId } = done
  // Numbers are taken apart from the transaction: one that begins again leaves a gap, which is allowed.
  const number = await ports.projects.takeNumber(workspaceId, projectId)
  const identity = { id: ports.ids.next(), reference: `${keyOf(done.reference)}-${number}` }
  const made = nextTask(done, identity, cause.actorId, ports.clock.now())
  const [sheet] = made ? await ports.sheets.of([made]) : []
  if (!made || !sheet) throw taskGone()
  const task = { ...made, nextCheckAt: nextCheckOf(sheet, made.createdAt) }
  const entry: Activity = {
    workspaceId,
    id: ports.ids.next(),
    taskId: task.id,
    projectId,
    at: task.createdAt,
    actorId: cause.actorId,
    via: cause.via,
    kind: 'created',
    changes: [],
    note: null,
    ...(cause.groupId === undefined ? {} : { groupId: cause.groupId }),
    undoes: null,
    taskVersion: task.version,
  }
  const next = { ...sheet, task }
  await ports.newTasks.add({ task, entry, posts: followingCardPosts(next, done, task.createdAt) })
  return next
}
