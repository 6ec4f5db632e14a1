import { escalationNotice, escalationPost, nudgeMessage } from './views.ts'
import type { EscalationReason, FollowUpFacts } from '../../domain/escalation.ts'
import type { Destination, Post } from '../../domain/notice.ts'
import { recipientsOf } from '../../domain/raci.ts'
import type { Task } from '../../domain/task.ts'
import type { TaskSheet } from '../../domain/task-sheet.ts'
import type { OutboxRow } from '../../ports.ts'

/** A task as its follow-up sees it at one instant. */
export interface Late {
  readonly sheet: TaskSheet
  readonly facts: FollowUpFacts
  /** The nudge in the outbox, where there was one. */
  readonly nudge: OutboxRow | undefined
  readonly now: Date
}

export const nudgeKey = (task: Task, nudgedAt: Date): string => `nudge:${task.id}:${nudgedAt.toISOString()}`

/**
 * What every follow-up post has: it is dropped unsent once the task is closed, dated anew or given to somebody else, and
 * once its follow-up begins anew for another reason, such as a snooze.
 */
const frame = ({ sheet: { task }, now }: Late, step: 'nudgedAt' | 'escalatedAt') => ({
  workspaceId: task.workspaceId,
  notBefore: now,
  premise: { taskId: task.id, ownerId: task.ownerId, ...(task.dueAt ? { dueAt: task.dueAt } : {}), [step]: now },
  cardOfTaskId: null,
})

const memberDm = (memberId: string): Destination => ({ kind: 'member', memberId })

/** The question to the owner. */
export function nudgePosts(late: Late): readonly Post[] {
  const { sheet, facts, now } = late
  return recipientsOf('overdue', facts.roles).members.map(({ id }) => ({
    ...frame(late, 'nudgedAt'),
    key: nudgeKey(sheet.task, now),
    kind: 'nudge',
    to: memberDm(id),
    content: nudgeMessage(sheet, facts.roles.accountable, now),
  }))
}

/** One post in the project's designated channel and one to each who answers for the task. */
export function escalationPosts(late: Late, reason: EscalationReason): readonly Post[] {
  const { sheet, facts, nudge, now } = late
  const { members, escalationChannel } = recipientsOf(reason, facts.roles)
  const unreached = nudge?.state === 'dead' || nudge?.state === 'dropped'
  const askedAt = unreached ? null : (facts.askedAt ?? sheet.task.followUp.nudgedAt)
  const told = { sheet, reason, accountable: facts.roles.accountable, askedAt }
  const key = `escalation:${sheet.task.id}:${now.toISOString()}`
  const channel: Post = {
    ...frame(late, 'escalatedAt'),
    key: `${key}:channel`,
    kind: 'escalation',
    to: { kind: 'channel', channelId: sheet.project.escalationChannelId, threadTs: null },
    content: escalationPost(told, now),
  }
  return [
    ...(escalationChannel ? [channel] : []),
    ...members.map(({ id }): Post => ({
      ...channel,
      key: `${key}:${id}`,
      to: memberDm(id),
      content: escalationNotice(told, now),
    })),
  ]
}
