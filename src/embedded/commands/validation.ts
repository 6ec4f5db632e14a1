import type { Call } from '../context.ts'
import { fail } from '../errors.ts'
import { matcher } from '../query/match.ts'
import type { Collection } from '../storage/catalog.ts'
import { isDoc } from '../values/types.ts'
import type { Doc } from '../values/types.ts'
import { booleanField } from './common.ts'

/** Refuses a document that the collection's validator refuses. */
export function checkValid(call: Pick<Call, 'body'>, { options }: Collection, doc: Doc): void {
  const validator = options['validator']
  if (!isDoc(validator) || Object.keys(validator).length === 0) return
  if (
    options['validationAction'] === 'warn' ||
    options['validationLevel'] === 'off' ||
    booleanField(call.body, 'bypassDocumentValidation')
  )
    return
  if (!matcher(validator)(doc)) {
    fail('DocumentValidationFailure', 'Document failed validation', {
      errInfo: { failingDocumentId: doc['_id'], details: { operatorName: '$expr' } },
    })
  }
}
