import { GROUP_KEYS, SORT_KEYS } from './list-view.ts'
import type { GroupKey, ListSort, SortKey } from './list-view.ts'
import { nearest } from './near.ts'

/** Other words for what a list is sorted or grouped by. */
const ALIKE: ReadonlyMap<string, SortKey | GroupKey> = new Map(
  Object.entries({
    date: 'due',
    deadline: 'due',
    prio: 'priority',
    new: 'created',
    newest: 'created',
    made: 'created',
    changed: 'updated',
    recent: 'updated',
    person: 'owner',
    people: 'owner',
    member: 'owner',
    assignee: 'owner',
    state: 'status',
    est: 'estimate',
    effort: 'estimate',
    key: 'project',
    labels: 'label',
    tag: 'label',
    phases: 'phase',
    stage: 'phase',
  } as const),
)

const asSort = (word: string): SortKey | null =>
  SORT_KEYS.find((key) => key === word) ?? SORT_KEYS.find((key) => key === ALIKE.get(word)) ?? null
const asGroup = (word: string): GroupKey | null =>
  GROUP_KEYS.find((key) => key === word) ?? GROUP_KEYS.find((key) => key === ALIKE.get(word)) ?? null

type ReadKey =
  | { readonly kind: 'sort'; readonly sort: ListSort }
  | { readonly kind: 'group'; readonly group: GroupKey }
  | { readonly kind: 'near'; readonly word: string }
  | { readonly kind: 'missing'; readonly missing: 'sort' | 'group' }

/** What stands behind `sort:` (with `-` before it: reversed) or `group:`. */
export function readListKey(by: 'sort' | 'group', typed: string): ReadKey {
  const reversed = by === 'sort' && typed.startsWith('-')
  const word = reversed ? typed.slice(1) : typed
  if (by === 'group') {
    const group = asGroup(word)
    if (group) return { kind: 'group', group }
  } else {
    const sort = asSort(word)
    if (sort) return { kind: 'sort', sort: { key: sort, reversed } }
  }
  const near = nearest<string>(word, by === 'sort' ? SORT_KEYS : GROUP_KEYS)
  return near ? { kind: 'near', word: `${by}:${reversed ? '-' : ''}${near}` } : { kind: 'missing', missing: by }
}

/**
 * What `by` and a word mean without more: people and what work belongs to group a list, dates and sizes sort it. Null for
 * a word that is neither.
 */
export function byKey(word: string): string | null {
  const group = asGroup(word)
  if (group && group !== 'due') return `group:${group}`
  const sort = asSort(word)
  return sort ? `sort:${sort}` : null
}
