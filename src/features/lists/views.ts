import { LIST, TASK } from '../../block-kit/action-ids.ts'
import { actions, button, context, section } from '../../block-kit/blocks.ts'
import type { Button, KnownBlock } from '../../block-kit/blocks.ts'
import { LIMITS } from '../../block-kit/limits.ts'
import { bold, code, escape, line } from '../../block-kit/mrkdwn.ts'
import { taskLine } from '../../cards/task-line.ts'
import type { LinePart } from '../../cards/task-line.ts'
import { counted, labelled, nameOf, PRIORITY_WORDS, STATUS_WORDS } from '../../cards/words.ts'
import { COUNTED_AT_ONCE } from '../../domain/list-view.ts'
import type { ListView, SavedList } from '../../domain/list-view.ts'
import type { Member } from '../../domain/member.ts'
import type { MessageContent } from '../../domain/notice.ts'
import type { Project } from '../../domain/project.ts'
import type { Priority, TaskStatus } from '../../domain/task.ts'
import { hasOpenOnly } from '../../domain/task-list.ts'
import type { ListSubject } from '../../domain/task-list.ts'
import type { DueGroup, Group } from '../../domain/task-order.ts'
import type { TaskSheet } from '../../domain/task-sheet.ts'
import { listLine, orderWords, typedLine, whichWords } from '../../cards/list-words.ts'

/** One page of a list. */
export interface Listed {
  /** The saved list that was called up; null for one that was said. */
  readonly name: string | null
  readonly subject: ListSubject
  readonly view: ListView
  readonly places: readonly { readonly sheet: TaskSheet; readonly group: Group | null }[]
  readonly total: number
  /** From 1. */
  readonly page: number
  readonly pages: number
  /** The first group began on the page before. */
  readonly continued: boolean
  /** Those whom filters and groups name. */
  readonly people: ReadonlyMap<string, Member>
  readonly projects: readonly Project[]
  /** Whether whoever reads it may change all of its tasks at once. */
  readonly mayChange: boolean
  readonly now: Date
}

/** What was done about a list's name: saved, in the place of another or not. */
export interface SavedTold {
  readonly saved: SavedList
  readonly before: ListView | null
}

const DUE_WORDS: Readonly<Record<DueGroup, string>> = {
  overdue: 'Overdue',
  today: 'Today',
  week: 'This week',
  'next-week': 'Next week',
  later: 'Later',
  undated: 'No due date',
}

/** What a group is called. The values of a group are of its key's kind, which the compiler cannot see. */
function groupName({ key, value }: Group, { people, projects }: Listed): string {
  switch (key) {
    case 'owner':
      return value === null ? 'Nobody yet' : nameOf(people, value)
    case 'status':
      return STATUS_WORDS[value as TaskStatus]
    case 'priority':
      return PRIORITY_WORDS[value as Priority]
    case 'due':
      return DUE_WORDS[value as DueGroup]
    case 'label':
      return value === null ? 'No label' : labelled([value])
    case 'project': {
      const project = projects.find(({ id }) => id === value)
      return project ? `${escape(project.key)} ${line(project.name, 80)}` : 'Another project'
    }
    case 'phase': {
      const phase = projects.flatMap(({ phases }) => phases).find(({ id }) => id === value)
      return phase ? line(phase.name, 60) : 'No phase'
    }
  }
}

/** What a line need not say where its group's heading does. */
const SAID_BY_GROUP: Readonly<Partial<Record<Group['key'], LinePart>>> = {
  owner: 'owner',
  status: 'status',
  priority: 'priority',
}
const PARTS: readonly LinePart[] = ['owner', 'due', 'status', 'priority']

function lines(list: Listed): readonly KnownBlock[] {
  return list.places.flatMap(({ sheet, group }, index) => {
    const begins = group !== null && group !== list.places[index - 1]?.group
    const isContinued = index === 0 && list.continued ? ', continued' : ''
    const heading = begins ? [context(`${bold(groupName(group, list))} · ${group.count}${isContinued}`)] : []
    const parts = PARTS.filter((part) => group === null || SAID_BY_GROUP[group.key] !== part)
    return [...heading, section(taskLine(sheet, list.now, parts), button('Show', TASK.show, sheet.task.id))]
  })
}

/** A button that says a line, where Slack takes so long a value; none where it does not. */
const saying = (text: string, actionId: string, said: string): readonly Button[] =>
  said.length <= LIMITS.buttonValue ? [button(text, actionId, said)] : []

function buttons({ view, page, pages, mayChange }: Listed): readonly KnownBlock[] {
  const said = listLine(view)
  const all = [
    ...(page > 1 ? saying('Previous', TASK.sayOther, `${said} page ${page - 1}`) : []),
    ...(page < pages ? saying('Next', TASK.say, `${said} page ${page + 1}`) : []),
    ...(mayChange ? saying('Change these…', LIST.change, said) : []),
  ]
  return all.length > 0 ? [actions(...all)] : []
}

function footnotes(
  { view, total, page, pages }: Listed,
  told: SavedTold | null,
  people: Listed['people'],
): readonly string[] {
  const saved = told && [
    `Saved: ${code(`/task list ${told.saved.name}`)} shows this list from now on${told.before ? `, and no longer the one that had that name (${code(`/task ${typedLine(told.before, people)}`)})` : ''}.`,
  ]
  return [
    ...(pages > 1 ? [`Page ${page} of ${pages}${total > COUNTED_AT_ONCE ? ' and more' : ''}`] : []),
    ...(view.group === 'label' ? ['A task with several labels stands in the group of each.'] : []),
    ...(saved ?? []),
  ]
}

/** One page of a list, each task with a button that shows its card. */
export function listReply(list: Listed, told: SavedTold | null = null): MessageContent {
  const { subject, view, total, people, name } = list
  const which = whichWords(view, people)
  const order = orderWords(view)
  const task = hasOpenOnly(subject.filter) ? 'open task' : 'task'
  const begin = name === null ? '' : `${escape(name)} · `
  const notes = footnotes(list, told, people)
  if (total === 0) {
    return {
      text: `${begin}No ${task}s: ${which}`,
      blocks: [
        section(`${begin}No ${task}s: ${which}.`),
        context(
          `${code('/task list')} takes me, a person, a project’s key, overdue, today, week, blocked, unassigned, label:x and more: ${code('/task help list')}.`,
        ),
        ...(notes.length > 0 ? [context(...notes)] : []),
      ],
    }
  }
  const count = total > COUNTED_AT_ONCE ? `More than ${COUNTED_AT_ONCE} ${task}s` : counted(total, task)
  const heading = `${begin}${count}: ${[which, order].filter((words) => words !== '').join('; ')}`
  return {
    text: heading,
    blocks: [
      section(bold(heading)),
      ...lines(list),
      ...buttons(list),
      ...(notes.length > 0 ? [context(notes.join(' · '))] : []),
    ],
  }
}
