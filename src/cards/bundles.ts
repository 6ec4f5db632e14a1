import { TASK } from '../block-kit/action-ids.ts'
import { actions, button, context, lineSections, section } from '../block-kit/blocks.ts'
import type { KnownBlock } from '../block-kit/blocks.ts'
import { LIMITS } from '../block-kit/limits.ts'
import { bold, code, line } from '../block-kit/mrkdwn.ts'
import type { Member } from '../domain/member.ts'
import type { Bundle, MessageContent, Post } from '../domain/notice.ts'
import type { TaskSheet } from '../domain/task-sheet.ts'
import { inWorkingTime, noticeKeys } from './posts.ts'
import { taskLine } from './task-line.ts'
import { counted } from './words.ts'

const NAME_SHOWN = 80

/** A line for each task, as many as fit; `more` were not read for the message. */
function lines(sheets: readonly TaskSheet[], more: number, now: Date): readonly KnownBlock[] {
  const tail = more > 0 ? [`and ${more} more`] : []
  const said = sheets.map((sheet) => taskLine(sheet, now, ['due', 'priority']))
  return lineSections([...said, ...tail], (hidden) => `and ${hidden - tail.length + more} more`)
}

function ownedNotice({ giver, more }: Bundle, sheets: readonly TaskSheet[], now: Date): MessageContent {
  const said = `${line(giver, NAME_SHOWN)} gave you ${counted(sheets.length + more, 'task')}`
  return {
    text: `${said}.`,
    blocks: [
      section(bold(`${said}:`)),
      ...lines(sheets, more, now),
      actions(button('Show my tasks', TASK.say, 'list me')),
      context('You get this once for all of them, because you own them now.'),
    ],
  }
}

/** The buttons that answer offers: of one task, or the answers that name all of them, where a button holds so many. */
export function offerAnswers(sheets: readonly Pick<TaskSheet, 'task'>[]): readonly KnownBlock[] {
  const [only, ...others] = sheets
  if (!only) return []
  if (others.length === 0)
    return [
      actions(
        button('Accept', TASK.accept, only.task.id, { style: 'primary' }),
        button('Decline…', TASK.decline, only.task.id),
      ),
    ]
  const references = sheets.map(({ task }) => task.reference).join(' ')
  if (`decline ${references}`.length > LIMITS.buttonValue) return []
  return [
    actions(
      button('Accept all', TASK.say, `accept ${references}`, { style: 'primary' }),
      button('Decline all', TASK.sayOther, `decline ${references}`),
    ),
  ]
}

function offeredNotice({ giver, more }: Bundle, sheets: readonly TaskSheet[], now: Date): MessageContent {
  const said = `${line(giver, NAME_SHOWN)} would like to hand you ${counted(sheets.length + more, 'task')}`
  return {
    text: `${said}. Do you take them?`,
    blocks: [
      section(`${bold(`${said}.`)} Do you take them?`),
      ...lines(sheets, more, now),
      ...(more > 0 ? [] : offerAnswers(sheets)),
      context(
        `Single ones: ${code('/task accept')} or ${code('/task decline')} and their references. Until you accept they stay where they are.`,
      ),
    ],
  }
}

/** Tells somebody of all tasks of a bundle that are still theirs, one at least. */
export const bundleNotice = (bundle: Bundle, sheets: readonly TaskSheet[], now: Date): MessageContent =>
  (bundle.what === 'owned' ? ownedNotice : offeredNotice)(bundle, sheets, now)

/** More are counted, but not read for the message. */
const DRAWN = 200

/** Tells somebody once, in their own working time, of tasks that came to them by one deed, which `cause` names. */
export const bundlePost = (
  member: Member,
  { what, giver, taskIds }: Pick<Bundle, 'what' | 'giver' | 'taskIds'>,
  { cause, now }: { readonly cause: string; readonly now: Date },
): Post => ({
  workspaceId: member.workspaceId,
  key: noticeKeys.bundle(what, cause, member.id),
  kind: 'assigned',
  to: { kind: 'member', memberId: member.id },
  content: {
    draws: 'bundle',
    what,
    memberId: member.id,
    giver,
    taskIds: taskIds.slice(0, DRAWN),
    more: Math.max(0, taskIds.length - DRAWN),
  },
  notBefore: inWorkingTime(member, now),
  premise: null,
  cardOfTaskId: null,
})

/** Takes the place of what told of several tasks once none of them is somebody's any more, or offered to them. */
export function settledBundleNotice({ what }: Bundle): MessageContent {
  const text = `None of these tasks is ${what === 'owned' ? 'yours' : 'offered to you'} any more.`
  return { text, blocks: [section(text)] }
}
