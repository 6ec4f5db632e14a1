/** Modals of which the newest touch is remembered: those that are filled in at the same time. */
const REMEMBERED = 1000

/**
 * Tells which of the touches of a modal is the newest that this process knows of. It only decides which of two updates
 * stands that come within moments of each other: what is sent off is read anew in any case.
 */
export function openOrder(): (viewId: string, at: number) => () => boolean {
  const newest = new Map<string, number>()
  return (viewId, at) => {
    const before = newest.get(viewId) ?? 0
    newest.delete(viewId)
    newest.set(viewId, Math.max(before, at))
    if (newest.size > REMEMBERED) newest.delete(newest.keys().next().value ?? '')
    return () => (newest.get(viewId) ?? at) <= at
  }
}
