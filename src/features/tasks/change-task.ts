import { answeredNudgePosts, changePosts } from './views.ts'
import type { Activity, Change, Via } from '../../domain/activity.ts'
import type { MessagePosition, Task, TaskFacts } from '../../domain/task.ts'
import { changeTask } from '../../domain/task-change.ts'
import { nextCheckOf } from '../../domain/task-sheet.ts'
import type { TaskSheet } from '../../domain/task-sheet.ts'
import { taskGone } from '../../errors.ts'
import type { Ports } from '../../ports.ts'

/** Who changes something, from where, and what they say with it. */
export interface Cause {
  readonly workspaceId: string
  readonly actorId: string
  readonly via: Via
  readonly note: string | null
  /** The nudge that this answers: it is edited to say so, also when nothing changed. */
  readonly nudge?: MessagePosition | undefined
  /** The entry that this change takes back. */
  readonly undoes?: string
}

export interface Changed {
  readonly sheet: TaskSheet
  readonly changes: readonly Change[]
  /** The entry that an undo names; null when nothing changed. */
  readonly activityId: string | null
}

/**
 * Changes one task by what `decide` says of it, with its log entry, its cards' edits and the new owner's notice, in one
 * transaction; a lost race decides again on the newer task, so that nothing is overwritten unseen.
 *
 * @throws whatever `decide` throws, and a UserError when the task is gone
 */
export async function applyChange(
  ports: Ports,
  taskId: string,
  cause: Cause,
  decide: (task: Task, now: Date) => Partial<TaskFacts> | Promise<Partial<TaskFacts>>,
): Promise<Changed> {
  const changed = await ports.tx.run(async () => {
    const now = ports.clock.now()
    const before = await ports.tasks.get(cause.workspaceId, taskId)
    if (!before) throw taskGone()
    const { task, changes } = changeTask(before, await decide(before, now), now)
    const [drawn] = await ports.sheets.of([task])
    if (!drawn) throw taskGone()
    if (changes.length === 0) {
      for (const post of answeredNudgePosts(drawn, changes, now, cause.nudge)) await ports.outbox.add(post)
      return { sheet: drawn, changes, activityId: null }
    }
    const saved = await ports.tasks.save({ ...task, nextCheckAt: nextCheckOf(drawn, now) })
    const sheet = { ...drawn, task: saved }
    const activity: Activity = {
      workspaceId: cause.workspaceId,
      id: ports.ids.next(),
      taskId,
      projectId: saved.projectId,
      at: now,
      actorId: cause.actorId,
      via: cause.via,
      kind: cause.undoes ? 'undone' : 'changed',
      changes,
      note: cause.note,
      undoes: cause.undoes ?? null,
      taskVersion: saved.version,
    }
    await ports.activities.add(activity)
    for (const post of changePosts(sheet, activity, cause.nudge)) await ports.outbox.add(post)
    return { sheet, changes, activityId: activity.id }
  })
  ports.wakeOutbox()
  return changed
}
