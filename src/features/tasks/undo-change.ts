import { changeWithin } from './change-task.ts'
import { takenAwayUnfurls, undoneCardPosts } from './views.ts'
import type { UndoneTask } from './views.ts'
import type { Activity } from '../../domain/activity.ts'
import type { TaskFacts } from '../../domain/task.ts'
import { MINUTE } from '../../domain/time.ts'
import { UNDO_MINUTES, whyCannotUndo } from '../../domain/undo.ts'
import { cannotUndo, taskGone } from '../../errors.ts'
import type { Ports } from '../../ports.ts'

export interface UndoInput {
  readonly workspaceId: string
  readonly actorId: string
  readonly via: Activity['via']
  /** The entry to take back; null: the last thing that this person did. */
  readonly activityId: string | null
}

const ENTRIES_READ = 100

async function entryToUndo(
  { activities, clock }: Ports,
  { workspaceId, actorId, activityId }: UndoInput,
): Promise<Activity> {
  const since = new Date(clock.now().getTime() - UNDO_MINUTES * MINUTE)
  const entry = activityId
    ? await activities.get(workspaceId, activityId)
    : await activities.lastOf(workspaceId, actorId, since)
  if (!entry) throw cannotUndo('nothing')
  return entry
}

/** More are not taken back in one transaction: it would last longer than databases allow. Only imports have more. */
const AT_ONCE = 200

/** All that was done with it at once and still stands, in the order in which it was done. */
async function deedOf({ activities }: Ports, entry: Activity): Promise<readonly Activity[]> {
  if (entry.groupId === undefined) return [entry]
  const entries = await activities.ofGroup(entry.workspaceId, entry.groupId)
  const undone = new Set(entries.map(({ undoes }) => undoes))
  const deeds = entries.filter(({ kind, id }) => kind !== 'noted' && kind !== 'undone' && !undone.has(id))
  // Where nothing but notes came of it, the one that was named says why it stays.
  return deeds.length > 0 ? deeds.toSorted((a, b) => (a.id < b.id ? -1 : 1)) : [entry]
}

/** Asked within the transaction, so that nobody's change comes between the question and the undo. */
async function requireUndoable({ activities }: Ports, entry: Activity, { actorId }: UndoInput, now: Date) {
  const log = await activities.ofTask(entry.workspaceId, entry.taskId, ENTRIES_READ)
  const why = whyCannotUndo(entry, { actorId, now, log })
  if (why) throw cannotUndo(why)
}

async function takeAway(ports: Ports, entry: Activity, input: UndoInput): Promise<UndoneTask> {
  const now = ports.clock.now()
  await requireUndoable(ports, entry, input, now)
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
  const unfurled = await ports.unfurls.ofTask(task.workspaceId, task.id)
  const posts = [...undoneCardPosts(task, now), ...takenAwayUnfurls(task, unfurled, now)]
  for (const post of posts) await ports.outbox.add(post)
  return { reference: task.reference, title: task.title, created: true }
}

async function putBack(ports: Ports, entry: Activity, input: UndoInput): Promise<UndoneTask> {
  const before = Object.fromEntries(entry.changes.map(({ fact, before: value }) => [fact, value])) as Partial<TaskFacts>
  const { workspaceId, actorId, via } = input
  const cause = { workspaceId, actorId, via, note: null, undoes: entry.id }
  const { sheet } = await changeWithin(ports, entry.taskId, cause, async (_task, now) => {
    await requireUndoable(ports, entry, input, now)
    return before
  })
  return { reference: sheet.task.reference, title: sheet.task.title, created: false }
}

/** Takes back a part of a deed, last things first. */
async function undoPart(ports: Ports, entries: readonly Activity[], input: UndoInput): Promise<readonly UndoneTask[]> {
  const tasks: UndoneTask[] = []
  for (const each of entries) tasks.push(await (each.kind === 'created' ? takeAway : putBack)(ports, each, input))
  return tasks
}

/**
 * Takes back a deed that is too large for one transaction, part by part, once all of it can be. Where that ends in the
 * middle, because somebody changed one of the tasks meanwhile or the process ended, another undo goes on with the rest.
 */
async function undoLarge(ports: Ports, entries: readonly Activity[], input: UndoInput): Promise<readonly UndoneTask[]> {
  const now = ports.clock.now()
  for (const each of entries) await requireUndoable(ports, each, input, now)
  const tasks: UndoneTask[] = []
  for (let begin = 0; begin < entries.length; begin += AT_ONCE) {
    const part = entries.slice(begin, begin + AT_ONCE)
    tasks.push(...(await ports.tx.run(() => undoPart(ports, part, input))))
  }
  return tasks
}

/**
 * Takes back what the same person did within the last ten minutes, exactly: every fact gets its value from before; a
 * created task goes away, its log stays. What was done to several tasks at once is taken back from all of them, or from
 * none.
 *
 * @throws UserError when it is too late, somebody else's, or a task has moved on since
 */
export async function undoChange(ports: Ports, input: UndoInput): Promise<readonly UndoneTask[]> {
  const entry = await entryToUndo(ports, input)
  const entries = (await deedOf(ports, entry)).toReversed()
  const undone =
    entries.length > AT_ONCE
      ? await undoLarge(ports, entries, input)
      : await ports.tx.run(async () => undoPart(ports, (await deedOf(ports, entry)).toReversed(), input))
  ports.wakeOutbox()
  return undone.toReversed()
}
