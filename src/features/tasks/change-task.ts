import { refuseCircle } from './refuse-circle.ts'
import { requireSeen } from './require-seen.ts'
import type { Seen } from './require-seen.ts'
import { settleNotices } from './settle-notices.ts'
import { tellWaiting } from './tell-waiting.ts'
import { answeredNudgePosts, changePosts, newsPosts, unfurlEdits } from './views.ts'
import type { Overrode } from './views.ts'
import type { Activity, Change, Via } from '../../domain/activity.ts'
import type { Meanwhile } from '../../domain/meanwhile.ts'
import { canOverride, overridden } from '../../domain/meanwhile.ts'
import type { MessagePosition, Task, TaskFacts } from '../../domain/task.ts'
import { changeTask } from '../../domain/task-change.ts'
import { withNextCheck } from '../../domain/task-sheet.ts'
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
  /** What whoever changes it had before their eyes: what others made of that since stops the change. */
  readonly seen?: Seen | undefined
  /** The message whose button it was pressed in, if it is to be answered in its place. */
  readonly pressed?: MessagePosition | undefined
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
  /** What was said with it and kept. */
  readonly note?: string | null
  /** The task that follows a recurring one that was completed. */
  readonly next?: TaskSheet
  /** What others had set moments before, whose place this took. */
  readonly overrode?: Overrode
  /** Who changed it, and reads what became of it. */
  readonly by?: string | null
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
  if (noted) {
    const entry = entryOf(ports, sheet.task, cause, [])
    await ports.activities.add(entry)
    for (const post of newsPosts(sheet, entry)) await ports.outbox.add(post)
  }
  const changed = { sheet, changes: [], activityId: null, noted, note: cause.note }
  for (const post of answeredNudgePosts(changed, ports.clock.now(), cause.nudge)) await ports.outbox.add(post)
  return changed
}

/** Enough of the log to know who set what is changed within the last moments. */
const JUST_BEFORE = 10

/** What others had set moments before in a task's facts, which changes take the place of; an undo is meant to do that. */
async function overrodeBy(ports: Ports, task: Task, changes: readonly Change[], { actorId, undoes }: AnyCause) {
  if (undoes !== undefined || !canOverride(changes)) return {}
  const log = await ports.activities.ofTask(task.workspaceId, task.id, JUST_BEFORE)
  const now = ports.clock.now()
  const overrode = overridden(changes, log, { actorId, now })
  if (overrode.length === 0) return {}
  return { overrode: { changes: overrode, names: await ports.sheets.names(task, overrode.map(asEntry)), now } }
}

const asEntry = ({ actorId, ...change }: Meanwhile) => ({ actorId, changes: [change] })

/** A changed task's sheet, which knows besides its people those whom it named before, and who changes it: notices are about them. */
async function drawChanged(ports: Ports, task: Task, before: Task, { actorId }: AnyCause): Promise<TaskSheet> {
  const sheet = (await ports.sheets.of([task, before])).find((each) => each.task === task)
  if (!sheet) throw taskGone()
  if (actorId === null || sheet.people.has(actorId)) return sheet
  const [actor] = await ports.members.getMany(task.workspaceId, [actorId])
  return actor ? { ...sheet, people: new Map([...sheet.people, [actorId, actor]]) } : sheet
}

/** What of a task is to be changed, decided on the task as it is; it may be asked again. */
export type Decide = (task: Task, now: Date) => Partial<TaskFacts> | Promise<Partial<TaskFacts>>

/**
 * `applyChange` as a part of a transaction that has begun and changes more than this: whoever began it wakes the outbox.
 *
 * @throws as `applyChange`
 */
export async function changeWithin(ports: Ports, taskId: string, cause: AnyCause, decide: Decide): Promise<Changed> {
  const now = ports.clock.now()
  const before = await ports.tasks.get(cause.workspaceId, taskId)
  if (!before) throw taskGone()
  if (cause.seen) await requireSeen(ports, before, cause.seen, cause.actorId)
  const { task, changes } = changeTask(before, await decide(before, now), now)
  await refuseCircle(ports, before, task.dependsOnIds)
  const drawn = await drawChanged(ports, task, before, cause)
  if (changes.length === 0) return keepNote(ports, drawn, cause)
  const overrode = await overrodeBy(ports, before, changes, cause)
  const saved = await ports.tasks.save(withNextCheck(drawn, now).task)
  const sheet = { ...drawn, task: saved }
  const activity = entryOf(ports, saved, cause, changes)
  await ports.activities.add(activity)
  const unfurled = await ports.unfurls.ofTask(cause.workspaceId, taskId)
  const posts = [...changePosts(sheet, activity, cause), ...unfurlEdits(saved, unfurled, now)]
  for (const post of posts) await ports.outbox.add(post)
  await settleNotices(ports, sheet, activity, cause.pressed)
  await tellWaiting(ports, sheet, activity)
  return { sheet, changes, activityId: activity.id, noted: false, note: cause.note, by: cause.actorId, ...overrode }
}

/**
 * Changes one task by what `decide` says of it, with its log entry, its cards' edits and the new owner's notice, in one
 * transaction; a lost race decides again on the newer task, so that nothing is overwritten unseen.
 *
 * @throws whatever `decide` throws, a UserError when the task is gone or tasks would wait for each other in a circle, and
 * `ChangedMeanwhile` when others changed what had been seen
 */
export async function applyChange(ports: Ports, taskId: string, cause: AnyCause, decide: Decide): Promise<Changed> {
  const changed = await ports.tx.run(() => changeWithin(ports, taskId, cause, decide))
  ports.wakeOutbox()
  return changed
}
