import type { DoneSpan, ListFilter } from './list-view.ts'
import type { Member } from './member.ts'
import { isOpen, TASK_STATUSES } from './task.ts'
import type { Priority, TaskStatus } from './task.ts'
import { addDays, atLocal, localDate, weekday } from './time.ts'

/** Which tasks are wanted, as the store takes it; projects and phases stand beside it by their names. */
export interface WantedTasks {
  readonly ownerId?: string | null
  readonly statuses?: readonly TaskStatus[]
  readonly priority?: Priority
  /** Inclusive. */
  readonly dueFrom?: Date
  /** Exclusive. */
  readonly dueBefore?: Date
  /** Those without a due date. */
  readonly undated?: true
  /** Those without an estimate. */
  readonly unestimated?: true
  readonly labels?: readonly string[]
  readonly watcherId?: string
  /** Those that are blocked, or were due before this instant. */
  readonly atRiskAt?: Date
  /** When they were completed: inclusive. */
  readonly doneFrom?: Date
  /** Exclusive. */
  readonly doneBefore?: Date
}

export interface ListSubject {
  readonly filter: WantedTasks
  readonly key: string | null
  /** The phase that is asked for, as it was named. */
  readonly phase: string | null
  /** The filters that apply, said or taken for granted, for the list's heading. */
  readonly filters: readonly ListFilter[]
}

interface ListFacts {
  readonly speaker: Pick<Member, 'id' | 'zone'>
  readonly now: Date
  /** Key of the one project that lives in the channel. */
  readonly here: string | null
}

/** Days of the speaker's calendar, by their midnights; weeks begin on Monday and end with Sunday. */
interface Days {
  readonly midnight: (days: number) => Date
  readonly monday: (weeks: number) => Date
}

function daysOf({ speaker, now }: ListFacts): Days {
  const today = localDate(now, speaker.zone)
  const midnight = (days: number): Date => atLocal(addDays(today, days), '00:00', speaker.zone)
  return { midnight, monday: (weeks) => midnight(1 - weekday(today) + 7 * weeks) }
}

const dueBetween = (dueFrom: Date, dueBefore: Date): WantedTasks => ({ dueFrom, dueBefore })

function doneIn(span: DoneSpan, { midnight, monday }: Days): WantedTasks {
  const spans: Readonly<Record<DoneSpan, readonly [Date, Date]>> = {
    today: [midnight(0), midnight(1)],
    yesterday: [midnight(-1), midnight(0)],
    week: [monday(0), monday(1)],
    'last-week': [monday(-1), monday(0)],
  }
  const [doneFrom, doneBefore] = spans[span]
  return { statuses: ['done'], doneFrom, doneBefore }
}

/** What one filter wants. */
function wanted(filter: ListFilter, facts: ListFacts): WantedTasks {
  const { speaker, now } = facts
  const { midnight, monday } = daysOf(facts)
  switch (filter.kind) {
    case 'me':
      return { ownerId: speaker.id }
    case 'member':
      return { ownerId: filter.memberId }
    case 'unassigned':
      return { ownerId: null }
    case 'watching':
      return { watcherId: speaker.id }
    case 'status':
      return { statuses: [filter.status] }
    case 'priority':
      return { priority: filter.priority }
    case 'label':
      return { labels: [filter.label] }
    case 'overdue':
      return { dueBefore: now }
    case 'today':
      return dueBetween(midnight(0), midnight(1))
    case 'tomorrow':
      return dueBetween(midnight(1), midnight(2))
    case 'week':
      return dueBetween(monday(0), monday(1))
    case 'next-week':
      return dueBetween(monday(1), monday(2))
    case 'undated':
      return { undated: true }
    case 'unestimated':
      return { unestimated: true }
    case 'at-risk':
      return { atRiskAt: now }
    case 'done-in':
      return doneIn(filter.span, { midnight, monday })
    case 'all':
    case 'project':
    case 'phase':
      return {}
  }
}

const later = (one: Date | undefined, other: Date): Date => (one && one > other ? one : other)
const earlier = (one: Date | undefined, other: Date): Date => (one && one < other ? one : other)

const differ = <T>(one: T | undefined, other: T | undefined): boolean =>
  one !== undefined && other !== undefined && one !== other

/** True where no task can meet both. */
const contradict = (one: WantedTasks, other: WantedTasks): boolean =>
  differ(one.ownerId, other.ownerId) ||
  differ(one.priority, other.priority) ||
  differ(one.statuses?.[0], other.statuses?.[0]) ||
  ((one.undated ?? other.undated) !== undefined &&
    [one, other].some(({ dueFrom, dueBefore }) => dueFrom !== undefined || dueBefore !== undefined))

/** Both conditions in one; undefined where no task can meet both. */
function both(one: WantedTasks, other: WantedTasks): WantedTasks | undefined {
  if (contradict(one, other)) return undefined
  return {
    ...one,
    ...other,
    ...(one.labels || other.labels ? { labels: [...(one.labels ?? []), ...(other.labels ?? [])] } : {}),
    ...(other.dueFrom ? { dueFrom: later(one.dueFrom, other.dueFrom) } : {}),
    ...(other.dueBefore ? { dueBefore: earlier(one.dueBefore, other.dueBefore) } : {}),
    ...(other.doneFrom ? { doneFrom: later(one.doneFrom, other.doneFrom) } : {}),
    ...(other.doneBefore ? { doneBefore: earlier(one.doneBefore, other.doneBefore) } : {}),
  }
}

function subjectOf(said: readonly ListFilter[], facts: ListFacts): ListSubject | undefined {
  const narrowing = said.filter(({ kind }) => kind !== 'all')
  const filters = narrowing.length > 0 ? narrowing : said
  const keys = new Set(filters.flatMap((filter) => (filter.kind === 'project' ? [filter.key] : [])))
  const phases = new Set(filters.flatMap((filter) => (filter.kind === 'phase' ? [filter.name] : [])))
  if (keys.size > 1 || phases.size > 1) return undefined
  const filter = filters
    .map((each) => wanted(each, facts))
    .reduce<WantedTasks | undefined>((sum, each) => sum && both(sum, each), {})
  return filter && { filter, key: [...keys][0] ?? null, phase: [...phases][0] ?? null, filters }
}

/**
 * Decides what a list shows: the tasks that meet every filter; open ones, unless a status is asked for.
 *
 * Without filters it is the channel's project, else what the speaker owns; with `all` alone every project. Undefined where filters contradict each
 * other: two people, two projects, two statuses.
 */
export function decideList(filters: readonly ListFilter[], facts: ListFacts): ListSubject | undefined {
  const assumed: ListFilter = facts.here ? { kind: 'project', key: facts.here } : { kind: 'me' }
  return subjectOf(filters.length > 0 ? filters : [assumed], facts)
}

/** Filters that say whose or which tasks, rather than how they stand: a file of them has the closed ones as well. */
const ABOUT: ReadonlySet<ListFilter['kind']> = new Set([
  'all',
  'me',
  'member',
  'project',
  'label',
  'phase',
  'priority',
  'watching',
])

/** Decides what a file holds: without filters everything; open tasks alone where a filter asks how they stand. */
export function decideExport(filters: readonly ListFilter[], facts: ListFacts): ListSubject | undefined {
  const subject = subjectOf(filters, facts)
  if (!subject || subject.filter.statuses || !filters.every(({ kind }) => ABOUT.has(kind))) return subject
  return { ...subject, filter: { ...subject.filter, statuses: TASK_STATUSES } }
}

/** True for a list that has open tasks alone. */
export const hasOpenOnly = ({ statuses }: WantedTasks): boolean =>
  (statuses ?? []).every((status) => isOpen({ status }))
