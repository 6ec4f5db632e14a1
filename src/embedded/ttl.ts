import { Blocked } from './errors.ts'
import { prepare } from './query/find.ts'
import type { Catalog } from './storage/catalog.ts'
import { removeDocument } from './storage/documents.ts'

/** How many documents one pass removes of an index, so that it does not hold up other work. */
const AT_ONCE = 1000

/** Removes the documents that their TTL index says are over. */
export function expireDocuments(catalog: Catalog, now: Date): void {
  for (const collection of catalog.all()) {
    for (const { fields, name, expireAfterSeconds } of collection.indexes) {
      const [field] = fields
      if (expireAfterSeconds === undefined || !field) continue
      const limit = new Date(now.getTime() - expireAfterSeconds * 1000)
      const search = { filter: { [field.path]: { $lte: limit } }, hint: name, limit: AT_ONCE }
      const remove = (): void =>
        catalog.engine.write((view) => {
          for (const row of [...prepare({ view, collection, check: () => undefined }, search).rows()]) {
            removeDocument({ catalog, view, collection }, row.record, row.doc)
          }
        })
      try {
        remove()
      } catch (error) {
        // A transaction holds one of them: the next pass tries again.
        if (!(error instanceof Blocked)) throw error
      }
    }
  }
}
