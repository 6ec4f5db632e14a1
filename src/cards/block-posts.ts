import { TASK } from '../block-kit/action-ids.ts'
import { actions, button, context, section } from '../block-kit/blocks.ts'
import { bold, escape, line } from '../block-kit/mrkdwn.ts'
import type { Activity } from '../domain/activity.ts'
import type { MessageContent, Post } from '../domain/notice.ts'
import type { Member } from '../domain/member.ts'
import { isReachable } from '../domain/raci.ts'
import type { Block, Task } from '../domain/task.ts'
import type { TaskSheet } from '../domain/task-sheet.ts'
import { taskName } from './change-words.ts'
import { inWorkingTime, noticeKeys } from './posts.ts'
import { actorOf } from './words.ts'

const REASON_SHOWN = 1000

function waitsNotice({ task, people }: TaskSheet, { reason }: Block, actorId: string | null): MessageContent {
  const actor = actorOf(people, actorId)
  return {
    text: `${escape(task.reference)} ${line(task.title, 150)} waits on you: ${line(reason, 150)}`,
    blocks: [
      section(`${taskName({ task })} waits on you: ${line(reason, REASON_SHOWN)}`),
      actions(button('Show task', TASK.show, task.id)),
      context(`You get this because ${actor} said that ${bold(escape(task.reference))} waits on you.`),
    ],
  }
}

/** What tells those on whom a task waits from now on, in their own working time; not who said so. */
export function waitsPosts(
  sheet: TaskSheet,
  entry: Activity,
): readonly { readonly member: Member; readonly post: Post }[] {
  const { task, people } = sheet
  const change = entry.changes.find(({ fact }) => fact === 'block')
  const { block } = task
  if (!change || !block) return []
  // The log holds of a block what the task held.
  const known = (change.before as Task['block'])?.waitsOnMemberIds ?? []
  return block.waitsOnMemberIds.flatMap((id) => {
    const member = people.get(id)
    if (!member || !isReachable(member) || id === entry.actorId || known.includes(id)) return []
    const post = {
      workspaceId: task.workspaceId,
      key: noticeKeys.waits(task.id, entry.id, id),
      kind: 'assigned' as const,
      to: { kind: 'member' as const, memberId: id },
      content: waitsNotice(sheet, block, entry.actorId),
      notBefore: inWorkingTime(member, entry.at),
      premise: { taskId: task.id, blocked: { since: block.since, onMemberId: id } },
      cardOfTaskId: null,
    }
    return { member, post }
  })
}

/** What is done now; a task that the reader does not see has no name. */
type Done = Pick<Task, 'reference' | 'title'> | null

function goesOnNotice({ task }: TaskSheet, { reason }: Block, done: Done): MessageContent {
  const reference = done ? escape(done.reference) : 'what it waited on'
  const name = done ? `${bold(reference)} ${line(done.title, 150)}` : reference
  return {
    text: `${escape(task.reference)} ${line(task.title, 150)} can go on: ${reference} is Done`,
    blocks: [
      section(`${taskName({ task })} can go on: ${name} is Done.`),
      section(`It was blocked: ${line(reason, REASON_SHOWN)}`),
      actions(button('Unblock', TASK.unblock, task.id), button('Show task', TASK.show, task.id)),
      context(`You get this because you own ${escape(task.reference)}, which was blocked until then.`),
    ],
  }
}

/** Takes the place of the news that a task can go on, where the completion of what it waited on was undone. */
export function waitsOnNotice(waiting: Pick<Task, 'reference' | 'title'>): MessageContent {
  const text = `Undone: what ${escape(waiting.reference)} ${line(waiting.title, 150)} waited on is not done, so it still waits.`
  return { text, blocks: [section(text)] }
}

/**
 * Tells the owner of a blocked task, in their own working time, that the last task that it waited on is done.
 *
 * @param seen what the owner may read of it; null: they do not see it
 */
export function goesOnPost(sheet: TaskSheet, seen: Done, entry: Pick<Activity, 'id' | 'at' | 'actorId'>): Post | null {
  const { task, people } = sheet
  const owner = task.ownerId ? people.get(task.ownerId) : undefined
  if (!task.block || !owner || owner.id === entry.actorId) return null
  return {
    workspaceId: task.workspaceId,
    key: noticeKeys.goesOn(task.id, entry.id),
    kind: 'assigned',
    to: { kind: 'member', memberId: owner.id },
    content: goesOnNotice(sheet, task.block, seen),
    notBefore: inWorkingTime(owner, entry.at),
    premise: {
      taskId: task.id,
      ownerId: owner.id,
      blocked: { since: task.block.since },
      closedTaskIds: task.block.waitsOnTaskIds,
    },
    cardOfTaskId: null,
  }
}
