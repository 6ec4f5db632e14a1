import type { Cause } from './change-task.ts'
import { followingCardPosts } from './views.ts'
import { nextTask } from '../../domain/next-task.ts'
import { createdEntry } from '../../domain/activity.ts'
import type { Task } from '../../domain/task.ts'
import { keyOf } from '../../domain/references.ts'
import { withNextCheck } from '../../domain/task-sheet.ts'
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
  const { next } = await ports.newTasks.create({ workspaceId, id: projectId }, async (number) => {
    const identity = { id: ports.ids.next(), reference: `${keyOf(done.reference)}-${number}` }
    const made = nextTask(done, identity, cause.actorId, ports.clock.now())
    const [draft] = made ? await ports.sheets.of([made]) : []
    if (!draft) throw taskGone()
    const next = withNextCheck(draft, draft.task.createdAt)
    const { task } = next
    const entry = createdEntry(task, { ...cause, id: ports.ids.next() })
    return { next, task, entry, posts: followingCardPosts(next, done, task.createdAt) }
  })
  return next
}
