import { TASK } from '../block-kit/action-ids.ts'
import { actions, button, context, section } from '../block-kit/blocks.ts'
import { bold, code, date, escape, line, link, plainDate } from '../block-kit/mrkdwn.ts'
import type { MessageContent } from '../domain/notice.ts'
import type { Task } from '../domain/task.ts'
import type { TaskSheet } from '../domain/task-sheet.ts'
import { nameOf } from './words.ts'

const NOTE_SHOWN = 1000

/** Tells a member that somebody else made them a task's owner, and what they said with it. */
export function assignedNotice({ task, people }: TaskSheet, actorId: string, note: string | null): MessageContent {
  const name = `${bold(escape(task.reference))} ${line(task.title, 150)}`
  const due = task.dueAt ? `Due ${date(task.dueAt)}.` : 'It has no due date yet.'
  const giver = nameOf(people, actorId)
  return {
    text: `${giver} gave you ${escape(task.reference)} ${line(task.title, 150)}, ${task.dueAt ? `due ${plainDate(task.dueAt)}` : 'no due date'}`,
    blocks: [
      section(`${giver} gave you ${name}. ${due}`),
      ...(note ? [section(`${giver} says: ${line(note, NOTE_SHOWN)}`)] : []),
      actions(button('Start', TASK.start, task.id), button('Show task', TASK.show, task.id)),
      context(`You get this because you now own ${escape(task.reference)}.`),
    ],
  }
}

/** Tells whoever made a task that Slack did not take its card where it was to stand. */
export function unpostedNotice(task: Task): MessageContent {
  const name = `${bold(escape(task.reference))} ${line(task.title, 150)}`
  const said = 'is made, but its card could not be put below the message: Runsheet may not write there.'
  const from = task.source ? ` (${link(task.source.permalink, 'this one')})` : ''
  return {
    text: `${escape(task.reference)} ${line(task.title, 150)} ${said}`,
    blocks: [
      section(
        `${name} ${said.replace('the message', `the message${from}`)} If its cards are to stand there, invite it into that conversation: ${code('/invite @Runsheet')}. The task keeps its link to the message in any case.`,
      ),
      actions(button('Show task', TASK.show, task.id)),
    ],
  }
}
