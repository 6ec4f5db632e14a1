import type { Doc } from './values/types.ts'

/** MongoDB's error codes that this server can answer with, by their names. */
const CODES = {
  InternalError: 1,
  BadValue: 2,
  FailedToParse: 9,
  Unauthorized: 13,
  TypeMismatch: 14,
  Overflow: 15,
  InvalidLength: 16,
  AuthenticationFailed: 18,
  IllegalOperation: 20,
  InvalidBSON: 22,
  NamespaceNotFound: 26,
  IndexNotFound: 27,
  PathNotViable: 28,
  ConflictingUpdateOperators: 40,
  CursorNotFound: 43,
  NamespaceExists: 48,
  MaxTimeMSExpired: 50,
  DollarPrefixedFieldName: 52,
  InvalidIdField: 53,
  NotSingleValueField: 54,
  EmptyFieldName: 56,
  CommandNotFound: 59,
  ImmutableField: 66,
  CannotCreateIndex: 67,
  InvalidOptions: 72,
  InvalidNamespace: 73,
  IndexOptionsConflict: 85,
  IndexKeySpecsConflict: 86,
  WriteConflict: 112,
  CommandNotSupported: 115,
  DocumentValidationFailure: 121,
  CommandNotSupportedOnView: 166,
  InvalidPipelineOperator: 168,
  CannotIndexParallelArrays: 171,
  InvalidIndexSpecificationOption: 197,
  TransactionTooOld: 225,
  NotImplemented: 238,
  ConversionFailure: 241,
  NoSuchTransaction: 251,
  TransactionCommitted: 256,
  OperationNotSupportedInTransaction: 263,
  BSONObjectTooLarge: 10_334,
  DuplicateKey: 11_000,
  InterruptedAtShutdown: 11_600,
} as const

export type CodeName = keyof typeof CODES

/** A failure that the client is told of, in MongoDB's own terms. `extra` joins the error document (`keyPattern`, …). */
export class ServerError extends Error {
  readonly code: number
  readonly codeName: string
  readonly labels: readonly string[]
  readonly extra: Doc

  constructor(name: CodeName | number, message: string, more: { labels?: readonly string[]; extra?: Doc } = {}) {
    super(message)
    this.name = 'ServerError'
    this.code = typeof name === 'number' ? name : CODES[name]
    this.codeName = typeof name === 'number' ? `Location${name}` : name
    this.labels = more.labels ?? []
    this.extra = more.extra ?? {}
  }
}

/** Refuses: throws the error of that name or of a numbered location. */
export function fail(name: CodeName | number, message: string, extra?: Doc): never {
  throw new ServerError(name, message, extra ? { extra } : {})
}

/** The answer to a command that failed. */
export function errorReply(error: unknown): Doc {
  const message = error instanceof Error ? error.message : String(error)
  const known = error instanceof ServerError ? error : new ServerError('InternalError', message)
  const labels = known.labels.length > 0 ? { errorLabels: [...known.labels] } : {}
  return { ok: 0, errmsg: known.message, code: known.code, codeName: known.codeName, ...known.extra, ...labels }
}

/** A write met a document that an open transaction holds: the command waits for its end and starts anew. */
export class Blocked extends Error {
  readonly until: Promise<void>

  constructor(until: Promise<void>) {
    super('blocked by an open transaction')
    this.name = 'Blocked'
    this.until = until
  }
}
