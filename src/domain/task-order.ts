import type { GroupKey, ListSort, SortKey } from './list-view.ts'
import type { Project } from './project.ts'
import { PRIORITIES, TASK_STATUSES } from './task.ts'
import type { Task } from './task.ts'
import { addDays, atLocal, localDate, weekday } from './time.ts'

/** What of a task its place in a list depends on: so little that thousands can be held at once. */
export interface Outline extends Pick<
  Task,
  | 'id'
  | 'reference'
  | 'status'
  | 'priority'
  | 'ownerId'
  | 'dueAt'
  | 'estimateMinutes'
  | 'projectId'
  | 'phaseId'
  | 'labels'
> {
  /** Greater for a task that was changed later. */
  readonly touched: number
}

/** Where due dates stand to a day, in the order of a list. */
export const DUE_GROUPS = ['overdue', 'today', 'week', 'next-week', 'later', 'undated'] as const
export type DueGroup = (typeof DUE_GROUPS)[number]

/** What a group has in common, by the key that it is grouped by: an id, a status and so on; null: none. */
export interface Group {
  readonly key: GroupKey
  readonly value: string | null
  readonly count: number
}

/** A task's place in a list; with several labels it has one in the group of each. */
export interface Place {
  readonly id: string
  /** Null where the list has no groups. */
  readonly group: Group | null
}

/** What names and days an order is reckoned by. */
export interface OrderFacts {
  readonly now: Date
  /** The reader's. */
  readonly zone: string
  /** By member id. */
  readonly names: ReadonlyMap<string, string>
  /** By id. */
  readonly projects: ReadonlyMap<string, Pick<Project, 'key' | 'phases'>>
}

/** Ascending; a value that is missing comes last, whichever way the others are turned. */
type Rank = number | string | null

const collator = new Intl.Collator('en', { sensitivity: 'base', numeric: true })

function compareRanks(one: Rank, other: Rank, reversed: boolean): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null)
  const order =
    typeof one === 'string' || typeof other === 'string' ? collator.compare(String(one), String(other)) : one - other
  return reversed ? -order : order
}

const nameRank = (id: string | null, { names }: OrderFacts): string | null =>
  id === null ? null : (names.get(id) ?? id)

/** What each key sorts by; `created` by the id, which rises with time. */
const RANKS: Readonly<Record<SortKey, (task: Outline, facts: OrderFacts) => Rank>> = {
  due: ({ dueAt }) => dueAt?.getTime() ?? null,
  priority: ({ priority }) => PRIORITIES.indexOf(priority),
  created: ({ id }) => id,
  updated: ({ touched }) => touched,
  owner: ({ ownerId }, facts) => nameRank(ownerId, facts),
  status: ({ status }) => TASK_STATUSES.indexOf(status),
  estimate: ({ estimateMinutes }) => estimateMinutes,
  project: ({ projectId }, { projects }) => projects.get(projectId)?.key ?? projectId,
}

/** Those whose usual order is from the latest on. */
const LATEST_FIRST: ReadonlySet<SortKey> = new Set(['created', 'updated'])

const compareIds = (one: string, other: string): number => Number(one > other) - Number(one < other)

type Compare = (one: Outline, other: Outline) => number

/** By due date, then priority, then reference: the order of every list that asks for none, and total. */
const usually: Compare = (one, other) =>
  compareRanks(one.dueAt?.getTime() ?? null, other.dueAt?.getTime() ?? null, false) ||
  PRIORITIES.indexOf(one.priority) - PRIORITIES.indexOf(other.priority) ||
  numberOf(one) - numberOf(other) ||
  compareIds(one.reference, other.reference)

const numberOf = ({ reference }: Outline): number => Number(reference.split('-').at(-1))

function comparing({ key, reversed }: ListSort, facts: OrderFacts): Compare {
  const turned = LATEST_FIRST.has(key) ? !reversed : reversed
  const rank = RANKS[key]
  if (key === 'created') return (one, other) => compareIds(one.id, other.id) * (turned ? -1 : 1)
  // As the database has it, which reads its one index of due dates backwards.
  if (key === 'due' && reversed)
    return (one, other) => Number(one.dueAt === null) - Number(other.dueAt === null) || -usually(one, other)
  return (one, other) => compareRanks(rank(one, facts), rank(other, facts), turned) || usually(one, other)
}

/** In which of the due groups an instant is: day and week are the reader's, and weeks begin on Monday. */
export function dueGrouping({ now, zone }: Pick<OrderFacts, 'now' | 'zone'>): (dueAt: Date | null) => DueGroup {
  const today = localDate(now, zone)
  const midnight = (days: number): Date => atLocal(addDays(today, days), '00:00', zone)
  // Reckoned once for thousands of tasks.
  const [day, week, next] = [midnight(1), midnight(8 - weekday(today)), midnight(15 - weekday(today))]
  return (dueAt) => {
    if (dueAt === null) return 'undated'
    if (dueAt < now) return 'overdue'
    if (dueAt < day) return 'today'
    if (dueAt < week) return 'week'
    return dueAt < next ? 'next-week' : 'later'
  }
}

/** The groups that a task is in; null stands for none. */
function grouping(key: GroupKey, facts: OrderFacts): (task: Outline) => readonly (string | null)[] {
  const dueGroup = dueGrouping(facts)
  const known = phaseRanks(facts)
  switch (key) {
    case 'owner':
      return ({ ownerId }) => [ownerId]
    case 'status':
      return ({ status }) => [status]
    case 'priority':
      return ({ priority }) => [priority]
    case 'project':
      return ({ projectId }) => [projectId]
    case 'phase':
      return ({ phaseId }) => [phaseId !== null && known.has(phaseId) ? phaseId : null]
    case 'due':
      return ({ dueAt }) => [dueGroup(dueAt)]
    case 'label':
      return ({ labels }) => (labels.length > 0 ? labels : [null])
  }
}

/** The order of the groups: as work moves, most pressing first, by time, or by name; what has none comes last. */
function groupRank(key: GroupKey, value: string | null, facts: OrderFacts): Rank {
  const at = (order: readonly string[]): number => order.indexOf(value ?? '')
  switch (key) {
    case 'status':
      return at(TASK_STATUSES)
    case 'priority':
      return at(PRIORITIES)
    case 'due':
      return at(DUE_GROUPS)
    case 'owner':
      return nameRank(value, facts)
    case 'project':
      return value === null ? null : (facts.projects.get(value)?.key ?? value)
    case 'phase':
      return value === null ? null : (phaseRanks(facts).get(value) ?? null)
    case 'label':
      return value
  }
}

/** Phases in the order of their projects, and within a project as work goes through them. */
const phaseRanks = ({ projects }: OrderFacts): ReadonlyMap<string, string> =>
  new Map(
    [...projects.values()].flatMap(({ key, phases }) =>
      phases.map(({ id }, index) => [id, `${key} ${index}`] as const),
    ),
  )

/**
 * Puts tasks into the order of a list, group by group where it has groups.
 *
 * The order is total, so that pages neither repeat nor miss a place; what was not asked for is by due date, priority and
 * reference.
 */
export function arrange(
  tasks: readonly Outline[],
  { sort, group }: { readonly sort: ListSort | null; readonly group: GroupKey | null },
  facts: OrderFacts,
): readonly Place[] {
  const sorted = tasks.toSorted(sort ? comparing(sort, facts) : usually)
  if (group === null) return sorted.map(({ id }) => ({ id, group: null }))
  const groupsOf = grouping(group, facts)
  const members = new Map<string | null, string[]>()
  for (const task of sorted)
    for (const value of groupsOf(task)) {
      const ids = members.get(value)
      if (ids) ids.push(task.id)
      else members.set(value, [task.id])
    }
  const ranked = [...members].map(([value, ids]) => ({ value, ids, rank: groupRank(group, value, facts) }))
  ranked.sort((a, b) => compareRanks(a.rank, b.rank, false) || compareIds(a.value ?? '', b.value ?? ''))
  return ranked.flatMap(({ value, ids }) => {
    const shared = { key: group, value, count: ids.length }
    return ids.map((id) => ({ id, group: shared }))
  })
}
