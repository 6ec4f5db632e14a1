import { TASK } from '../../block-kit/action-ids.ts'
import { button, context, section } from '../../block-kit/blocks.ts'
import { bold, code, line } from '../../block-kit/mrkdwn.ts'
import { taskLine } from '../../cards/task-line.ts'
import { counted } from '../../cards/words.ts'
import type { MessageContent } from '../../domain/notice.ts'
import type { TaskSheet } from '../../domain/task-sheet.ts'

interface Found {
  readonly sheets: readonly TaskSheet[]
  readonly more: boolean
  readonly all: boolean
}

/** What a search found, best first, each task with a button that shows its card. */
export function searchReply(text: string, { sheets, more, all }: Found, now: Date): MessageContent {
  const asked = `“${line(text, 100)}”`
  if (sheets.length === 0)
    return {
      text: `Nothing found for ${asked}`,
      blocks: [
        section(`Nothing found for ${asked}.`),
        context(`${code('/task search')} looks at titles, descriptions, notes and people’s names.`),
      ],
    }
  const heading = all
    ? `${more ? `The best ${sheets.length} tasks` : counted(sheets.length, 'task')} for ${asked}`
    : `No task has all of ${asked}; ${sheets.length === 1 ? 'this one has' : 'these have'} some of it`
  return {
    text: heading,
    blocks: [
      section(bold(heading)),
      ...sheets.map((sheet) => section(taskLine(sheet, now), button('Show', TASK.show, sheet.task.id))),
      ...(more ? [context('There are more: another word narrows the search.')] : []),
    ],
  }
}
