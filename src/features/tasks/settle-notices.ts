import {
  editPost,
  endedOfferNotice,
  noticeKeys,
  offeredNotice,
  takenAwayTaskNotice,
  takenBackNotice,
  waitsOnNotice,
} from './notice-views.ts'
import type { Activity } from '../../domain/activity.ts'
import { givenItems } from '../../domain/checklist.ts'
import { answerHearers, isHandoff, offeringIn } from '../../domain/handoff.ts'
import { isDrawing } from '../../domain/notice.ts'
import type { PostContent } from '../../domain/notice.ts'
import type { Handoff, MessagePosition, Task } from '../../domain/task.ts'
import type { TaskSheet } from '../../domain/task-sheet.ts'
import type { Ports } from '../../ports.ts'

/** Enough of the log to find the entry that made an offer: it is answered soon, or hardly ever. */
const ENTRIES_READ = 100

/** What is to be said in the place of a post that was sent; what still waits is dropped by its premise. */
interface Settled {
  readonly key: string
  readonly content: PostContent
}

async function edits(
  { outbox }: Ports,
  task: Task,
  { id: cause, at: now }: Pick<Activity, 'id' | 'at'>,
  { settled, pressed }: { readonly settled: readonly Settled[]; readonly pressed?: MessagePosition | undefined },
): Promise<void> {
  for (const { key, content } of settled) {
    const on = (await outbox.byKey(task.workspaceId, key))?.position
    const isPressed = on?.channelId === pressed?.channelId && on?.ts === pressed?.ts
    if (!on || isPressed) continue
    const edit = editPost({ task, on, cause, content, now })
    // Of several tasks: it is drawn once for all that change together.
    await outbox.add(isDrawing(content) ? { ...edit, bundle: `edit:${key}` } : edit)
  }
}

/** The message that asks for an answer to an offer: its own, or one for several tasks that came by one deed. */
async function questionOf(
  { activities, outbox }: Ports,
  { workspaceId, id }: Task,
  offer: Handoff,
  content: PostContent,
): Promise<readonly Settled[]> {
  const offering = offeringIn(await activities.ofTask(workspaceId, id, ENTRIES_READ), offer)
  if (!offering) return []
  const { groupId } = offering
  const bundle = groupId === undefined ? undefined : noticeKeys.bundle('offered', groupId, offer.toId)
  const bundled = bundle === undefined ? undefined : await outbox.byKey(workspaceId, bundle)
  if (!bundled || !isDrawing(bundled.content)) return [{ key: noticeKeys.offered(id, offering.id), content }]
  return [{ key: bundled.key, content: bundled.content }]
}

async function offers(ports: Ports, sheet: TaskSheet, entry: Activity): Promise<readonly Settled[]> {
  const change = entry.changes.find(({ fact }) => fact === 'handoff')
  if (!change) return []
  const { before } = change
  const { handoff } = sheet.task
  return [
    ...(isHandoff(before) ? await questionOf(ports, sheet.task, before, endedOfferNotice(sheet, entry, before)) : []),
    // An offer that an undo brings back is asked about where it was.
    ...(handoff && entry.undoes !== null ? await questionOf(ports, sheet.task, handoff, offeredNotice(sheet)) : []),
  ]
}

/** What an entry told people that they have, which another entry takes back. */
function takenBack(sheet: TaskSheet, entry: Activity): readonly Settled[] {
  const { undoes, changes } = entry
  const { id, checklist } = sheet.task
  if (undoes === null) return []
  const owner = changes.some(({ fact }) => fact === 'ownerId')
  const steps = changes.find(({ fact }) => fact === 'checklist')
  const block = changes.find(({ fact }) => fact === 'block')?.before as Task['block'] | undefined
  const waited = (block?.waitsOnMemberIds ?? []).filter((each) => !sheet.task.block?.waitsOnMemberIds.includes(each))
  // The log holds of the checklist what the task held.
  const given = steps ? givenItems(checklist, steps.before as Task['checklist']) : new Map<string, readonly string[]>()
  const { handoff, ownerId } = sheet.task
  const reopened = handoff !== null && changes.some(({ fact }) => fact === 'handoff') ? handoff : null
  const hearers = reopened ? answerHearers(reopened, ownerId, entry.actorId ?? '') : []
  return [
    ...hearers.map((memberId) => ({
      key: noticeKeys.answered(id, undoes, memberId),
      content: takenBackNotice(sheet, entry, 'answer'),
    })),
    ...(owner ? [{ key: noticeKeys.assigned(id, undoes), content: takenBackNotice(sheet, entry, 'task') }] : []),
    ...(changes.some(({ fact }) => fact === 'mergedIntoId')
      ? [{ key: noticeKeys.merged(id, undoes), content: takenBackNotice(sheet, entry, 'merge') }]
      : []),
    ...waited.map((memberId) => ({
      key: noticeKeys.waits(id, undoes, memberId),
      content: takenBackNotice(sheet, entry, 'block'),
    })),
    ...[...given.keys()].map((memberId) => ({
      key: noticeKeys.steps(id, undoes, memberId),
      content: takenBackNotice(sheet, entry, 'steps'),
    })),
  ]
}

/** The message that told somebody of this and other tasks that became theirs by one deed: it tells of those that are left. */
async function takenBackOfMany({ activities, outbox }: Ports, entry: Activity): Promise<readonly Settled[]> {
  const { workspaceId, undoes, changes } = entry
  const owner = changes.find(({ fact }) => fact === 'ownerId')?.before
  if (undoes === null || typeof owner !== 'string') return []
  const groupId = (await activities.get(workspaceId, undoes))?.groupId
  if (groupId === undefined) return []
  const told = await outbox.byKey(workspaceId, noticeKeys.bundle('owned', groupId, owner))
  return told ? [{ key: told.key, content: told.content }] : []
}

/** What the owners of blocked tasks were told when this one was done, which is undone. */
async function stillWaiting(ports: Ports, { id, workspaceId }: Task, entry: Activity): Promise<readonly Settled[]> {
  const wasDone = entry.changes.some(({ fact, before }) => fact === 'status' && before === 'done')
  if (entry.undoes === null || !wasDone) return []
  const settled: Settled[] = []
  for (const waiting of await ports.tasks.blockedOn(workspaceId, id)) {
    // Whichever of those that it waited on was the last: the notice is named after its completion.
    const logs = await ports.activities.ofTasks(workspaceId, waiting.block?.waitsOnTaskIds ?? [], ENTRIES_READ)
    const done = logs.filter(({ changes }) => changes.some(({ fact, after }) => fact === 'status' && after === 'done'))
    settled.push(
      ...done.map((each) => ({ key: noticeKeys.goesOn(waiting.id, each.id), content: waitsOnNotice(waiting) })),
    )
  }
  return settled
}

/**
 * Keeps true what people were told in direct messages of a task that has changed: an offer that is settled leaves nothing
 * to press, and what was given and taken back is said to be. Part of the transaction of the change, after its entry.
 *
 * @param pressed the message whose button made the change: it is answered in its own place
 */
export async function settleNotices(
  ports: Ports,
  sheet: TaskSheet,
  entry: Activity,
  pressed?: MessagePosition,
): Promise<void> {
  const settled = [
    ...(await offers(ports, sheet, entry)),
    ...takenBack(sheet, entry),
    ...(await takenBackOfMany(ports, entry)),
    ...(await stillWaiting(ports, sheet.task, entry)),
  ]
  await edits(ports, sheet.task, entry, { settled, pressed })
}

/** The same for a task whose creation is undone. */
export async function settleTakenAway(ports: Ports, task: Task, created: Activity, now: Date): Promise<void> {
  const actor = await ports.members.get(task.workspaceId, created.actorId ?? '')
  const content = takenAwayTaskNotice(task, actor)
  const bundle =
    created.groupId === undefined || task.ownerId === null || task.ownerId === created.actorId
      ? undefined
      : await ports.outbox.byKey(task.workspaceId, noticeKeys.bundle('owned', created.groupId, task.ownerId))
  const settled = [
    { key: noticeKeys.assigned(task.id, created.id), content },
    ...(bundle ? [{ key: bundle.key, content: bundle.content }] : []),
  ]
  await edits(ports, task, { id: 'undone', at: now }, { settled })
}
