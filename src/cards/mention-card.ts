import { TASK } from '../block-kit/action-ids.ts'
import { button, context, section } from '../block-kit/blocks.ts'
import { escape, line, plainDate } from '../block-kit/mrkdwn.ts'
import type { MessageContent } from '../domain/notice.ts'
import { isOpen } from '../domain/task.ts'
import type { TaskSheet } from '../domain/task-sheet.ts'
import type { UnfurlPlace } from '../domain/unfurl.ts'
import { taskLine } from './task-line.ts'
import type { LinePart } from './task-line.ts'
import { nameOf, STATUS_WORDS } from './words.ts'

/** Nothing is overdue by it: a line that says so would have to be changed when the hour comes. */
const NO_HURRY = new Date(0)

/**
 * A task in a line, below a message that names it. Names are text, so it pings nobody. What cannot be kept true says only
 * what the task is.
 */
export function mentionCard(sheet: TaskSheet, { url, steady }: Pick<UnfurlPlace, 'url' | 'steady'>): MessageContent {
  const { task, people } = sheet
  const name = `${escape(task.reference)} ${line(task.title, 150)}`
  const owner = task.ownerId ? nameOf(people, task.ownerId) : 'nobody yet'
  const due = task.dueAt ? `due ${plainDate(task.dueAt)}` : 'no due date'
  const parts: readonly LinePart[] = steady ? [] : isOpen(task) ? ['status', 'owner', 'due', 'priority'] : ['status']
  return {
    text: steady ? name : `${name}: ${STATUS_WORDS[task.status]}, owner ${owner}, ${due}`,
    blocks: [
      section(taskLine(sheet, NO_HURRY, parts), button('Show task', TASK.show, task.id)),
      ...(url === null
        ? [
            context(
              `Shown because ${escape(task.reference)} is named above. Replies in this thread are not added to the task.`,
            ),
          ]
        : []),
    ],
  }
}
