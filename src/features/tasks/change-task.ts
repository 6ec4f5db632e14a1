import { answeredNudgePosts, changePosts } from './views.ts'
import type { Activity, Change, Via } from '../../domain/activity.ts'
import type { MessagePosition, Task, TaskFacts } from '../../domain/task.ts'
import { changeTask } from '../../domain/task-change.ts'
import { nextCheckOf } from '../../domain/task-sheet.ts'
import type { TaskSheet } from '../../domain/task-sheet.ts'
import { taskGone } from '../../errors.ts'
import type { Ports } from '../../ports.ts'

/** What changes something, from where, and what is said with it. */
export interface AnyCause {
  readonly workspaceId: string
  /** Null: nobody, it follows from what happened in Slack. */
  readonly actorId: string | null
  readonly via: Via
  readonly note: string | null
  /** The nudge that this answers: it is edited to say so, also when nothing changed. */
  readonly nudge?: MessagePosition | undefined
  /** Ties the entries of one deed together that changes several tasks: they are taken back together. */
  readonly groupId?: string | undefined
  /** The entry that this change takes back. */
  readonly undoes?: string
  /** Many tasks are changed at once: whoever does that tells the new owners, of all of them together. */
  readonly bundled?: boolean
  /** The thread in which it happened: those who follow it have seen it. */
  readonly thread?: MessagePosition | undefined
}

/** Who changes something, from where, and what they say with it. */
export interface Cause extends AnyCause {
  readonly actorId: string
}

export interface Changed {
  readonly sheet: TaskSheet
  readonly changes: readonly Change[]
  /** The entry that an undo names; null when nothing changed. */
  readonly activityId: string | null
  /** Nothing changed, but what was said with it was kept as a note. */
  readonly noted: boolean
  /** The task that follows a recurring one that was completed. */
  readonly next?: TaskSheet
}

function entryOf(ports: Ports, task: Task, cause: AnyCause, changes: readonly Change[]): Activity {
  const kind = cause.undoes ? 'undone' : changes.length > 0 ? 'changed' : 'noted'
  return {
    workspaceId: cause.workspaceId,
    id: ports.ids.next(),
    taskId: task.id,
    projectId: task.projectId,
    at: ports.clock.now(),
    actorId: cause.actorId,
    via: cause.via,
    kind,
    changes,
    note: cause.note,
    ...(cause.groupId === undefined ? {} : { groupId: cause.groupId }),
    undoes: cause.undoes ?? null,
    taskVersion: task.version,
  }
}

/** Nothing is to be changed; what was said with it is kept all the same, and a nudge is answered. */
async function keepNote(ports: Ports, sheet: TaskSheet, cause: AnyCause): Promise<Changed> {
  const noted = cause.note !== null
  if (noted) await ports.activities.add(entryOf(ports, sheet.task, cause, []))
  const changed = { sheet, changes: [], activityId: null, noted }
  for (const post of answeredNudgePosts(changed, ports.clock.now(), cause.nudge)) await ports.outbox.add(post)
  return changed
}

/** What of a task is to be changed, decided on the task as it is; it may be asked again. */
export type Decide = (task: Task, now: Date) => Partial<TaskFacts> | Promise<Partial<TaskFacts>>

/** `applyChange` as a part of a transaction that has begun and changes more than this: whoever began it wakes the outbox. */
export async function changeWithin(ports: Ports, taskId: string, cause: AnyCause, decide: Decide): Promise<Changed> {
  const now = ports.clock.now()
  const before = await ports.tasks.get(cause.workspaceId, taskId)
  if (!before) throw taskGone()
  const { task, changes } = changeTask(before, await decide(before, now), now)
  const [drawn] = await ports.sheets.of([task])
  if (!drawn) throw taskGone()
  if (changes.length === 0) return keepNote(ports, drawn, cause)
  const saved = await ports.tasks.save({ ...task, nextCheckAt: nextCheckOf(drawn, now) })
  const sheet = { ...drawn, task: saved }
  const activity = entryOf(ports, saved, cause, changes)
  await ports.activities.add(activity)
  for (const post of changePosts(sheet, activity, cause)) await ports.outbox.add(post)
  return { sheet, changes, activityId: activity.id, noted: false }
}

/**
 * Changes one task by what `decide` says of it, with its log entry, its cards' edits and the new owner's notice, in one
 * transaction; a lost race decides again on the newer task, so that nothing is overwritten unseen.
 *
 * @throws whatever `decide` throws, and a UserError when the task is gone
 */
export async function applyChange(ports: Ports, taskId: string, cause: AnyCause, decide: Decide): Promise<Changed> {
  const changed = await ports.tx.run(() => changeWithin(ports, taskId, cause, decide))
  ports.wakeOutbox()
  return changed
}
