import { applyChange } from './change-task.ts'
import { latestDeed } from './find-tasks.ts'
import { undoneCardPosts } from './views.ts'
import type { Activity } from '../../domain/activity.ts'
import type { Task, TaskFacts } from '../../domain/task.ts'
import { MINUTE } from '../../domain/time.ts'
import { cannotUndo, taskGone } from '../../errors.ts'
import type { Ports } from '../../ports.ts'

/** How long a change can be taken back. */
const UNDO_MINUTES = 10

export interface UndoInput {
  readonly workspaceId: string
  readonly actorId: string
  readonly via: Activity['via']
  /** The entry to take back; null: the last thing that this person did. */
  readonly activityId: string | null
}

export interface Undone {
  readonly reference: string
  readonly title: string
  /** The task itself was taken away: its creation was what was undone. */
  readonly created: boolean
}

async function entryToUndo(
  ports: Ports,
  { workspaceId, actorId, activityId }: UndoInput,
  since: Date,
): Promise<Activity> {
  const entry = activityId
    ? await ports.activities.get(workspaceId, activityId)
    : await ports.activities.lastOf(workspaceId, actorId, since)
  if (!entry) throw cannotUndo('nothing')
  if (entry.actorId !== actorId) throw cannotUndo('not-yours')
  if (entry.at < since) throw cannotUndo('late')
  return entry
}

/** Refuses when people did anything to the task after this entry; what Runsheet itself noted (a nudge) does not count. */
async function requireLatest(ports: Ports, entry: Activity): Promise<void> {
  const latest = await latestDeed(ports, entry.workspaceId, entry.taskId)
  if (latest?.undoes === entry.id) throw cannotUndo('nothing')
  if (latest?.id !== entry.id) throw cannotUndo('moved-on')
}

async function takeAway(ports: Ports, entry: Activity, input: UndoInput): Promise<Task> {
  return ports.tx.run(async () => {
    const now = ports.clock.now()
    const task = await ports.tasks.get(entry.workspaceId, entry.taskId)
    if (!task) throw taskGone()
    await ports.tasks.remove(task)
    await ports.activities.add({
      ...entry,
      id: ports.ids.next(),
      at: now,
      via: input.via,
      kind: 'undone',
      changes: [],
      note: null,
      undoes: entry.id,
    })
    for (const post of undoneCardPosts(task, now)) await ports.outbox.add(post)
    return task
  })
}

/**
 * Takes back one change that the same person made within the last ten minutes, exactly: every fact gets its value from
 * before; a created task goes away, its log stays.
 *
 * @throws UserError when it is too late, somebody else's, or the task has moved on since
 */
export async function undoChange(ports: Ports, input: UndoInput): Promise<Undone> {
  const since = new Date(ports.clock.now().getTime() - UNDO_MINUTES * MINUTE)
  const entry = await entryToUndo(ports, input, since)
  if (entry.kind !== 'created' && entry.kind !== 'changed') throw cannotUndo('nothing')
  await requireLatest(ports, entry)
  if (entry.kind === 'created') {
    const task = await takeAway(ports, entry, input)
    ports.wakeOutbox()
    return { reference: task.reference, title: task.title, created: true }
  }
  const before = Object.fromEntries(entry.changes.map(({ fact, before: value }) => [fact, value])) as Partial<TaskFacts>
  const cause = { ...input, note: null, undoes: entry.id }
  const { sheet } = await applyChange(ports, entry.taskId, cause, () => before)
  return { reference: sheet.task.reference, title: sheet.task.title, created: false }
}
