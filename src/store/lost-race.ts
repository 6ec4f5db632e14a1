import { StaleVersion } from '../errors.ts'

/** MongoDB's code for a second document with the same values of a unique index. */
const DUPLICATE_KEY = 11_000

export const isDuplicateKey = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === DUPLICATE_KEY

/** Fails as a save does whose aggregate changed meanwhile, or is gone. */
export function fresh<Row>(row: Row | undefined, what: string): Row {
  if (row === undefined) throw new StaleVersion(what)
  return row
}
