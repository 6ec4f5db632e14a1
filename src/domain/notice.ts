import type { Task } from './task.ts'

/** What a message says: the text for notifications and screen readers is complete without the blocks. */
export interface MessageContent {
  readonly text: string
  readonly blocks: readonly object[]
}

/**
 * What is drawn at the moment of sending, from what is true then: a post may wait in the outbox, and what it tells of
 * changes meanwhile.
 */
export type Drawing =
  /** A task's card. */
  | { readonly draws: 'card'; readonly taskId: string }
  /** The line by which a task is shown below a message that names it. */
  | { readonly draws: 'mention'; readonly taskId: string; readonly channelId: string; readonly placeId: string }
  /** What became of a task since an instant, for one who watches it. */
  | { readonly draws: 'news'; readonly taskId: string; readonly memberId: string; readonly since: Date }
  | ({ readonly draws: 'bundle' } & Bundle)
  /** A note in a thread of its task, which is not posted once it was taken back. */
  | { readonly draws: 'note'; readonly taskId: string; readonly activityId: string; readonly content: MessageContent }

/** Tasks that came to somebody at once; told of are those that are still theirs, or still offered to them. */
export interface Bundle {
  readonly what: 'owned' | 'offered'
  readonly memberId: string
  /** Who gave them, by name. */
  readonly giver: string
  /** The first of them. */
  readonly taskIds: readonly string[]
  /** How many there were besides. */
  readonly more: number
}

/** Whether a task of a bundle is still as it tells. */
export const isStillTheirs = (
  { what, memberId }: Bundle,
  task: Pick<Task, 'status' | 'ownerId' | 'handoff'>,
): boolean =>
  task.status !== 'done' &&
  task.status !== 'dropped' &&
  (what === 'owned' ? task.ownerId === memberId : task.handoff?.toId === memberId)

/** What a post says: written with it, or drawn when it is sent. */
export type PostContent = MessageContent | Drawing

export const isDrawing = (content: PostContent): content is Drawing => 'draws' in content

/**
 * Where a post goes: a channel or a thread of it, a member's direct message, in place of a message already there, or
 * below a link in somebody's message.
 */
export type Destination =
  | { readonly kind: 'channel'; readonly channelId: string; readonly threadTs: string | null }
  | { readonly kind: 'member'; readonly memberId: string }
  | { readonly kind: 'edit'; readonly channelId: string; readonly ts: string }
  | { readonly kind: 'unfurl'; readonly channelId: string; readonly ts: string; readonly url: string }
  /** Takes a message of ours away. */
  | { readonly kind: 'removal'; readonly channelId: string; readonly ts: string }

/** Whether it changes what stands there already, so that a repetition does no harm and nobody waits for it. */
export const changesMessage = ({ kind }: Destination): boolean =>
  kind === 'edit' || kind === 'unfurl' || kind === 'removal'

/** Why Runsheet posts something. */
export type NoticeKind = 'nudge' | 'escalation' | 'digest' | 'assigned' | 'card' | 'note' | 'unfurl' | 'news' | 'answer'

/**
 * What must still hold when the post is about to be sent; otherwise it is dropped unsent.
 *
 * The task must exist and be open, but for a duplicate, and each fact that is given must be as it was.
 */
export interface Premise {
  readonly taskId: string
  /** Null: nobody owned it. */
  readonly ownerId?: string | null
  readonly dueAt?: Date
  /** It is still offered to this person. */
  readonly offeredToId?: string
  /** It is still a duplicate of this task, and so closed. */
  readonly mergedIntoId?: string
  /** It has been blocked since then, and where somebody is named, still waits on them. */
  readonly blocked?: { readonly since: Date; readonly onMemberId?: string }
  /** These others, on which it waited, are still closed; a duplicate counts as what it went into. */
  readonly closedTaskIds?: readonly string[]
  /** This entry of the task's log has not been undone; nothing else counts then. */
  readonly standingEntryId?: string
  /** At least one of these steps is still this person's to do. */
  readonly steps?: { readonly memberId: string; readonly texts: readonly string[] }
  /** The follow-up that the post is a step of has not begun anew: nobody has moved, blocked or snoozed the task since. */
  readonly nudgedAt?: Date
  readonly escalatedAt?: Date
}

const same = (one: Date | null, other: Date | undefined): boolean =>
  other === undefined || Number(one) === Number(other)

const areTheirs = ({ checklist }: Task, { memberId, texts }: NonNullable<Premise['steps']>): boolean =>
  checklist.some(({ text, ownerId, done }) => ownerId === memberId && !done && texts.includes(text))

const isBlocked = ({ block }: Task, { since, onMemberId }: NonNullable<Premise['blocked']>): boolean =>
  block !== null &&
  same(block.since, since) &&
  (onMemberId === undefined || block.waitsOnMemberIds.includes(onMemberId))

/**
 * Why a post is no longer true, for the log; undefined while it is. No task: it is gone. What a premise says of other tasks
 * and of the log is for whoever can look there.
 */
export function whyUntrue(premise: Premise, task: Task | undefined): string | undefined {
  if (!task) return 'the task is gone'
  if (premise.standingEntryId !== undefined) return undefined
  if (premise.mergedIntoId !== undefined)
    return task.mergedIntoId === premise.mergedIntoId ? undefined : 'it is no duplicate any more'
  if (task.status === 'done' || task.status === 'dropped') return 'the task is closed'
  return whyPartUntrue(premise, task)
}

/** The same of a task that is open. */
function whyPartUntrue(
  { ownerId, dueAt, offeredToId, steps, blocked, nudgedAt, escalatedAt }: Premise,
  task: Task,
): string | undefined {
  if (ownerId !== undefined && task.ownerId !== ownerId) return 'the owner changed'
  if (!same(task.dueAt, dueAt)) return 'the due date changed'
  if (offeredToId !== undefined && task.handoff?.toId !== offeredToId) return 'the offer was withdrawn'
  if (blocked !== undefined && !isBlocked(task, blocked)) return 'it waits no more'
  if (steps !== undefined && !areTheirs(task, steps)) return 'the steps are gone, done or somebody else’s'
  if (!same(task.followUp.nudgedAt, nudgedAt)) return 'the owner has answered'
  return same(task.followUp.escalatedAt, escalatedAt) ? undefined : 'the owner has answered'
}

/** A post that a use case wants: written in the same transaction as the change that it tells of. */
export interface Post {
  readonly workspaceId: string
  /** Repetition is harmless: a second post with the same key in a workspace is ignored. */
  readonly key: string
  readonly kind: NoticeKind
  readonly to: Destination
  readonly content: PostContent
  /** Not sent before this instant: working time and quiet hours are decided by whoever writes the post. */
  readonly notBefore: Date
  readonly premise: Premise | null
  /** Of posts to one place that have this in common only one waits: it is drawn when it is sent, and so tells of all. */
  readonly bundle?: string
  /** The task whose list of cards gets this message's position once it is sent. */
  readonly cardOfTaskId: string | null
}
