import { TASK } from '../block-kit/action-ids.ts'
import { actions, button, context, section } from '../block-kit/blocks.ts'
import { bold, date, escape, line, plainDate } from '../block-kit/mrkdwn.ts'
import type { MessageContent } from '../domain/notice.ts'
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
