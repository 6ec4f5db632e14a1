import { clip } from '../block-kit/limits.ts'
import { escape, line } from '../block-kit/mrkdwn.ts'
import { labelled, listed, nameOf, PRIORITY_WORDS, STATUS_WORDS } from './words.ts'
import type { DoneSpan, GroupKey, ListFilter, ListSort, ListView, PlainFilter, SortKey } from '../domain/list-view.ts'
import type { Member } from '../domain/member.ts'

type People = ReadonlyMap<string, Member>

const PLAIN: Readonly<Record<PlainFilter, string>> = {
  all: 'in every project',
  me: 'yours',
  overdue: 'overdue',
  today: 'due today',
  tomorrow: 'due tomorrow',
  week: 'due this week',
  'next-week': 'due next week',
  'at-risk': 'at risk',
  unassigned: 'without an owner',
  undated: 'without a due date',
  unestimated: 'without an estimate',
  watching: 'watched by you',
}

const DONE: Readonly<Record<DoneSpan, string>> = {
  today: 'done today',
  yesterday: 'done yesterday',
  week: 'done this week',
  'last-week': 'done last week',
}

function filterWords(filter: ListFilter, people: People): string {
  switch (filter.kind) {
    case 'member':
      return `owned by ${nameOf(people, filter.memberId)}`
    case 'project':
      return `in ${escape(filter.key)}`
    case 'label':
      return `labelled ${labelled([filter.label])}`
    case 'phase':
      return `in phase ${line(filter.name.replaceAll('-', ' '), 60)}`
    case 'status':
      return STATUS_WORDS[filter.status].toLowerCase()
    case 'priority':
      return `${PRIORITY_WORDS[filter.priority].toLowerCase()} priority`
    case 'done-in':
      return DONE[filter.span]
    default:
      return PLAIN[filter.kind]
  }
}

const ORDERS: Readonly<Record<SortKey, readonly [usual: string, reversed: string]>> = {
  due: ['by due date', 'by due date, latest first'],
  priority: ['by priority', 'by priority, lowest first'],
  created: ['newest first', 'oldest first'],
  updated: ['by last change, latest first', 'by last change, longest ago first'],
  owner: ['by owner', 'by owner, Z to A'],
  status: ['by status', 'by status, done first'],
  estimate: ['by estimate, shortest first', 'by estimate, longest first'],
  project: ['by project', 'by project, Z to A'],
}

const GROUPED: Readonly<Record<GroupKey, string>> = {
  owner: 'owner',
  status: 'status',
  project: 'project',
  due: 'due date',
  priority: 'priority',
  label: 'label',
  phase: 'phase',
}

/** Which tasks a list has, in words: `yours, overdue`. */
export const whichWords = ({ filters }: Pick<ListView, 'filters'>, people: People): string =>
  listed(filters.map((filter) => filterWords(filter, people)))

/** How a list is put, in words: `sorted by priority, grouped by owner`; empty where nobody asked for anything. */
export function orderWords({ sort, group }: ListView): string {
  const order = sort && ORDERS[sort.key][sort.reversed ? 1 : 0]
  return [
    ...(order ? [order.startsWith('by') ? `sorted ${order}` : order] : []),
    ...(group ? [`grouped by ${GROUPED[group]}`] : []),
  ].join(', ')
}

/** All of a list in words. */
export const viewWords = (view: ListView, people: People): string =>
  [whichWords(view, people), orderWords(view)].filter((words) => words !== '').join('; ')

function filterLine(filter: ListFilter): string {
  switch (filter.kind) {
    case 'member':
      return `<@${filter.memberId}>`
    case 'project':
      return filter.key
    case 'label':
      return `label:${filter.label}`
    case 'phase':
      return `phase:${filter.name}`
    case 'status':
      return filter.status
    case 'priority':
      return filter.priority
    case 'done-in':
      return `done-${filter.span}`
    default:
      return filter.kind
  }
}

const sortLine = ({ key, reversed }: ListSort): string => `sort:${reversed ? '-' : ''}${key}`

/** The line that says a list, for a button that says it. */
export const listLine = ({ filters, sort, group }: ListView): string =>
  ['list', ...filters.map(filterLine), ...(sort ? [sortLine(sort)] : []), ...(group ? [`group:${group}`] : [])].join(
    ' ',
  )

/** The same for people to read and type: people by their names, and no longer than a line of text. */
export const typedLine = (view: ListView, people: People): string =>
  clip(
    listLine(view).replaceAll(/<@([A-Z0-9]+)>/g, (_, id: string) => `@${people.get(id)?.name ?? id}`),
    300,
  )
