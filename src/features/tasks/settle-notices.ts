import {
  editPost,
  endedOfferNotice,
  noticeKeys,
  offeredNotice,
  takenAwayTaskNotice,
  takenBackNotice,
} from './notice-views.ts'
import type { Activity } from '../../domain/activity.ts'
import { givenItems } from '../../domain/checklist.ts'
import { isHandoff, offeringIn } from '../../domain/handoff.ts'
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
    if (on && !isPressed) await outbox.add(editPost({ task, on, cause, content, now }))
  }
}

/** The message that asks for an answer to an offer: its own, or one for several tasks that came by one deed. */
async function questionOf(
  { activities, outbox }: Ports,
  { task: { workspaceId, id }, entry }: { readonly task: Task; readonly entry: Activity },
  offer: Handoff,
  content: PostContent,
): Promise<readonly Settled[]> {
  const offering = offeringIn(await activities.ofTask(workspaceId, id, ENTRIES_READ), offer)
  if (!offering) return []
  const { groupId } = offering
  const bundle = groupId === undefined ? undefined : noticeKeys.bundle('offered', groupId, offer.toId)
  const bundled = bundle === undefined ? undefined : await outbox.byKey(workspaceId, bundle)
  if (!bundled || !isDrawing(bundled.content)) return [{ key: noticeKeys.offered(id, offering.id), content }]
  // Its own buttons answer for several at once, and the answer takes its place.
  const answersAll = entry.groupId !== undefined && entry.actorId === offer.toId
  return answersAll ? [] : [{ key: bundled.key, content: bundled.content }]
}

async function offers(ports: Ports, sheet: TaskSheet, entry: Activity): Promise<readonly Settled[]> {
  const change = entry.changes.find(({ fact }) => fact === 'handoff')
  if (!change) return []
  const { before } = change
  const { handoff } = sheet.task
  const about = { task: sheet.task, entry }
  return [
    ...(isHandoff(before) ? await questionOf(ports, about, before, endedOfferNotice(sheet, entry, before)) : []),
    // An offer that an undo brings back is asked about where it was.
    ...(handoff && entry.undoes !== null ? await questionOf(ports, about, handoff, offeredNotice(sheet)) : []),
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
  return [
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
  ]
  await edits(ports, sheet.task, entry, { settled, pressed })
}

/** The same for a task whose creation is undone. */
export async function settleTakenAway(ports: Ports, task: Task, created: Activity, now: Date): Promise<void> {
  const actor = await ports.members.get(task.workspaceId, created.actorId ?? '')
  const content = takenAwayTaskNotice(task, actor)
  const settled = [{ key: noticeKeys.assigned(task.id, created.id), content }]
  await edits(ports, task, { id: 'undone', at: now }, { settled })
}
