import type { Call, Command } from '../context.ts'
import { fail } from '../errors.ts'
import { prepare } from '../query/find.ts'
import type { Search } from '../query/find.ts'
import type { Collection } from '../storage/catalog.ts'
import { removeDocument } from '../storage/documents.ts'
import { isNumber } from '../values/types.ts'
import type { Doc } from '../values/types.ts'
import { collectionOf, namespaceOf, onlyFields, searchOf } from './common.ts'
import { eachStatement, incoming } from './statements.ts'

/** What a statement deletes: the first match or all. */
export function readDelete(call: Call, collection: Collection | undefined, raw: Doc): Search {
  onlyFields('delete.deletes', raw, 'q limit collation hint sampleId')
  const limit = isNumber(raw['limit']) ? Number(raw['limit']) : Number.NaN
  if (limit !== 0 && limit !== 1) fail('FailedToParse', 'The limit field in delete objects must be 0 or 1')
  return { ...searchOf(call, collection, raw, 'q'), limit }
}

export const remove: Command = {
  fields: 'deletes ordered let',
  transactional: true,
  run(call) {
    const { check, shared } = call
    const deletes = incoming(call, 'deletes')
    const collection = collectionOf(call, namespaceOf(call))
    return call.write((view) => {
      let n = 0
      const errors = eachStatement(deletes, call, ({ doc }) => {
        const search = readDelete(call, collection, doc)
        if (!collection) return
        // All are found before the first of them goes.
        const rows = Array.from(prepare({ view, collection, check }, search).rows())
        for (const row of rows) {
          removeDocument({ catalog: shared.catalog, view, collection }, row.record, row.doc)
          n++
        }
      })
      return { n, ...errors, ok: 1 }
    })
  },
}
