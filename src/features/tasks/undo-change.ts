import { changeWithin } from './change-task.ts'
import { settleTakenAway } from './settle-notices.ts'
import { factLabels, takenAwayUnfurls, undoneCardPosts } from './views.ts'
import type { UndoneTask } from './views.ts'
import type { Activity } from '../../domain/activity.ts'
import type { MessagePosition, TaskFacts } from '../../domain/task.ts'
import { MINUTE } from '../../domain/time.ts'
import { changedSince, UNDO_MINUTES, whyCannotUndo } from '../../domain/undo.ts'
import { cannotUndo, changedSinceThen, taskGone } from '../../errors.ts'
import type { Ports } from '../../ports.ts'

export interface UndoInput {
  readonly workspaceId: string
  readonly actorId: string
  readonly via: Activity['via']
  /** The entry to take back; null: the last thing that this person did. */
  readonly activityId: string | null
  /** The message whose Undo was pressed: it is answered in its place. */
  readonly pressed?: MessagePosition | undefined
}

const ENTRIES_READ = 100

async function entryToUndo(
  { activities, clock }: Ports,
  { workspaceId, actorId, activityId }: UndoInput,
  passedOver: ReadonlySet<string>,
): Promise<Activity> {
  const since = new Date(clock.now().getTime() - UNDO_MINUTES * MINUTE)
  const entry = activityId
    ? await activities.get(workspaceId, activityId)
    : await activities.lastOf(workspaceId, actorId, since, passedOver)
  if (!entry) throw cannotUndo('nothing')
  return entry
}

/** All that was done with it at once, in the order in which it was done. */
async function deedOf({ activities }: Ports, entry: Activity): Promise<readonly Activity[]> {
  if (entry.groupId === undefined) return [entry]
  const entries = await activities.ofGroup(entry.workspaceId, entry.groupId)
  const deeds = entries.filter(({ kind }) => kind !== 'noted')
  // Where nothing but notes came of it, the one that was named says why it stays.
  return deeds.length > 0 ? deeds.toSorted((a, b) => (a.id < b.id ? -1 : 1)) : [entry]
}

/** @throws UserError that says who has changed what since */
async function refuseOver({ tasks, members }: Ports, since: Activity): Promise<void> {
  const { workspaceId, taskId, actorId, changes } = since
  const task = await tasks.get(workspaceId, taskId)
  if (!task) throw taskGone()
  const actor = await members.get(workspaceId, actorId ?? '')
  throw changedSinceThen(task.reference, actor?.realName ?? 'somebody', factLabels(changes))
}

/** Asked within the transaction, so that nobody's change comes between the question and the undo. */
async function requireUndoable(ports: Ports, entry: Activity, { actorId }: UndoInput, now: Date): Promise<void> {
  const log = await ports.activities.ofTask(entry.workspaceId, entry.taskId, ENTRIES_READ)
  const why = whyCannotUndo(entry, { actorId, now, log })
  const since = why === 'moved-on' ? changedSince(entry, log) : undefined
  if (since) await refuseOver(ports, since)
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
  await settleTakenAway(ports, task, entry, now)
  return { takenAway: task }
}

/** Undefined where all of it is as it was before already: somebody has put it back, or Slack has. */
async function putBack(ports: Ports, entry: Activity, input: UndoInput): Promise<UndoneTask | undefined> {
  const before = Object.fromEntries(entry.changes.map(({ fact, before: value }) => [fact, value])) as Partial<TaskFacts>
  const { workspaceId, actorId, via, pressed } = input
  const cause = { workspaceId, actorId, via, note: null, undoes: entry.id, pressed }
  const { sheet, changes } = await changeWithin(ports, entry.taskId, cause, async (_task, now) => {
    await requireUndoable(ports, entry, input, now)
    return before
  })
  if (changes.length === 0) return undefined
  return { sheet, changes }
}

/** What several entries of one task brought back, told as one. */
const together = (one: UndoneTask | undefined, other: UndoneTask): UndoneTask =>
  one && 'changes' in one && 'changes' in other
    ? {
        sheet: other.sheet,
        changes: [...new Map([...one.changes, ...other.changes].map((each) => [each.fact, each])).values()],
      }
    : other

/** Takes a deed back, the last of it first; each task is told once, however many entries it has. */
async function takeBack(ports: Ports, deed: readonly Activity[], input: UndoInput): Promise<readonly UndoneTask[]> {
  const undone = new Map<string, UndoneTask>()
  for (const each of deed.toReversed()) {
    const task = await (each.kind === 'created' ? takeAway : putBack)(ports, each, input)
    if (task) undone.set(each.taskId, together(undone.get(each.taskId), task))
  }
  return [...undone.values()].toReversed()
}

/**
 * Takes back what the same person did within the last ten minutes, exactly: every fact gets its value from before; a
 * created task goes away, its log stays. What was done to several tasks at once is taken back from all of them, or from
 * none. Where nothing is named, what was put back already is passed over.
 *
 * @throws UserError when it is too late, somebody else's, or a task has moved on since, or nothing of it stands any more
 */
export async function undoChange(ports: Ports, input: UndoInput): Promise<readonly UndoneTask[]> {
  const passedOver = new Set<string>()
  for (;;) {
    const entry = await entryToUndo(ports, input, passedOver)
    const deed = await deedOf(ports, entry)
    const undone = await ports.tx.run(() => takeBack(ports, deed, input))
    if (undone.length > 0) {
      ports.wakeOutbox()
      return undone
    }
    if (input.activityId !== null) throw cannotUndo('put-back')
    for (const { id } of [entry, ...deed]) passedOver.add(id)
  }
}
