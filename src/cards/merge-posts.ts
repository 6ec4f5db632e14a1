import { TASK } from '../block-kit/action-ids.ts'
import { actions, button, context, section } from '../block-kit/blocks.ts'
import { bold, escape, line } from '../block-kit/mrkdwn.ts'
import type { Activity } from '../domain/activity.ts'
import type { MessageContent, Post } from '../domain/notice.ts'
import type { TaskSheet } from '../domain/task-sheet.ts'
import { taskName } from './change-words.ts'
import { inWorkingTime, noticeKeys } from './posts.ts'
import { actorOf, nameOf } from './words.ts'

/** Tells whose task was a duplicate where it goes on. */
function mergedNotice({ task, people }: TaskSheet, target: TaskSheet, actorId: string | null): MessageContent {
  const actor = actorOf(people, actorId)
  const { ownerId, reference, title } = target.task
  const owner = ownerId ? `${nameOf(target.people, ownerId)} owns it.` : 'Nobody owns it yet.'
  return {
    text: `${actor} merged ${escape(task.reference)} ${line(task.title, 150)} into ${escape(reference)} ${line(title, 150)}`,
    blocks: [
      section(`${actor} merged ${taskName({ task })} into ${taskName(target)}, where the work goes on. ${owner}`),
      actions(button('Show task', TASK.show, target.task.id)),
      context(`You get this because ${bold(escape(task.reference))} was yours.`),
    ],
  }
}

/** Tells the owner of a duplicate, in their own working time; null where there is none, or they merged it themselves. */
export function mergedPost(
  duplicate: TaskSheet,
  target: TaskSheet,
  entry: Pick<Activity, 'id' | 'at' | 'actorId'>,
): Post | null {
  const { task, people } = duplicate
  const owner = task.ownerId ? people.get(task.ownerId) : undefined
  if (!owner || owner.id === entry.actorId) return null
  return {
    workspaceId: task.workspaceId,
    key: noticeKeys.merged(task.id, entry.id),
    kind: 'assigned',
    to: { kind: 'member', memberId: owner.id },
    content: mergedNotice(duplicate, target, entry.actorId),
    notBefore: inWorkingTime(owner, entry.at),
    premise: { taskId: task.id, mergedIntoId: target.task.id },
    cardOfTaskId: null,
  }
}
