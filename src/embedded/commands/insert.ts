import { ObjectId } from 'bson'
import type { Command } from '../context.ts'
import { insertDocument } from '../storage/documents.ts'
import { checkId } from '../update/ids.ts'
import { encode } from '../values/encode.ts'
import type { Doc } from '../values/types.ts'
import { ensureCollection, namespaceOf } from './common.ts'
import { eachStatement, incoming } from './statements.ts'
import type { Incoming } from './statements.ts'
import { checkValid } from './validation.ts'

/** The id comes first and is made if it is missing. */
function complete({ doc, bytes }: Incoming): { doc: Doc; bytes: Buffer } {
  checkId(doc['_id'])
  if (Object.keys(doc)[0] === '_id') return { doc, bytes: bytes ?? encode(doc) }
  const { _id = new ObjectId(), ...rest } = doc
  const made = { _id, ...rest }
  return { doc: made, bytes: encode(made) }
}

export const insert: Command = {
  fields: 'documents ordered bypassDocumentValidation',
  transactional: true,
  run(call) {
    const { catalog } = call.shared
    const documents = incoming(call, 'documents')
    const collection = ensureCollection(call, namespaceOf(call))
    return call.write((view) => {
      let n = 0
      const errors = eachStatement(documents, call, (each) => {
        const { doc, bytes } = complete(each)
        checkValid(call, collection, doc)
        insertDocument({ catalog, view, collection }, doc, bytes)
        n++
      })
      return { n, ...errors, ok: 1 }
    })
  },
}
