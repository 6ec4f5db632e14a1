import type { Activity } from '../domain/activity.ts'
import { givenItems } from '../domain/checklist.ts'
import { answerHearers, isHandoff } from '../domain/handoff.ts'
import type { Card, Handoff, MessagePosition, Task } from '../domain/task.ts'
import type { Member } from '../domain/member.ts'
import { calendarOf, isWorking, nextWorkingMinute } from '../domain/working-time.ts'
import type { Bundle, Post, PostContent } from '../domain/notice.ts'
import type { TaskSheet } from '../domain/task-sheet.ts'
import {
  acceptedNotice,
  assignedNotice,
  declinedNotice,
  offeredNotice,
  stepsNotice,
  takenAwayNotice,
  unpostedNotice,
} from './notices.ts'

const about = ({ task }: TaskSheet, now: Date) => ({
  workspaceId: task.workspaceId,
  notBefore: now,
  premise: null,
  cardOfTaskId: null,
})

/** By what posts to people are found again, so that they can be told what became of it; `entryId` is the change's. */
export const noticeKeys = {
  assigned: (taskId: string, entryId: string): string => `assigned:${taskId}:${entryId}`,
  offered: (taskId: string, entryId: string): string => `offered:${taskId}:${entryId}`,
  steps: (taskId: string, entryId: string, memberId: string): string => `steps:${taskId}:${entryId}:${memberId}`,
  merged: (taskId: string, entryId: string): string => `merged:${taskId}:${entryId}`,
  waits: (taskId: string, entryId: string, memberId: string): string => `waits:${taskId}:${entryId}:${memberId}`,
  answered: (taskId: string, entryId: string, memberId: string): string => `answered:${taskId}:${entryId}:${memberId}`,
  goesOn: (taskId: string, entryId: string): string => `goes-on:${taskId}:${entryId}`,
  /** Of all tasks that came to somebody by one deed. */
  bundle: (what: Bundle['what'], deedId: string, memberId: string): string => `${what}:${deedId}:${memberId}`,
} as const

/** At once where somebody is working, however far into the minute it is; else when they begin. */
export function inWorkingTime(member: Member, at: Date): Date {
  const calendar = calendarOf(member)
  return isWorking(calendar, at) ? at : nextWorkingMinute(calendar, at)
}

/**
 * Tells the new owner, in their own working time; null where nobody need be told: no owner, or they took it themselves.
 *
 * The entry names the change in the post's key, so that a repeated change tells once and a later one tells again.
 */
export function assignedPost(sheet: TaskSheet, entry: Pick<Activity, 'id' | 'at' | 'actorId' | 'note'>): Post | null {
  const { task, people } = sheet
  const owner = task.ownerId ? people.get(task.ownerId) : undefined
  if (!owner || owner.id === entry.actorId) return null
  return {
    ...about(sheet, inWorkingTime(owner, entry.at)),
    key: noticeKeys.assigned(task.id, entry.id),
    kind: 'assigned',
    to: { kind: 'member', memberId: owner.id },
    content: assignedNotice(sheet, entry.actorId ?? '', entry.note),
    premise: { taskId: task.id, ownerId: owner.id },
  }
}

/** Asks the one who is offered a task, in their own working time. */
function offeredPost(sheet: TaskSheet, entry: Pick<Activity, 'id' | 'at'>, { toId }: Handoff): Post | null {
  const asked = sheet.people.get(toId)
  if (!asked) return null
  return {
    ...about(sheet, inWorkingTime(asked, entry.at)),
    key: noticeKeys.offered(sheet.task.id, entry.id),
    kind: 'assigned',
    to: { kind: 'member', memberId: toId },
    content: offeredNotice(sheet),
    premise: { taskId: sheet.task.id, offeredToId: toId },
  }
}

/** Tells those who made an offer, or whose task it was, how it was answered, in their own working time. */
function answeredPosts(
  sheet: TaskSheet,
  entry: Activity,
  handoff: Handoff,
  ownerBefore: string | null,
): readonly Post[] {
  if (entry.actorId !== handoff.toId) return []
  const accepted = sheet.task.ownerId === handoff.toId
  return answerHearers(handoff, ownerBefore, entry.actorId).flatMap((id) => {
    const hearer = sheet.people.get(id)
    if (!hearer) return []
    return {
      ...about(sheet, inWorkingTime(hearer, entry.at)),
      key: noticeKeys.answered(sheet.task.id, entry.id, id),
      kind: 'assigned' as const,
      to: { kind: 'member' as const, memberId: id },
      content: accepted ? acceptedNotice(sheet, handoff, id) : declinedNotice(sheet, handoff, id, entry.note),
      premise: { taskId: sheet.task.id, standingEntryId: entry.id },
    }
  })
}

/** Tells those who were given steps of a task, in their own working time. */
export function stepPosts(sheet: TaskSheet, entry: Activity): readonly Post[] {
  const change = entry.changes.find(({ fact }) => fact === 'checklist')
  if (!change) return []
  // The log holds of the checklist what the task held.
  const given = givenItems(change.before as Task['checklist'], sheet.task.checklist)
  return [...given].flatMap(([memberId, items]) => {
    const member = sheet.people.get(memberId)
    if (!member || memberId === entry.actorId) return []
    return {
      ...about(sheet, inWorkingTime(member, entry.at)),
      key: noticeKeys.steps(sheet.task.id, entry.id, memberId),
      kind: 'assigned' as const,
      to: { kind: 'member' as const, memberId },
      content: stepsNotice(sheet, entry.actorId ?? '', items),
      premise: { taskId: sheet.task.id, steps: { memberId, texts: items } },
    }
  })
}

/** Whom a change of a task's owner is told to, or of an offer to own it. */
export function ownershipPosts(sheet: TaskSheet, entry: Activity): readonly Post[] {
  const of = (fact: 'ownerId' | 'handoff') => entry.changes.find((change) => change.fact === fact)
  const [owner, offer] = [of('ownerId'), of('handoff')]
  const before = owner ? owner.before : sheet.task.ownerId
  const posts = [
    owner ? assignedPost(sheet, entry) : null,
    offer && sheet.task.handoff ? offeredPost(sheet, entry, sheet.task.handoff) : null,
    ...(offer && isHandoff(offer.before)
      ? answeredPosts(sheet, entry, offer.before, typeof before === 'string' ? before : null)
      : []),
  ]
  return posts.filter((post) => post !== null)
}

const cardPost = (sheet: TaskSheet, key: string, to: Post['to'], now: Date): Post => ({
  ...about(sheet, now),
  key,
  kind: 'card',
  to,
  // A task that is closed by then has a card as well: it says so.
  content: { draws: 'card', taskId: sheet.task.id },
  cardOfTaskId: sheet.task.id,
})

/**
 * The first cards of a new task: in the thread of the message that it was made from, and in its project's channel where
 * the project says so. Where both are one place, the thread is enough.
 */
export function firstCardPosts(sheet: TaskSheet, threadTs: string | null, now: Date): readonly Post[] {
  const { task, project } = sheet
  const atHome = task.source?.channelId === project.channelId
  // Elsewhere a card of a private project would be read by those who do not see the project.
  const source = project.private && !atHome ? null : task.source
  const inChannel = project.cardsInChannel && !atHome
  const [thread, own] = [`card:${task.id}`, `card:${task.id}:channel`]
  return [
    ...(source
      ? [
          cardPost(
            sheet,
            thread,
            { kind: 'channel', channelId: source.channelId, threadTs: threadTs ?? source.ts },
            now,
          ),
        ]
      : []),
    ...(inChannel
      ? [cardPost(sheet, own, { kind: 'channel', channelId: project.channelId, threadTs: null }, now)]
      : []),
  ]
}

/** Where a task's newest card stands; in its project's channel, where cards are to stand there and it has one. */
function newestCard({ cards }: Task, { cardsInChannel, channelId }: TaskSheet['project']): Card | undefined {
  const atHome = cards.filter((card) => cardsInChannel && card.channelId === channelId)
  return (atHome.length > 0 ? atHome : cards).toSorted((a, b) => Number(a.ts) - Number(b.ts)).at(-1)
}

/** The card of a task that goes on for another: once, where people looked at the other; else as of a new task. */
export function followingCardPosts(sheet: TaskSheet, before: Task, now: Date): readonly Post[] {
  const card = newestCard(before, sheet.project)
  if (!card) return firstCardPosts(sheet, null, now)
  const { channelId, ts, threadTs = ts } = card
  const to = { kind: 'channel', channelId, threadTs: threadTs === ts ? null : threadTs } as const
  return [cardPost(sheet, `card:${sheet.task.id}`, to, now)]
}

/**
 * Tells whoever made a task that its card, the post with this key, could not be posted; of a project's channel each is
 * told once as long as posts are remembered, for all its tasks have the same trouble.
 */
export function unpostedPost(task: Task, key: string, channelId: string, now: Date): Post {
  const ownChannel = task.source?.channelId !== channelId
  return {
    workspaceId: task.workspaceId,
    key: ownChannel ? `unposted:${channelId}:${task.createdBy}` : `unposted:${key}`,
    kind: 'answer',
    to: { kind: 'member', memberId: task.createdBy },
    content: unpostedNotice(task, channelId),
    notBefore: now,
    premise: null,
    cardOfTaskId: null,
  }
}

export interface EditOptions {
  readonly task: Pick<Task, 'workspaceId' | 'id'>
  readonly on: MessagePosition
  /** Tells edits of the same message apart. */
  readonly cause: string
  readonly content: PostContent
  readonly now: Date
}

/** An edit of one of our messages about a task. */
export const editPost = ({ task, on, cause, content, now }: EditOptions): Post => ({
  workspaceId: task.workspaceId,
  key: `edit:${task.id}:${on.channelId}:${on.ts}:${cause}`,
  kind: 'card',
  to: { kind: 'edit', channelId: on.channelId, ts: on.ts },
  content,
  notBefore: now,
  premise: null,
  cardOfTaskId: null,
})

/** Draws a card anew as its task is now. */
export const cardEdit = (task: Task, on: MessagePosition, now: Date): Post =>
  editPost({ task, on, cause: String(task.version), content: { draws: 'card', taskId: task.id }, now })

/** Draws every card of a changed task anew. */
export const cardEdits = ({ task }: TaskSheet, now: Date): readonly Post[] =>
  task.cards.map((on) => cardEdit(task, on, now))

/** Takes the place of a card that came too late: the creation of its task was undone while it was on its way. */
export const takenAwayEdit = (task: Pick<Task, 'workspaceId' | 'id'>, on: MessagePosition, now: Date): Post =>
  editPost({ task, on, cause: 'taken-away', content: takenAwayNotice(), now })
