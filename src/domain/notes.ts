import type { Activity } from './activity.ts'

/**
 * A task's log without the notes that stand no more: of the entries about one reply in the card's thread the newest counts,
 * and none where the reply was deleted. The order stays as it is.
 *
 * @param entries newest first
 */
export function withStandingNotes(entries: readonly Activity[]): readonly Activity[] {
  const seen = new Set<string>()
  return entries.filter((entry) => {
    if (entry.kind !== 'noted' || !entry.message) return true
    const { channelId, ts } = entry.message
    const isNewest = !seen.has(`${channelId} ${ts}`)
    seen.add(`${channelId} ${ts}`)
    return isNewest && entry.note !== null
  })
}
