import type { IndexedSort } from '../domain/list-view.ts'
import type { Sight } from '../domain/sight.ts'
import type { Priority, Task, TaskStatus } from '../domain/task.ts'
import type { TaskFilter } from '../ports.ts'
import type { DueFields } from './due-lease.ts'
import type { TaskRow } from './task-rows.ts'
import type { Order, Scoped } from './tenant-collection.ts'

/** What queries sort and select by, reckoned from the task at each write. */
export interface Ranks {
  readonly open: boolean
  /** `dueAt`, or the end of time, so that tasks without a date come last. */
  readonly dueRank: Date
  /** 0 is the most pressing. */
  readonly priorityRank: number
  /** The number in the reference: `WEB-9` comes before `WEB-12`. */
  readonly numberRank: number
  /** Real time of the last write: greater for what was changed later. */
  readonly touched: number
}

const NEVER = new Date('9999-12-31T23:59:59.999Z')
const PRIORITY_RANKS: Readonly<Record<Priority, number>> = { urgent: 0, high: 1, normal: 2, low: 3 }
const OPEN: Readonly<Record<TaskStatus, boolean>> = {
  todo: true,
  doing: true,
  review: true,
  blocked: true,
  done: false,
  dropped: false,
}

export function reckoned(task: Task, touched: number): Ranks & DueFields {
  const open = OPEN[task.status]
  return {
    open,
    dueRank: task.dueAt ?? NEVER,
    priorityRank: PRIORITY_RANKS[task.priority],
    numberRank: Number(task.reference.split('-').at(-1)),
    touched,
    watched: open && task.nextCheckAt !== null,
    leaseUntil: 0,
  }
}

/** The reference makes the order total, so that pages neither repeat nor miss a task. */
export const ORDER = { dueRank: 1, priorityRank: 1, numberRank: 1, reference: 1 } as const satisfies Order<TaskRow>
export const BY_PRIORITY = {
  priorityRank: 1,
  dueRank: 1,
  numberRank: 1,
  reference: 1,
} as const satisfies Order<TaskRow>
export const BY_TOUCH = { touched: 1, _id: 1 } as const satisfies Order<TaskRow>

/** What `Outline` is made of. */
export const OUTLINE = [
  'reference',
  'status',
  'priority',
  'ownerId',
  'dueAt',
  'estimateMinutes',
  'projectId',
  'phaseId',
  'labels',
  'touched',
] as const satisfies readonly (keyof TaskRow)[]

const IN_ORDER = { workspaceId: 1, open: 1 } as const
/** The order in which tasks were made: their ids rise with time. */
export const BY_AGE = { ...IN_ORDER, _id: 1 } as const satisfies Order<TaskRow>

/** A part of a list that one index has in its order; a list is its parts, one behind the other. */
interface Segment {
  /** Null: all of the list. */
  readonly among: Partial<Scoped<TaskRow>> | null
  readonly order: Order<TaskRow>
  /** The index to follow, where another one would find the rows as well but not in this order. */
  readonly along?: Order<TaskRow>
}

const turned = (order: Order<TaskRow>): Order<TaskRow> =>
  Object.fromEntries(Object.entries(order).map(([field, way]) => [field, way === 1 ? -1 : 1]))

/** What is to be read, one part after the other, for an order; without one it is by due date. */
export function segmentsOf(sort: IndexedSort | null): readonly Segment[] {
  const reversed = sort?.reversed === true
  switch (sort?.key) {
    case undefined:
      return [{ among: null, order: ORDER }]
    case 'due':
      // Without a date they come last either way.
      return reversed
        ? [
            { among: { dueRank: { $lt: NEVER } }, order: turned(ORDER) },
            { among: { dueRank: NEVER }, order: ORDER },
          ]
        : [{ among: null, order: ORDER }]
    case 'priority':
      return [{ among: null, order: BY_PRIORITY, along: { ...IN_ORDER, ...BY_PRIORITY } }]
    case 'created':
      return [{ among: null, order: { _id: reversed ? 1 : -1 }, along: BY_AGE }]
    case 'updated':
      return [{ among: null, order: reversed ? BY_TOUCH : turned(BY_TOUCH), along: { ...IN_ORDER, ...BY_TOUCH } }]
  }
}

/** What `maySee` says, as the store asks it. */
export function seenBy({ memberId, hiddenProjectIds }: Sight): Partial<Pick<Scoped<TaskRow>, '$or'>> {
  if (hiddenProjectIds.length === 0) return {}
  const parts = ['ownerId', 'accountableId', 'createdBy', 'handoff.toId', 'consultedIds', 'informedIds', 'watcherIds']
  return {
    $or: [{ projectId: { $nin: [...hiddenProjectIds] } }, ...parts.map((part) => ({ [part]: memberId }))],
  }
}

/**
 * Asks for `open` by equality or by its two values, so that the index gives the order as well; what was completed in a
 * span is found by when, and is done.
 */
function standing({ statuses, doneFrom, doneBefore }: TaskFilter): Partial<Scoped<TaskRow>> {
  if (doneFrom && doneBefore) return { doneAt: { $gte: doneFrom, $lt: doneBefore } }
  const opens = statuses ? [...new Set(statuses.map((status) => OPEN[status]))] : [true]
  const open = opens.length === 1 ? opens.every(Boolean) : { $in: [true, false] }
  const among = Object.entries(OPEN).flatMap(([status, isOpen]) => (opens.includes(isOpen) ? [status] : []))
  // All that are open, or closed, need not be told apart: an index would have to.
  const isAll = statuses === undefined || (among.length > 0 && new Set(statuses).size === among.length)
  return { open, ...(isAll ? {} : { status: oneOf(statuses) }) }
}

/** What the rows of a list have in common. */
export function listed(sight: Sight, filter: TaskFilter): Scoped<TaskRow> {
  const { projectId, phases, ownerId, priority, labels, watcherId, unestimated, atRiskAt } = filter
  // Both may have alternatives, which can be named only once beside each other.
  const alternatives = [
    seenBy(sight),
    atRiskAt ? { $or: [{ status: 'blocked' as const }, { dueRank: { $lt: atRiskAt } }] } : {},
  ].filter((condition) => '$or' in condition)
  return {
    workspaceId: sight.workspaceId,
    ...standing(filter),
    ...(phases && { phaseId: { $in: [...phases.ids] }, projectId: oneOf(phases.projectIds) }),
    ...(projectId !== undefined && { projectId }),
    ...(ownerId !== undefined && { ownerId }),
    ...(priority && { priorityRank: PRIORITY_RANKS[priority] }),
    ...(watcherId !== undefined && { watcherIds: watcherId }),
    ...(unestimated && { estimateMinutes: null }),
    ...(labels && labels.length > 0 && { labels: { $all: [...labels] } }),
    ...(alternatives.length > 0 && { $and: alternatives }),
    ...dueIn(filter),
  }
}

/** One value by equality, by which an index gives the order of what follows it. */
const oneOf = <T>(values: readonly T[]): T | { readonly $in: T[] } => {
  const [first] = values
  return values.length === 1 && first !== undefined ? first : { $in: [...values] }
}

function dueIn({ dueFrom, dueBefore, undated }: TaskFilter): Partial<Scoped<TaskRow>> {
  if (undated) return { dueRank: NEVER }
  return dueFrom || dueBefore ? { dueRank: { ...(dueFrom && { $gte: dueFrom }), $lt: dueBefore ?? NEVER } } : {}
}
