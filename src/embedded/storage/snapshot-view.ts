import type { Snapshot } from './engine.ts'
import { readOnly } from './view.ts'
import type { View } from './view.ts'

/** A frozen state as a view. */
export function snapshotView(snapshot: Snapshot): View {
  return readOnly({
    get: (key) => snapshot.get(key),
    range: (range) => snapshot.range(range),
    countOf: (collection) => collection.count,
  })
}
