import { HOME } from '../../block-kit/action-ids.ts'
import { actions, button, context, header, section } from '../../block-kit/blocks.ts'
import type { KnownBlock, View } from '../../block-kit/blocks.ts'
import { LIMITS } from '../../block-kit/limits.ts'
import { bold, code, date, line } from '../../block-kit/mrkdwn.ts'
import { taskLine } from '../../cards/task-line.ts'
import type { LinePart } from '../../cards/task-line.ts'
import { counted, nameOf } from '../../cards/words.ts'
import { WORK_PARTS } from '../../domain/my-work.ts'
import type { WorkPart } from '../../domain/my-work.ts'
import type { Block } from '../../domain/task.ts'
import type { TaskSheet } from '../../domain/task-sheet.ts'

export interface HomeTold {
  readonly work: Readonly<Record<WorkPart, readonly TaskSheet[]>>
  /** How many open tasks the person has, those that `work` leaves out included. */
  readonly total: number
  readonly now: Date
}

const HEADINGS: Readonly<Record<WorkPart, string>> = {
  overdue: 'Overdue',
  today: 'Today',
  week: 'This week',
  later: 'Later',
  noDate: 'No date',
  blocked: 'Blocked',
}

/** What a line says beside the task's name; its heading says the rest. */
const LINE_PARTS: Readonly<Record<WorkPart, readonly LinePart[]>> = {
  overdue: ['due', 'status', 'priority'],
  today: ['due', 'status', 'priority'],
  week: ['due', 'status', 'priority'],
  later: ['due', 'status', 'priority'],
  noDate: ['status', 'priority'],
  blocked: ['due', 'priority'],
}

/** A list is worked from its top: of each part so many lines are shown, and what is left is counted. */
const LINES = 25
/** Room for `+123 more` at the end of a text. */
const MORE_ROOM = 20

/** The people whom a task waits on, but those whom its reason names already. */
const waitsOn = ({ people }: TaskSheet, { reason, waitsOnMemberIds }: Block): readonly string[] =>
  waitsOnMemberIds.filter((id) => !reason.includes(`@${people.get(id)?.name ?? id}`)).map((id) => nameOf(people, id))

function workLine(part: WorkPart, sheet: TaskSheet, now: Date): string {
  const told = `• ${taskLine(sheet, now, LINE_PARTS[part])}`
  const { block } = sheet.task
  if (!block) return told
  const names = waitsOn(sheet, block).slice(0, 3)
  const on = names.length > 0 ? `, waits on ${names.join(', ')}` : ''
  return `${told} · ${line(block.reason, 150)}${on}, since ${date(block.since)}`
}

/** One part of the work under its heading: whole lines only, as many as fit into one text. */
function partBlocks(part: WorkPart, { work, now }: HomeTold): readonly KnownBlock[] {
  const sheets = work[part]
  if (sheets.length === 0) return []
  let text = ''
  let shown = 0
  for (const sheet of sheets.slice(0, LINES)) {
    const next = workLine(part, sheet, now)
    if (text.length + next.length + 1 > LIMITS.sectionText - MORE_ROOM) break
    text += `${next}\n`
    shown += 1
  }
  const hidden = sheets.length - shown
  return [
    header(`${HEADINGS[part]} (${sheets.length})`),
    section(`${text}${hidden > 0 ? `+${hidden} more` : ''}`.trimEnd()),
  ]
}

const newTask = actions(button('New task', HOME.newTask, 'home', { style: 'primary' }))

const EMPTY: readonly KnownBlock[] = [
  section(`${bold('Nothing is waiting for you.')} Enjoy it while it lasts.`),
  section(
    `What others give you, or you take, appears here. To make a task of your own, press New task, or type it anywhere: ${code('/task Fix hero copy @ana due fri 5pm')}.`,
  ),
]

function summary({ work, total }: HomeTold): string {
  const late = work.overdue.length
  return `${counted(total, 'open task')}${late > 0 ? `, ${bold(`${late} overdue`)}` : ''}. All of them: ${code('/task list me')}`
}

/** A person's Home tab: their open work, most pressing first. Names are text and times are in the reader's zone. */
export const homeView = (told: HomeTold): View => ({
  type: 'home',
  blocks: [
    header('My work'),
    newTask,
    ...(told.total === 0 ? EMPTY : [context(summary(told)), ...WORK_PARTS.flatMap((part) => partBlocks(part, told))]),
    context(`As of ${date(told.now)}. Open this tab again to see what has changed since.`),
  ],
})
