import type { Activity, Change } from './activity.ts'
import { withStandingNotes } from './notes.ts'
import type { Task, TaskFact } from './task.ts'

/** What those who watch a task are told of. */
const WATCHED: ReadonlySet<TaskFact> = new Set(['status', 'ownerId', 'dueAt'])

/** Whether an entry of the log tells of something that watchers want to know. An edited or deleted note is told no more. */
export const isNews = ({ kind, changes, note, undoes }: Activity): boolean =>
  changes.some(({ fact }) => WATCHED.has(fact)) || (kind === 'noted' && note !== null && undoes === null)

/** What became of a task in a while, as one who watches it is told. */
export interface News {
  /** Facts that are not what they were, with what they were at first. */
  readonly changes: readonly Change[]
  /** Oldest first. */
  readonly notes: readonly Activity[]
  /** Who changed them, each once, the first one first; Runsheet itself is not among them. */
  readonly changedByIds: readonly string[]
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/** The first value that each watched fact had, where it has another one now. */
function netChanges(task: Task, entries: readonly Activity[]): readonly Change[] {
  const first = new Map<TaskFact, Change>()
  for (const change of entries.flatMap(({ changes }) => changes))
    if (WATCHED.has(change.fact) && !first.has(change.fact)) first.set(change.fact, change)
  return [...first.values()]
    .map(({ fact, before }) => ({ fact, before, after: (task as unknown as Record<TaskFact, unknown>)[fact] }))
    .filter(({ before, after }) => !same(before, after))
}

/** What people said, alone or with a change that stands; why a task is blocked or was dropped is said with its status. */
function said(entries: readonly Activity[]): readonly Activity[] {
  const undone = new Set(entries.map(({ undoes }) => undoes))
  const isReason = ({ changes }: Activity): boolean =>
    changes.some(({ fact }) => fact === 'block' || fact === 'droppedReason')
  return entries.filter(
    (entry) =>
      entry.note !== null &&
      (entry.kind === 'noted' || (entry.kind === 'changed' && !undone.has(entry.id) && !isReason(entry))),
  )
}

/**
 * What one member is told of a task that they watch: what others did from `since` to `until`, taken together. What was
 * taken back, or changed and changed back, is not told; null where nothing is left.
 *
 * @param log newest first
 */
export function newsOf(
  task: Task,
  log: readonly Activity[],
  { memberId, since, until }: { readonly memberId: string; readonly since: Date; readonly until: Date },
): News | null {
  const entries = withStandingNotes(log)
    .filter(({ at, actorId }) => at >= since && at <= until && actorId !== memberId)
    .toReversed()
  const changes = netChanges(task, entries)
  const notes = said(entries)
  if (changes.length === 0 && notes.length === 0) return null
  const facts = new Set(changes.map(({ fact }) => fact))
  const changing = entries.filter((entry) => entry.changes.some(({ fact }) => facts.has(fact)))
  return { changes, notes, changedByIds: [...new Set(changing.flatMap(({ actorId }) => actorId ?? []))] }
}
