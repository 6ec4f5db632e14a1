import { setTimeout as pause } from 'node:timers/promises'
import { COMMANDS } from './commands/index.ts'
import type { Call, Command, Connection, Reply, Shared } from './context.ts'
import { Blocked, errorReply, fail } from './errors.ts'
import { once } from './retryable.ts'
import type { OpenTransaction } from './sessions.ts'
import { decode } from './values/decode.ts'
import { isDoc, isNumber } from './values/types.ts'
import type { Doc } from './values/types.ts'
import type { Request } from './wire/message.ts'

/** Fields that every command may have. */
const GENERIC = new Set(
  `$db lsid txnNumber autocommit startTransaction readConcern writeConcern $readPreference $clusterTime maxTimeMS comment
  apiVersion apiStrict apiDeprecationErrors stmtId stmtIds maxTimeMSOpOnly $audit $client $configServerState
  mayBypassWriteBlocking clientOperationKey $query`.split(/\s+/),
)

/** The fields of each command's own. */
const KNOWN = new Map(Object.entries(COMMANDS).map(([name, command]) => [name, new Set(command?.fields.split(' '))]))

/** What became of a request: an answer, or the connection is to be closed (`undefined`). */
export async function dispatch(shared: Shared, connection: Connection, request: Request): Promise<Reply | undefined> {
  const [name = ''] = Object.keys(request.body)
  const failure = shared.failPoints.hit(name)
  if (failure) {
    if (failure.blockMs > 0) await pause(failure.blockMs)
    if (failure.close) return undefined
    if (failure.error) return failure.error
  }
  const reply = await answer(shared, connection, request)
  if (!failure?.writeConcernError) return reply
  return { ...(Buffer.isBuffer(reply) ? decode(reply) : reply), writeConcernError: failure.writeConcernError }
}

async function answer(shared: Shared, connection: Connection, { body, sequences }: Request): Promise<Reply> {
  let transaction: OpenTransaction | undefined
  try {
    const { name, command, db } = commandOf(shared, connection, body)
    const ending = name === 'commitTransaction' || name === 'abortTransaction'
    transaction = ending ? undefined : shared.sessions.transactionFor(body)
    if (transaction && !command.transactional)
      fail('OperationNotSupportedInTransaction', `Cannot run '${name}' in a multi-document transaction.`)
    const reply = await command.run(callOf({ shared, connection, name, db, body, sequences, transaction }))
    if (transaction && 'writeErrors' in reply) shared.sessions.discard(transaction)
    return reply
  } catch (error) {
    if (transaction) shared.sessions.discard(transaction)
    return errorReply(error)
  }
}

function commandOf(shared: Shared, connection: Connection, body: Doc): { name: string; command: Command; db: string } {
  const [name = ''] = Object.keys(body)
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (!command) fail('CommandNotFound', `no such command: '${name}'`)
  if (shared.password !== undefined && connection.user === undefined && !command.open)
    fail('Unauthorized', `Command ${name} requires authentication`)
  const unknown = Object.keys(body).find(
    (field) => field !== name && !GENERIC.has(field) && !KNOWN.get(name)?.has(field),
  )
  if (unknown !== undefined) fail(40_415, `BSON field '${name}.${unknown}' is an unknown field.`)
  checkReadConcern(body)
  const db = body['$db']
  if (typeof db !== 'string') fail(40_571, 'OP_MSG requests require a $db argument')
  if (db === '' || /[/\\. "$\0]/.test(db) || db.length > 63) fail('InvalidNamespace', `Invalid database name: '${db}'`)
  return { name, command, db }
}

const LEVELS = new Set<unknown>(['local', 'majority', 'available', 'snapshot', 'linearizable', undefined])

/** All levels are accepted: there is one server, and it reads what is there. */
function checkReadConcern({ readConcern }: Doc): void {
  if (isDoc(readConcern) && !LEVELS.has(readConcern['level']))
    fail('FailedToParse', 'readConcern level must be one that MongoDB has')
}

type Basics = Omit<Call, 'view' | 'check' | 'write' | 'exclusively'>

function callOf(basics: Basics): Call {
  const { shared, body, transaction } = basics
  const { engine } = shared.catalog
  const check = deadline(body)
  return {
    ...basics,
    view: transaction?.transaction.view ?? engine.live,
    check,
    async write(action) {
      if (transaction) return action(transaction.transaction.view)
      return unblocked(body, check, () => engine.write((view) => once(view, body, shared.now(), () => action(view))))
    },
    exclusively: (collection, action) =>
      unblocked(body, check, () => {
        const user = shared.sessions
          .openTransactions()
          .find((open) => open !== transaction && open.touched.has(collection))
        if (user) throw new Blocked(user.transaction.ended)
        return action()
      }),
  }
}

/** Does something in one step; where an open transaction stands in the way, anew after its end. */
async function unblocked<T>(body: Doc, check: () => void, action: () => T): Promise<T> {
  for (;;) {
    try {
      return action()
    } catch (error) {
      if (!(error instanceof Blocked)) throw error
      await ended(error.until, Number(body['maxTimeMS'] ?? 0))
      check()
    }
  }
}

/** Waits for a transaction's end, but no longer than the command may take; 0 is for ever. */
async function ended(until: Promise<void>, limit: number): Promise<void> {
  if (limit === 0) return until
  const over = new AbortController()
  await Promise.race([until, pause(limit, undefined, { signal: over.signal }).catch(() => undefined)])
  over.abort()
}

function deadline({ maxTimeMS: limit = 0 }: Doc): () => void {
  if (!isNumber(limit) || !Number.isInteger(Number(limit))) fail('TypeMismatch', 'maxTimeMS must be a whole number')
  if (Number(limit) < 0) fail('BadValue', `${String(limit)} value for maxTimeMS is out of range [0, 2147483647]`)
  const end = Number(limit) === 0 ? Infinity : performance.now() + Number(limit)
  return () => {
    if (performance.now() > end) fail('MaxTimeMSExpired', 'operation exceeded time limit')
  }
}
