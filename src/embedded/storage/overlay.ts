import type { Entry, KeyRange } from './view.ts'

/** A key's new value; `undefined` removes it. */
export interface Change {
  readonly key: Buffer
  readonly value: Buffer | undefined
}

/** Changes that lie over a stored state. */
export interface Overlay {
  readonly size: number
  get(key: Buffer): Change | undefined
  set(change: Change): void
  /** Takes a change away unless a later one has replaced it. */
  forget(change: Change): void
  all(): Iterable<Change>
  /** The entries that lie under it, with its changes laid over them, in order. */
  over(stored: Iterable<Entry>, range: KeyRange): Iterable<Entry>
  copy(): Overlay
}

/** Space and number of a collection or an index: a range looks at the changes of one of these. */
const GROUP = 5

interface Group {
  readonly changes: Map<string, Change>
  /** In the order of their keys, once a range has asked. */
  sorted: readonly Change[] | undefined
}

export function overlayOf(from: Iterable<Change> = []): Overlay {
  const groups = new Map<string, Group>()
  let size = 0
  const groupOf = (key: Buffer): string => key.toString('latin1', 0, GROUP)
  const add = (change: Change): void => {
    const key = change.key.toString('latin1')
    const name = key.slice(0, GROUP)
    const group = groups.get(name) ?? { changes: new Map<string, Change>(), sorted: undefined }
    if (group.changes.size === 0) groups.set(name, group)
    size -= group.changes.size
    group.changes.set(key, change)
    group.sorted = undefined
    size += group.changes.size
  }
  const all = function* (): Iterable<Change> {
    for (const { changes } of groups.values()) yield* changes.values()
  }
  const sortedFor = ({ start, end }: KeyRange): readonly Change[] => {
    const oneGroup = start.length >= GROUP && start.compare(end, 0, GROUP, 0, GROUP) === 0
    if (!oneGroup) return inOrder(all())
    const group = groups.get(groupOf(start))
    return group ? (group.sorted ??= inOrder(group.changes.values())) : []
  }
  for (const change of from) add(change)
  return {
    get size() {
      return size
    },
    get(key) {
      if (size === 0) return undefined
      const text = key.toString('latin1')
      return groups.get(text.slice(0, GROUP))?.changes.get(text)
    },
    set: add,
    forget(change) {
      const key = change.key.toString('latin1')
      const name = key.slice(0, GROUP)
      const group = groups.get(name)
      if (group?.changes.get(key) !== change) return
      group.changes.delete(key)
      group.sorted = undefined
      size--
      if (group.changes.size === 0) groups.delete(name)
    },
    all,
    over(stored, range) {
      if (size === 0) return stored
      const sorted = sortedFor(range)
      const found = sorted.slice(firstFrom(sorted, range.start), firstFrom(sorted, range.end))
      if (found.length === 0) return stored
      return range.reverse ? merged(stored, found.reverse(), -1) : merged(stored, found, 1)
    },
    copy: () => overlayOf(all()),
  }
}

const inOrder = (changes: Iterable<Change>): readonly Change[] => [...changes].sort((a, b) => a.key.compare(b.key))

/** Where in a sorted list the changes from a key on begin. */
function firstFrom(sorted: readonly Change[], key: Buffer): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle]?.key.compare(key) ?? 0) < 0) low = middle + 1
    else high = middle
  }
  return low
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
