import { ServerError } from '../errors.ts'
import type { Collection } from './catalog.ts'
import type { Engine, Holder } from './engine.ts'
import { overlayOf } from './overlay.ts'
import type { View } from './view.ts'

/** A multi-document transaction: it reads the state at its start and its own writes; others see these at its commit. */
export interface Transaction extends Holder {
  readonly view: View
  /** Writes all that it changed in one go. */
  commit(): void
  abort(): void
}

export function beginTransaction(engine: Engine): Transaction {
  const snapshot = engine.snapshot()
  const own = overlayOf()
  const counts = new Map<Collection, number>()
  const held: string[] = []
  let end = (): void => undefined
  const ended = new Promise<void>((resolve) => (end = resolve))
  const holder = { ended }
  const finish = (): void => {
    for (const key of held) engine.locks.delete(key)
    held.length = 0
    snapshot.release()
    end()
  }
  const view: View = {
    get(key) {
      const change = own.get(key)
      return change ? change.value : snapshot.get(key)
    },
    range: (range) => own.over(snapshot.range(range), range),
    estimate: (range) => snapshot.estimate(range),
    put: (key, value) => own.set({ key, value }),
    remove: (key) => own.set({ key, value: undefined }),
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
    countOf: (collection) => collection.count + (counts.get(collection) ?? 0),
  }
  const apply = (live: View): void => {
    for (const { key, value } of own.all()) {
      if (value) live.put(key, value)
      else live.remove(key)
    }
    for (const [collection, delta] of counts) live.adjust(collection, delta)
  }
  return {
    view,
    ended,
    commit() {
      engine.write(apply)
      finish()
    },
    abort: finish,
  }
}

const CONFLICT =
  'Caused by :: Write conflict during plan execution and yielding is disabled. :: Please retry your operation or multi-document transaction.'

const writeConflict = (): ServerError =>
  new ServerError('WriteConflict', CONFLICT, { labels: ['TransientTransactionError'] })
