import type { Call } from '../context.ts'
import { Blocked, ServerError } from '../errors.ts'
import type { Doc } from '../values/types.ts'

/** Runs each statement of a write; collects errors, and stops at the first one if the write is ordered. */
export function statements<T>(
  items: readonly T[],
  call: Call,
  run: (item: T, index: number) => void,
): { writeErrors?: Doc[] } {
  const ordered = call.body['ordered'] !== false
  const writeErrors: Doc[] = []
  for (const [index, item] of items.entries()) {
    try {
      run(item, index)
    } catch (error) {
      if (!(error instanceof ServerError) || error instanceof Blocked || isWholesale(error)) throw error
      writeErrors.push({ index, code: error.code, ...error.extra, errmsg: error.message })
      // A transaction does not survive any error.
      if (ordered || call.transaction) break
    }
  }
  return writeErrors.length > 0 ? { writeErrors } : {}
}

/** Errors that end the whole command rather than one statement. */
const isWholesale = (error: ServerError): boolean =>
  error.codeName === 'WriteConflict' || error.codeName === 'MaxTimeMSExpired'
