import type { Call } from '../context.ts'
import { fail } from '../errors.ts'
import { matcher } from '../query/match.ts'
import type { Collection } from '../storage/catalog.ts'
import type { Doc } from '../values/types.ts'
import { booleanField, docField } from './common.ts'

/** Refuses a document that the collection's validator refuses. */
export function checkValid({ body }: Call, { options }: Collection, doc: Doc): void {
  if (options['validator'] === undefined || booleanField(body, 'bypassDocumentValidation')) return
  if (matcher(docField(options, 'validator'))(doc)) return
  const errInfo = { failingDocumentId: doc['_id'], details: { operatorName: '$expr' } }
  fail('DocumentValidationFailure', 'Document failed validation', { errInfo })
}
