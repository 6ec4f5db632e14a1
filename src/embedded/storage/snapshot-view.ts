import { fail } from '../errors.ts'
import type { Snapshot } from './engine.ts'
import type { View } from './view.ts'

/** A frozen state as a view: for reading alone. */
export function snapshotView(snapshot: Snapshot): View {
  const never = (): never => fail('InternalError', 'a snapshot cannot be written')
  return {
    get: (key) => snapshot.get(key),
    range: (range) => snapshot.range(range),
    put: never,
    remove: never,
    lock: never,
    adjust: never,
    keep: never,
    countOf: (collection) => collection.count,
  }
}
