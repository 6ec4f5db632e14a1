import type { Activity, Change } from './activity.ts'
import { isHandoff } from './handoff.ts'
import type { Task, TaskFact } from './task.ts'
import { MINUTE } from './time.ts'

/** The entries that changed a task after a version of it, newest first as they are given. */
export const changesAfter = (log: readonly Activity[], version: number): readonly Activity[] =>
  log.filter(({ changes, taskVersion }) => changes.length > 0 && taskVersion > version)

/** True where the log, newest first, reaches back to a version of its task. */
export const reachesBack = (log: readonly Activity[], version: number): boolean =>
  log.some(({ kind, changes, taskVersion }) => kind === 'created' || (changes.length > 0 && taskVersion <= version))

/** A task as it was before the changes of these entries, newest first. */
export function asItWas(task: Task, later: readonly Activity[]): Task {
  const before = later.flatMap(({ changes }) => changes.toReversed().map(({ fact, before: value }) => [fact, value]))
  // The log holds of each fact what the task held.
  return { ...task, ...(Object.fromEntries(before) as Partial<Task>) }
}

/** What became of a fact while somebody had it before them: from first to last, and who did the last of it when. */
export interface Meanwhile extends Change {
  readonly actorId: string | null
  readonly at: Date
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/**
 * What others than this person made of these facts, in the order of the facts; what was changed and put back is nothing.
 *
 * @param entries newest first
 */
export function meanwhileBy(
  entries: readonly Activity[],
  facts: readonly TaskFact[],
  actorId: string | null,
): readonly Meanwhile[] {
  const others = entries.filter((entry) => entry.actorId !== actorId)
  return facts.flatMap((fact) => {
    const changes = others.flatMap((entry) =>
      entry.changes.filter((change) => change.fact === fact).map((change) => ({ ...change, entry })),
    )
    const [last, first] = [changes[0], changes.at(-1)]
    if (!last || !first || same(first.before, last.after)) return []
    return [{ fact, before: first.before, after: last.after, actorId: last.entry.actorId, at: last.entry.at }]
  })
}

/** Facts that have one value, which whoever sets it takes the place of; the others are added to, or move on. */
const SET: ReadonlySet<TaskFact> = new Set<TaskFact>([
  'title',
  'description',
  'projectId',
  'ownerId',
  'accountableId',
  'dueAt',
  'priority',
  'estimateMinutes',
  'leftMinutes',
  'phaseId',
  'recurrence',
])

/** True where some of these changes may take the place of what another has just set. */
export const canOverride = (changes: readonly Change[]): boolean => changes.some(({ fact }) => SET.has(fact))

/** Whether a fact changed only as a consequence of another, so that nobody set it against anybody. */
function follows(fact: TaskFact, changes: readonly Change[], actorId: string | null): boolean {
  const of = (wanted: TaskFact): Change | undefined => changes.find((change) => change.fact === wanted)
  const after = of('status')?.after
  // A series goes on with the next task, or ends with this one; the phases of another project are others.
  if (fact === 'recurrence') return after === 'done' || after === 'dropped'
  if (fact === 'phaseId') return of('projectId') !== undefined
  if (fact !== 'ownerId') return false
  // Who accepts an offer takes what the other wants to give.
  const offer = of('handoff')?.before
  return isHandoff(offer) && offer.toId === actorId
}

/** So long somebody is told that another had just said otherwise. */
const JUST_NOW = 2 * MINUTE

/**
 * Which of somebody's changes took the place of what another had set just before.
 *
 * @param log the task's, newest first, without the changes themselves
 */
export function overridden(
  changes: readonly Change[],
  log: readonly Activity[],
  { actorId, now }: { readonly actorId: string | null; readonly now: Date },
): readonly Meanwhile[] {
  return changes.flatMap(({ fact, before, after }) => {
    if (!SET.has(fact) || follows(fact, changes, actorId)) return []
    const entry = log.find((each) => each.changes.some((change) => change.fact === fact))
    const isOther = entry !== undefined && entry.actorId !== null && entry.actorId !== actorId
    if (!isOther || now.getTime() - entry.at.getTime() > JUST_NOW) return []
    return [{ fact, before, after, actorId: entry.actorId, at: entry.at }]
  })
}
