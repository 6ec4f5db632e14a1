import type { Activity } from './activity.ts'
import { MINUTE } from './time.ts'

/** How long a change can be taken back. */
export const UNDO_MINUTES = 10
/** So many entries of a task's log are read where it is asked what of it was taken back: ten minutes hold no more. */
export const UNDO_ENTRIES = 100

export type CannotUndo = 'late' | 'moved-on' | 'nothing' | 'not-yours' | 'already' | 'note' | 'put-back'

interface UndoFacts {
  readonly actorId: string
  readonly now: Date
  /** The task's log, newest first, at least as far back as the entry. */
  readonly log: readonly Activity[]
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/** True where all that an entry changed is again as it was before it: the log's newest word on each fact says so. */
function standsNoMore({ changes }: Activity, log: readonly Activity[]): boolean {
  const newest = new Map(log.toReversed().flatMap((each) => each.changes.map(({ fact, after }) => [fact, after])))
  return changes.length > 0 && changes.every(({ fact, before }) => same(newest.get(fact), before))
}

const isDeed = ({ actorId, kind }: Activity): boolean => actorId !== null && kind !== 'undone'

/**
 * Why an entry of a task's log cannot be taken back; null where it can.
 *
 * It can by whoever made it, within ten minutes, as long as nobody has changed the task since. What was itself undone or
 * put back does not count as a change, nor does what Runsheet noted; a note stands in the way of undoing a creation only,
 * for it would go with the task. A note itself is in nobody's way; what was said in a card's thread is taken back there.
 */
export function whyCannotUndo(entry: Activity | undefined, { actorId, now, log }: UndoFacts): CannotUndo | null {
  if (!entry) return 'nothing'
  if (entry.actorId !== actorId) return 'not-yours'
  if (entry.kind === 'noted' && entry.message) return 'note'
  if (entry.kind !== 'created' && entry.kind !== 'changed' && entry.kind !== 'noted') return 'nothing'
  const undone = new Set(log.map(({ undoes }) => undoes))
  if (undone.has(entry.id)) return 'already'
  if (now.getTime() - entry.at.getTime() > UNDO_MINUTES * MINUTE) return 'late'
  if (entry.kind === 'noted') return null
  return isReached(entry, log) && !changedSince(entry, log) ? null : 'moved-on'
}

const isReached = (entry: Activity, log: readonly Activity[]): boolean => log.some(({ id }) => id === entry.id)

/** The newest change that an undo of an entry would overwrite, or note that would go with it; undefined: none. */
export function changedSince(entry: Activity, log: readonly Activity[]): Activity | undefined {
  const undone = new Set(log.map(({ undoes }) => undoes))
  const place = log.findIndex(({ id }) => id === entry.id)
  return log
    .slice(0, Math.max(0, place))
    .filter((each) => isDeed(each) && !undone.has(each.id) && !standsNoMore(each, log))
    .find(({ kind }) => entry.kind === 'created' || kind !== 'noted')
}
