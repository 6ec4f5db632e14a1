import type { Priority, TaskStatus } from './task.ts'

/** Spans of days in which tasks were completed. */
export const DONE_SPANS = ['today', 'yesterday', 'week', 'last-week'] as const
export type DoneSpan = (typeof DONE_SPANS)[number]

/** Filters that are one word and nothing more; `all` narrows nothing, and is there where nothing else is. */
export type PlainFilter =
  | 'all'
  | 'me'
  | 'overdue'
  | 'today'
  | 'tomorrow'
  | 'week'
  | 'next-week'
  | 'at-risk'
  | 'unassigned'
  | 'undated'
  | 'unestimated'
  | 'watching'

/** One condition of a list; a list has the tasks that meet them all. */
export type ListFilter =
  | { readonly kind: PlainFilter }
  | { readonly kind: 'member'; readonly memberId: string }
  | { readonly kind: 'project'; readonly key: string }
  | { readonly kind: 'label'; readonly label: string }
  /** A phase's name, or how it begins; hyphens stand for spaces. */
  | { readonly kind: 'phase'; readonly name: string }
  | { readonly kind: 'status'; readonly status: TaskStatus }
  | { readonly kind: 'priority'; readonly priority: Priority }
  | { readonly kind: 'done-in'; readonly span: DoneSpan }

export const SORT_KEYS = ['due', 'priority', 'created', 'updated', 'owner', 'status', 'estimate', 'project'] as const
export type SortKey = (typeof SORT_KEYS)[number]

/**
 * The order of a list: dates and estimates from the smallest, priorities from the most pressing, `created` and `updated`
 * from the latest, names from A to Z, statuses as work moves. What lacks the value comes last, reversed or not.
 */
export interface ListSort {
  readonly key: SortKey
  readonly reversed: boolean
}

/** Orders that the database has by an index, however many tasks there are; the others are made of those that match. */
const INDEXED = ['due', 'priority', 'created', 'updated'] as const satisfies readonly SortKey[]
export interface IndexedSort extends ListSort {
  readonly key: (typeof INDEXED)[number]
}

/** The least pressing first is nothing that anybody wants of thousands. */
export const isIndexed = (sort: ListSort): sort is IndexedSort =>
  INDEXED.some((key) => key === sort.key) && !(sort.key === 'priority' && sort.reversed)

export const GROUP_KEYS = ['owner', 'status', 'project', 'due', 'priority', 'label', 'phase'] as const
export type GroupKey = (typeof GROUP_KEYS)[number]

/** Tasks of a list that are counted: nobody pages through more. */
export const COUNTED_AT_ONCE = 5_000
/** Tasks that are put into an order at once; more are sorted only by what the database has an index of. */
export const ARRANGED_AT_ONCE = 2_000

/** What a list is, whatever page of it is looked at: this is what can be saved under a name. */
export interface ListView {
  readonly filters: readonly ListFilter[]
  /** Null: by due date. */
  readonly sort: ListSort | null
  readonly group: GroupKey | null
}

/** The longest name of a saved list. */
export const LIST_NAME_LIMIT = 30
/** More saved lists than anybody keeps in mind. */
export const SAVED_LISTS_LIMIT = 50

/** A list under a name, by which its member calls it up. */
export interface SavedList {
  readonly workspaceId: string
  readonly memberId: string
  /** Lower case, one word, unique for the member. */
  readonly name: string
  readonly view: ListView
}

/** What was said, put on top of a list that was saved: filters add up, an order or a grouping takes the saved one's place. */
export const withSaid = (saved: ListView, said: ListView): ListView => ({
  filters: [...saved.filters, ...said.filters],
  sort: said.sort ?? saved.sort,
  group: said.group ?? saved.group,
})
