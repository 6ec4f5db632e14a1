import { changeWithin } from './change-task.ts'
import { requireTask } from './find-tasks.ts'
import { settleTakenAway } from './settle-notices.ts'
import { takeNoteBack } from './take-note-back.ts'
import { undoneCardPosts } from './undo-views.ts'
import type { UndoneTask } from './undo-views.ts'
import { factLabels, takenAwayUnfurls } from './views.ts'
import type { Activity } from '../../domain/activity.ts'
import type { MessagePosition, TaskFacts } from '../../domain/task.ts'
import { MINUTE } from '../../domain/time.ts'
import { changedSince, UNDO_ENTRIES, UNDO_MINUTES, whyCannotUndo } from '../../domain/undo.ts'
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

/** More are not taken back in one transaction: it would last longer than databases allow. Only imports have more. */
const AT_ONCE = 200

/** All that was done with it at once and still stands, in the order in which it was done. */
async function deedOf({ activities }: Ports, entry: Activity): Promise<readonly Activity[]> {
  if (entry.groupId === undefined) return [entry]
  const entries = await activities.ofGroup(entry.workspaceId, entry.groupId)
  const undone = new Set(entries.map(({ undoes }) => undoes))
  const deeds = entries.filter(({ kind, id }) => kind !== 'undone' && !undone.has(id))
  return deeds.length > 0 ? deeds.toSorted((a, b) => (a.id < b.id ? -1 : 1)) : [entry]
}

/** @throws UserError that says who has changed what since */
async function refuseOver({ tasks, members }: Ports, entry: Activity, since: Activity): Promise<void> {
  const { workspaceId, taskId, actorId, changes } = since
  const task = await tasks.get(workspaceId, taskId)
  if (!task) throw taskGone()
  const actor = await members.get(workspaceId, actorId ?? '')
  const undoing = entry.kind === 'created' ? 'creation' : 'change'
  throw changedSinceThen(task.reference, actor?.realName ?? 'somebody', { what: factLabels(changes), undoing })
}

/** Asked within the transaction, so that nobody's change comes between the question and the undo. */
async function requireUndoable(ports: Ports, entry: Activity, { actorId }: UndoInput, now: Date): Promise<void> {
  const log = await ports.activities.ofTask(entry.workspaceId, entry.taskId, UNDO_ENTRIES)
  const why = whyCannotUndo(entry, { actorId, now, log })
  const since = why === 'moved-on' ? changedSince(entry, log) : undefined
  if (since) await refuseOver(ports, entry, since)
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

/** What is told once: a task, or one note on it. */
function subjectOf(undone: UndoneTask): string {
  if ('noteOn' in undone) return `${undone.noteOn.reference} ${undone.note}`
  return 'takenAway' in undone ? undone.takenAway.reference : undone.sheet.task.reference
}

/** What one of a task's entries brought back and what an older one did, told as one. */
const together = (one: UndoneTask | undefined, older: UndoneTask): UndoneTask =>
  one && 'changes' in one && 'changes' in older
    ? {
        sheet: older.sheet,
        changes: [...new Map([...one.changes, ...older.changes].map((each) => [each.fact, each])).values()],
      }
    : older

/** Tells each task once, however many entries it has, in the order in which things were done. */
function eachOnce(undone: readonly UndoneTask[]): readonly UndoneTask[] {
  const tasks = new Map<string, UndoneTask>()
  for (const each of undone) tasks.set(subjectOf(each), together(tasks.get(subjectOf(each)), each))
  return [...tasks.values()].toReversed()
}

async function withdraw(ports: Ports, entry: Activity, input: UndoInput): Promise<UndoneTask> {
  await requireUndoable(ports, entry, input, ports.clock.now())
  const task = await requireTask(ports, entry.workspaceId, entry.taskId)
  await takeNoteBack(ports, task, entry, input.via)
  return { noteOn: task, note: entry.note ?? '' }
}

/** How an entry of each kind is taken back. */
const TAKERS = { created: takeAway, changed: putBack, noted: withdraw }

/** Takes back a part of a deed, last things first. */
async function undoPart(ports: Ports, entries: readonly Activity[], input: UndoInput): Promise<readonly UndoneTask[]> {
  const undone: UndoneTask[] = []
  for (const entry of entries) {
    const task = await TAKERS[entry.kind === 'created' || entry.kind === 'noted' ? entry.kind : 'changed'](
      ports,
      entry,
      input,
    )
    if (task) undone.push(task)
  }
  return undone
}

/**
 * Takes back a deed that is too large for one transaction, part by part, once all of it can be. Where that ends in the
 * middle, because somebody changed one of the tasks meanwhile or the process ended, another undo goes on with the rest.
 */
async function undoLarge(ports: Ports, entries: readonly Activity[], input: UndoInput): Promise<readonly UndoneTask[]> {
  const now = ports.clock.now()
  for (const each of entries) await requireUndoable(ports, each, input, now)
  const undone: UndoneTask[] = []
  for (let begin = 0; begin < entries.length; begin += AT_ONCE) {
    const part = entries.slice(begin, begin + AT_ONCE)
    undone.push(...(await ports.tx.run(() => undoPart(ports, part, input))))
  }
  return undone
}

/** Takes back what one entry belongs to; nothing where all of it was put back before. */
async function undoDeed(ports: Ports, entry: Activity, input: UndoInput): Promise<readonly UndoneTask[]> {
  const lastFirst = async (): Promise<readonly Activity[]> => (await deedOf(ports, entry)).toReversed()
  const entries = await lastFirst()
  const undone =
    entries.length > AT_ONCE
      ? await undoLarge(ports, entries, input)
      : await ports.tx.run(async () => undoPart(ports, await lastFirst(), input))
  return eachOnce(undone)
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
    const undone = await undoDeed(ports, entry, input)
    if (undone.length > 0) {
      ports.wakeOutbox()
      return undone
    }
    if (input.activityId !== null) throw cannotUndo('put-back')
    for (const { id } of [entry, ...(await deedOf(ports, entry))]) passedOver.add(id)
  }
}
