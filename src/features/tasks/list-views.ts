import { TASK } from '../../block-kit/action-ids.ts'
import { actions, button, context, section } from '../../block-kit/blocks.ts'
import { LIMITS } from '../../block-kit/limits.ts'
import { bold, code, escape } from '../../block-kit/mrkdwn.ts'
import { taskLine } from '../../cards/task-line.ts'
import { counted, labelled, listed, nameOf, STATUS_WORDS } from '../../cards/words.ts'
import type { ListFilter } from '../../domain/command.ts'
import type { Member } from '../../domain/member.ts'
import type { MessageContent } from '../../domain/notice.ts'
import { isOpen } from '../../domain/task.ts'
import type { ListSubject } from '../../domain/task-list.ts'
import type { TaskSheet } from '../../domain/task-sheet.ts'

/** One page of a list. */
export interface Listed {
  readonly subject: ListSubject
  readonly sheets: readonly TaskSheet[]
  readonly total: number
  /** From 1. */
  readonly page: number
  readonly pages: number
  readonly now: Date
}

type People = ReadonlyMap<string, Member>

function filterWords(filter: ListFilter, people: People): string {
  switch (filter.kind) {
    case 'me':
      return 'yours'
    case 'member':
      return `owned by ${nameOf(people, filter.memberId)}`
    case 'project':
      return `in ${escape(filter.key)}`
    case 'label':
      return `labelled ${labelled([filter.label])}`
    case 'status':
      return STATUS_WORDS[filter.status].toLowerCase()
    case 'week':
      return 'due this week'
    case 'today':
      return 'due today'
    case 'overdue':
      return 'overdue'
    case 'at-risk':
      return 'at risk'
    case 'unassigned':
      return 'without an owner'
  }
}

const said = (filter: ListFilter): string => {
  switch (filter.kind) {
    case 'member':
      return `<@${filter.memberId}>`
    case 'project':
      return filter.key
    case 'label':
      return `label:${filter.label}`
    case 'status':
      return filter.status
    default:
      return filter.kind
  }
}

const pageCommand = (filters: readonly ListFilter[], page: number): string =>
  ['list', ...filters.map(said), 'page', page].join(' ')

function pageButtons({ subject: { filters }, page, pages }: Listed) {
  const turns = [
    ...(page > 1 ? [{ text: 'Previous', line: pageCommand(filters, page - 1) }] : []),
    ...(page < pages ? [{ text: 'Next', line: pageCommand(filters, page + 1) }] : []),
  ]
  const buttons = turns
    .filter(({ line }) => line.length <= LIMITS.buttonValue)
    .map(({ text, line }) => button(text, TASK.say, line))
  return buttons.length > 0 ? [actions(...buttons)] : []
}

/** Lists have open tasks, unless a filter says otherwise. */
const isClosed = (filter: ListFilter): boolean => filter.kind === 'status' && !isOpen(filter)

/** One page of a list, each task with a button that shows its card. `people` are those whom filters name. */
export function listReply(list: Listed, people: People): MessageContent {
  const { subject, sheets, total, page, pages, now } = list
  const which = listed(subject.filters.map((filter) => filterWords(filter, people)))
  const task = subject.filters.some(isClosed) ? 'task' : 'open task'
  const heading = `${counted(total, task)}: ${which}`
  if (total === 0) {
    return {
      text: `No ${task}s: ${which}`,
      blocks: [
        section(`No ${task}s: ${which}.`),
        context(
          `${code('/task list')} takes me, a person, a project’s key, overdue, today, week, blocked, unassigned or label:x.`,
        ),
      ],
    }
  }
  return {
    text: heading,
    blocks: [
      section(bold(heading)),
      ...sheets.map((sheet) => section(taskLine(sheet, now), button('Show', TASK.show, sheet.task.id))),
      ...pageButtons(list),
      ...(pages > 1 ? [context(`Page ${page} of ${pages}`)] : []),
    ],
  }
}
