import type { Command } from '../context.ts'
import { fail } from '../errors.ts'
import { removeDocument } from '../storage/documents.ts'
import { isNumber } from '../values/types.ts'
import { collationFor, collectionOf, docField, knownFields, namespaceOf, variablesOf } from './common.ts'
import { incomingDocuments } from './insert.ts'
import { statements } from './statements.ts'
import { targets } from './update.ts'
import { noView } from './views.ts'

const FIELDS = new Set(['q', 'limit', 'collation', 'hint', 'sampleId'])

/** `delete`: of each statement the first match or all. */
export const remove: Command = {
  fields: ['deletes', 'ordered', 'let'],
  transactional: true,
  run(call) {
    const deletes = incomingDocuments(call, 'deletes').map(({ doc }) => doc)
    if (deletes.length === 0 || deletes.length > 100_000)
      fail('InvalidLength', `Write batch sizes must be between 1 and 100000. Got ${deletes.length} operations.`)
    const collection = collectionOf(call, namespaceOf(call))
    noView(collection)
    const variables = variablesOf(call, call.body['let'])
    return call.write((view) => {
      let n = 0
      const errors = statements(deletes, call, (raw) => {
        knownFields('delete.deletes', raw, FIELDS)
        const limit = isNumber(raw['limit']) ? Number(raw['limit']) : Number.NaN
        if (limit !== 0 && limit !== 1)
          fail('FailedToParse', `The limit field in delete objects must be 0 or 1. Got ${String(raw['limit'])}`)
        if (!collection) return
        const statement = {
          filter: docField(raw, 'q'),
          sort: undefined,
          hint: raw['hint'],
          collation: collationFor(collection, raw),
          variables,
          multi: limit === 0,
        }
        for (const row of targets({ call, view, collection }, statement)) {
          removeDocument({ catalog: call.shared.catalog, view, collection }, row.record, row.doc)
          n++
        }
      })
      return { n, ...errors, ok: 1 }
    })
  },
}
