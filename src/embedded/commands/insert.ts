import { ObjectId } from 'bson'
import type { Call, Command } from '../context.ts'
import { fail } from '../errors.ts'
import { insertDocument } from '../storage/documents.ts'
import { checkId } from '../update/names.ts'
import { decode } from '../values/decode.ts'
import { encode } from '../values/encode.ts'
import { isDoc } from '../values/types.ts'
import type { Doc } from '../values/types.ts'
import { ensureCollection, namespaceOf } from './common.ts'
import { statements } from './statements.ts'
import { checkValid } from './validation.ts'
import { noView } from './views.ts'

/** A document to insert, with its encoding where that can be stored as it came. */
interface Incoming {
  readonly doc: Doc
  readonly bytes: Buffer
}

/** The id comes first and is made if it is missing. */
export function prepared(doc: Doc, bytes: Buffer | undefined): Incoming {
  const [first] = Object.keys(doc)
  checkId(doc['_id'])
  if (first === '_id') return { doc, bytes: bytes ?? encode(doc) }
  const { _id = new ObjectId(), ...rest } = doc
  const complete = { _id, ...rest }
  return { doc: complete, bytes: encode(complete) }
}

export function incomingDocuments(
  { sequences, body }: Call,
  name: string,
): readonly { doc: Doc; bytes: Buffer | undefined }[] {
  const raw = sequences.get(name)
  if (raw) return raw.map((bytes) => ({ doc: decode(bytes), bytes }))
  const given = body[name]
  if (!Array.isArray(given)) fail(40_414, `BSON field '${name}' is missing but a required field`)
  return given.map((doc) =>
    isDoc(doc) ? { doc, bytes: undefined } : fail('TypeMismatch', `BSON field '${name}' must hold objects`),
  )
}

export const insert: Command = {
  fields: ['documents', 'ordered', 'bypassDocumentValidation'],
  transactional: true,
  run(call) {
    const documents = incomingDocuments(call, 'documents')
    if (documents.length === 0 || documents.length > 100_000)
      fail('InvalidLength', `Write batch sizes must be between 1 and 100000. Got ${documents.length} operations.`)
    const collection = ensureCollection(call, namespaceOf(call))
    noView(collection)
    return call.write((view) => {
      let n = 0
      const errors = statements(documents, call, ({ doc, bytes }) => {
        const incoming = prepared(doc, bytes)
        checkValid(call, collection, incoming.doc)
        insertDocument({ catalog: call.shared.catalog, view, collection }, incoming.doc, incoming.bytes)
        n++
      })
      return { n, ...errors, ok: 1 }
    })
  },
}
