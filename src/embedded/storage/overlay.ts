import type { Entry, KeyRange } from './view.ts'

/** A key's new value; `undefined` removes it. */
export interface Change {
  readonly key: Buffer
  readonly value: Buffer | undefined
}

/** Changes that lie over a stored state, grouped by the first bytes of their keys: a range looks at one group. */
export interface Overlay {
  readonly size: number
  get(key: Buffer): Change | undefined
  set(change: Change): void
  /** Takes a change away unless a later one has replaced it. */
  forget(change: Change): void
  all(): Iterable<Change>
  within(range: KeyRange): readonly Change[]
  copy(): Overlay
}

/** Space and number of a collection or an index. */
const GROUP = 5

export function overlayOf(from: Iterable<Change> = []): Overlay {
  const groups = new Map<string, Map<string, Change>>()
  let size = 0
  const groupOf = (key: Buffer): string => key.toString('latin1', 0, GROUP)
  const overlay: Overlay = {
    get size() {
      return size
    },
    get: (key) => (size === 0 ? undefined : groups.get(groupOf(key))?.get(key.toString('latin1'))),
    set(change) {
      const name = groupOf(change.key)
      const group = groups.get(name) ?? new Map<string, Change>()
      if (group.size === 0) groups.set(name, group)
      size -= group.size
      group.set(change.key.toString('latin1'), change)
      size += group.size
    },
    forget(change) {
      const name = groupOf(change.key)
      const group = groups.get(name)
      if (group?.get(change.key.toString('latin1')) !== change) return
      group.delete(change.key.toString('latin1'))
      size--
      if (group.size === 0) groups.delete(name)
    },
    *all() {
      for (const group of groups.values()) yield* group.values()
    },
    within({ start, end, reverse }) {
      if (size === 0) return []
      const oneGroup = start.length >= GROUP && start.compare(end, 0, GROUP, 0, GROUP) === 0
      const found: Change[] = []
      for (const change of oneGroup ? (groups.get(groupOf(start))?.values() ?? []) : overlay.all()) {
        if (change.key.compare(start) >= 0 && change.key.compare(end) < 0) found.push(change)
      }
      const sign = reverse ? -1 : 1
      return found.sort((a, b) => sign * a.key.compare(b.key))
    },
    copy: () => overlayOf(overlay.all()),
  }
  for (const change of from) overlay.set(change)
  return overlay
}

/** The stored entries with changes laid over them, in order. */
export function overlaid(stored: Iterable<Entry>, overlay: Overlay, range: KeyRange): Iterable<Entry> {
  const changes = overlay.within(range)
  return changes.length === 0 ? stored : merged(stored, changes, range.reverse ? -1 : 1)
}

function* merged(stored: Iterable<Entry>, changes: readonly Change[], sign: number): Iterable<Entry> {
  let next = 0
  for (const entry of stored) {
    let replaced = false
    for (let change = changes[next]; change; change = changes[next]) {
      const order = sign * change.key.compare(entry.key)
      if (order > 0) break
      next++
      replaced ||= order === 0
      if (change.value) yield { key: change.key, value: change.value }
    }
    if (!replaced) yield entry
  }
  for (const { key, value } of changes.slice(next)) if (value) yield { key, value }
}
