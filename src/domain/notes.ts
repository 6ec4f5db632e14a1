import type { Activity } from './activity.ts'

/** Whether somebody took back an entry of a log. */
export const isTakenBack = (log: readonly Activity[], id: string): boolean =>
  log.some(({ kind, undoes }) => kind === 'undone' && undoes === id)

/**
 * A task's log without the notes that stand no more: those that were undone; of the entries about one reply in the card's
 * thread the newest counts, and none where the reply was deleted. The order stays as it is.
 *
 * @param entries newest first
 */
export function withStandingNotes(entries: readonly Activity[]): readonly Activity[] {
  const seen = new Set<string>()
  const undone = new Set(entries.filter(({ kind }) => kind === 'undone').map(({ undoes }) => undoes))
  return entries.filter((entry) => {
    if (entry.kind !== 'noted') return true
    if (!entry.message) return !undone.has(entry.id)
    const { channelId, ts } = entry.message
    const isNewest = !seen.has(`${channelId} ${ts}`)
    seen.add(`${channelId} ${ts}`)
    return isNewest && entry.note !== null
  })
}
