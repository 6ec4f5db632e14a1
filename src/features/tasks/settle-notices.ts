import { editPost, offerEndedNotice, takenBackNotice } from './views.ts'
import type { Activity } from '../../domain/activity.ts'
import type { Post } from '../../domain/notice.ts'
import type { Handoff, Task } from '../../domain/task.ts'
import type { TaskSheet } from '../../domain/task-sheet.ts'
import type { Ports } from '../../ports.ts'

/** Of a task's log: an offer is rarely older than so many changes, and then its question only stays as it is. */
const ENTRIES_READ = 50

const isOffer = (value: unknown, { toId, at }: Handoff): boolean => {
  const offer = value as Partial<Handoff> | null
  return offer?.toId === toId && Number(offer.at) === Number(at)
}

/** An answer given where the question stands is shown there by the answer itself. */
const answersThere = ({ actorId, via }: Activity, { toId }: Handoff): boolean =>
  actorId === toId && (via === 'button' || via === 'modal')

/**
 * Lets the question to whom a task was offered say what became of the offer, where it was settled elsewhere: by a command,
 * by whoever made it, by an undo or by the task's end. What has not been sent yet is dropped for its premise.
 */
export async function offerEdits(
  ports: Pick<Ports, 'activities' | 'outbox'>,
  before: Task,
  sheet: TaskSheet,
  entry: Activity,
): Promise<readonly Post[]> {
  const { task } = sheet
  const offer = before.handoff
  if (!offer || isOffer(task.handoff, offer) || answersThere(entry, offer)) return []
  const log = await ports.activities.ofTask(task.workspaceId, task.id, ENTRIES_READ)
  const made = log.find(({ changes }) => changes.some(({ fact, after }) => fact === 'handoff' && isOffer(after, offer)))
  const row = made && (await ports.outbox.byKey(task.workspaceId, `offered:${task.id}:${made.id}`))
  if (!row?.position) return []
  const content = offerEndedNotice(sheet, offer, entry.actorId)
  return [editPost({ task, on: row.position, cause: `offer:${entry.id}`, content, now: entry.at })]
}

/** Whether what is undone may have been told to an owner: most changes are not, and need no look at what was sent. */
const gave = ({ ownerId, createdBy }: Task, { kind, changes }: Activity): boolean =>
  kind === 'created' ? ownerId !== null && ownerId !== createdBy : changes.some(({ fact }) => fact === 'ownerId')

/** Lets the notice that somebody got a task say that this was taken back; `entry` is what is undone. */
export async function givenEdits(
  { outbox }: Pick<Ports, 'outbox'>,
  task: Task,
  entry: Activity,
  now: Date,
): Promise<readonly Post[]> {
  if (!gave(task, entry)) return []
  const row = await outbox.byKey(task.workspaceId, `assigned:${task.id}:${entry.id}`)
  if (!row?.position) return []
  const content = takenBackNotice(task, entry.kind === 'created')
  return [editPost({ task, on: row.position, cause: `taken-back:${entry.id}`, content, now })]
}
