import { ServerError } from '../errors.ts'
import type { Collection } from './catalog.ts'
import type { Engine, Holder } from './engine.ts'
import type { Entry, KeyRange, View } from './view.ts'

/** A multi-document transaction: it reads the state at its start and its own writes; others see these at its commit. */
export interface Transaction extends Holder {
  readonly view: View
  /** Ends it: writes all that it changed in one go, or nothing. */
  commit(also?: (view: View) => void): void
  abort(): void
}

export function beginTransaction(engine: Engine): Transaction {
  const snapshot = engine.snapshot()
  const changes = new Map<string, Change>()
  const counts = new Map<Collection, number>()
  const held: string[] = []
  const kept: ((live: View) => void)[] = []
  let end = (): void => undefined
  const ended = new Promise<void>((resolve) => (end = resolve))
  const holder = { ended }
  const finish = (): void => {
    for (const key of held) engine.locks.delete(key)
    held.length = 0
    snapshot.release()
    end()
  }
  const set = (key: Buffer, value: Buffer | undefined): void => void changes.set(key.toString('latin1'), { key, value })
  const view: View = {
    get(key) {
      const own = changes.size > 0 ? changes.get(key.toString('latin1')) : undefined
      return own ? own.value : snapshot.get(key)
    },
    range: (range) => merged(snapshot.range(range), own(changes, range), range.reverse === true),
    put: set,
    remove: (key) => set(key, undefined),
    lock(key) {
      const name = key.toString('latin1')
      const current = engine.locks.get(name)
      if (current === holder) return
      const [then, now] = [snapshot.get(key), engine.live.get(key)]
      if (current || !(then && now ? then.equals(now) : then === now)) throw writeConflict()
      engine.locks.set(name, holder)
      held.push(name)
    },
    adjust: (collection, documents) => counts.set(collection, (counts.get(collection) ?? 0) + documents),
    keep: (action) => kept.push(action),
    countOf: (collection) => collection.count + (counts.get(collection) ?? 0),
  }
  const commit = (also?: (view: View) => void): void => {
    engine.write((live) => {
      for (const { key, value } of changes.values()) apply(live, key, value)
      for (const [collection, delta] of counts) live.adjust(collection, delta)
      for (const action of kept) action(live)
      also?.(live)
    })
    finish()
  }
  const abort = (): void => {
    if (kept.length > 0) engine.write((live) => kept.forEach((action) => action(live)))
    finish()
  }
  return { view, ended, commit, abort }
}

const apply = (live: View, key: Buffer, value: Buffer | undefined): void => {
  if (value) live.put(key, value)
  else live.remove(key)
}

interface Change {
  readonly key: Buffer
  readonly value: Buffer | undefined
}

export const writeConflict = (): ServerError =>
  new ServerError(
    'WriteConflict',
    'Caused by :: Write conflict during plan execution and yielding is disabled. :: Please retry your operation or multi-document transaction.',
    { labels: ['TransientTransactionError'] },
  )

function own(changes: ReadonlyMap<string, Change>, { start, end, reverse }: KeyRange): Change[] {
  const found: Change[] = []
  for (const change of changes.values()) {
    if (change.key.compare(start) >= 0 && change.key.compare(end) < 0) found.push(change)
  }
  const sign = reverse ? -1 : 1
  return found.sort((a, b) => sign * a.key.compare(b.key))
}

/** The stored entries with the transaction's own laid over them, in order. */
function* merged(stored: Iterable<Entry>, own: readonly Change[], reverse: boolean): Iterable<Entry> {
  const sign = reverse ? -1 : 1
  let next = 0
  for (const entry of stored) {
    let replaced = false
    for (let change = own[next]; change; change = own[next]) {
      const order = sign * change.key.compare(entry.key)
      if (order > 0) break
      next++
      if (order === 0) replaced = true
      if (change.value) yield { key: change.key, value: change.value }
    }
    if (!replaced) yield entry
  }
  for (const change of own.slice(next)) if (change.value) yield { key: change.key, value: change.value }
}
