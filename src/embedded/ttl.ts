import { Blocked } from './errors.ts'
import { prepare } from './query/find.ts'
import type { Catalog, Collection } from './storage/catalog.ts'
import { removeDocument } from './storage/documents.ts'
import type { Index } from './storage/index-spec.ts'

/** How many documents one pass removes of an index, so that it does not hold up other work. */
const AT_ONCE = 1000

/** Removes the documents that their TTL index says are over. */
export function expireDocuments(catalog: Catalog, now: Date): void {
  for (const collection of catalog.all()) {
    for (const index of collection.indexes)
      if (index.expireAfterSeconds !== undefined) expire(catalog, collection, index, now)
  }
}

function expire(
  catalog: Catalog,
  collection: Collection,
  { fields: [field], name, expireAfterSeconds = 0 }: Index,
  now: Date,
): void {
  const limit = new Date(now.getTime() - expireAfterSeconds * 1000)
  const search = { filter: { [field?.path ?? '']: { $lte: limit } }, hint: name, limit: AT_ONCE }
  try {
    catalog.engine.write((view) => {
      const target = { catalog, view, collection }
      const over = Array.from(prepare({ ...target, check: () => undefined }, search).rows())
      for (const row of over) removeDocument(target, row.record, row.doc)
    })
  } catch (error) {
    // A transaction holds one of them: the next pass tries again.
    if (!(error instanceof Blocked)) throw error
  }
}
