import type { IndexedSort } from '../domain/list-view.ts'
import type { Priority, TaskStatus } from '../domain/task.ts'
import type { TaskFilter } from '../ports.ts'
import type { TaskRow } from './tasks.ts'
import type { Order, Scoped } from './tenant-collection.ts'

export const NEVER = new Date('9999-12-31T23:59:59.999Z')
export const PRIORITY_RANKS: Readonly<Record<Priority, number>> = { urgent: 0, high: 1, normal: 2, low: 3 }
export const OPEN: Readonly<Record<TaskStatus, boolean>> = {
  todo: true,
  doing: true,
  review: true,
  blocked: true,
  done: false,
  dropped: false,
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

/** A part of a list that one index has in its order; a list is its parts, one behind the other. */
interface Segment {
  /** Null: all of the list. */
  readonly among: Partial<Scoped<TaskRow>> | null
  readonly order: Order<TaskRow>
}

const turned = (order: Order<TaskRow>): Order<TaskRow> =>
  Object.fromEntries(Object.entries(order).map(([field, way]) => [field, way === 1 ? -1 : 1]))

/** What is to be read, one part after the other, for an order; without one it is by due date. */
export function segmentsOf(sort: IndexedSort | null): readonly Segment[] {
  const reversed = sort?.reversed === true
  switch (sort?.key) {
    case undefined:
    case 'due':
      // Without a date they come last either way.
      return reversed
        ? [
            { among: { dueRank: { $lt: NEVER } }, order: turned(ORDER) },
            { among: { dueRank: NEVER }, order: ORDER },
          ]
        : [{ among: null, order: ORDER }]
    case 'priority':
      return reversed
        ? Object.values(PRIORITY_RANKS)
            .toReversed()
            .map((priorityRank) => ({ among: { priorityRank }, order: BY_PRIORITY }))
        : [{ among: null, order: BY_PRIORITY }]
    case 'created':
      return [{ among: null, order: { _id: reversed ? 1 : -1 } }]
    case 'updated':
      return [{ among: null, order: reversed ? BY_TOUCH : turned(BY_TOUCH) }]
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
export function listed(workspaceId: string, filter: TaskFilter): Scoped<TaskRow> {
  const { projectId, phases, ownerId, priority, labels, watcherId, unestimated, atRiskAt } = filter
  return {
    workspaceId,
    ...standing(filter),
    ...(phases && { phaseId: { $in: [...phases.ids] }, projectId: oneOf(phases.projectIds) }),
    ...(projectId !== undefined && { projectId }),
    ...(ownerId !== undefined && { ownerId }),
    ...(priority && { priorityRank: PRIORITY_RANKS[priority] }),
    ...(watcherId !== undefined && { watcherIds: watcherId }),
    ...(unestimated && { estimateMinutes: null }),
    ...(labels && labels.length > 0 && { labels: { $all: [...labels] } }),
    ...(atRiskAt && { $or: [{ status: 'blocked' }, { dueRank: { $lt: atRiskAt } }] }),
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
