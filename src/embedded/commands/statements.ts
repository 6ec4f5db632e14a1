import type { Call } from '../context.ts'
import { Blocked, fail, ServerError } from '../errors.ts'
import { decode } from '../values/decode.ts'
import { isDoc } from '../values/types.ts'
import type { Doc } from '../values/types.ts'
import { arrayField } from './common.ts'

/** A document that came in, with its encoding where that is at hand. */
export interface Incoming {
  readonly doc: Doc
  readonly bytes: Buffer | undefined
}

/** The documents or statements of a write: beside the body, or in it. */
export function incoming({ sequences, body }: Call, name: string): readonly Incoming[] {
  const raw = sequences.get(name)
  const all = raw
    ? raw.map((bytes) => ({ doc: decode(bytes), bytes }))
    : arrayField(body, name).map((doc) =>
        isDoc(doc) ? { doc, bytes: undefined } : fail('TypeMismatch', `BSON field '${name}' must hold objects`),
      )
  if (all.length === 0 || all.length > 100_000)
    fail('InvalidLength', `Write batch sizes must be between 1 and 100000. Got ${all.length} operations.`)
  return all
}

/** Runs each statement of a write; collects errors, and stops at the first one if the write is ordered. */
export function eachStatement(
  items: readonly Incoming[],
  call: Call,
  run: (item: Incoming, index: number) => void,
): { writeErrors?: Doc[] } {
  const ordered = call.body['ordered'] !== false
  const writeErrors: Doc[] = []
  for (const [index, item] of items.entries()) {
    try {
      run(item, index)
    } catch (error) {
      if (!(error instanceof ServerError) || error instanceof Blocked || endsAll(error)) throw error
      writeErrors.push({ index, code: error.code, ...error.extra, errmsg: error.message })
      // A transaction does not survive any error.
      if (ordered || call.transaction) break
    }
  }
  return writeErrors.length > 0 ? { writeErrors } : {}
}

const endsAll = ({ codeName }: ServerError): boolean => codeName === 'WriteConflict' || codeName === 'MaxTimeMSExpired'
