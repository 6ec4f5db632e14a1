import { Binary } from 'bson'
import { fail, ServerError } from './errors.ts'
import { beginTransaction } from './storage/transaction.ts'
import type { Transaction } from './storage/transaction.ts'
import type { Collection } from './storage/catalog.ts'
import type { Engine } from './storage/engine.ts'
import { isDoc, isNumber } from './values/types.ts'
import type { Doc } from './values/types.ts'

/** How long a transaction may stay open, MongoDB's `transactionLifetimeLimitSeconds`. */
const LIFETIME = 60_000

export interface OpenTransaction {
  readonly transaction: Transaction
  readonly timer: NodeJS.Timeout
  /** Collections it has used: these cannot be dropped or get indexes until it ends. */
  readonly touched: Set<Collection>
  /** Collections that it made: dropped again if it is aborted and they are empty. */
  readonly created: Set<Collection>
}

/** A client's session: its latest transaction number and what became of it. */
interface Session {
  number: bigint
  open: OpenTransaction | undefined
  ended: 'committed' | 'aborted' | undefined
}

export interface Sessions {
  /** The transaction that a command belongs to; starts it if the command says so. */
  transactionFor(body: Doc): OpenTransaction | undefined
  commit(body: Doc): void
  abort(body: Doc): void
  /** Aborts after an error: the client must start anew. */
  discard(open: OpenTransaction): void
  /** Ends sessions; without ids all of them. */
  end(ids?: readonly unknown[]): void
  openTransactions(): readonly OpenTransaction[]
}

export const sessionKey = (lsid: unknown): string => {
  const id = isDoc(lsid) ? lsid['id'] : undefined
  return id instanceof Binary ? id.toString('hex') : fail('BadValue', 'a session id must be a UUID')
}

export const numberOf = (value: unknown): bigint =>
  isNumber(value) ? BigInt(String(value)) : fail('TypeMismatch', 'txnNumber must be a long')

export function openSessions(engine: Engine, onAbort: (created: ReadonlySet<Collection>) => void): Sessions {
  const sessions = new Map<string, Session>()
  const abort = (session: Session): void => {
    const { open } = session
    if (!open) return
    finish(session, 'aborted')
    open.transaction.abort()
    onAbort(open.created)
  }
  const start = (session: Session, number: bigint): OpenTransaction => {
    if (number === session.number && (session.open || session.ended))
      fail(50_911, `Transaction ${number} on session has already been started.`)
    abort(session)
    const timer = setTimeout(() => abort(session), LIFETIME).unref()
    const [touched, created] = [new Set<Collection>(), new Set<Collection>()]
    const open = { transaction: beginTransaction(engine), timer, touched, created }
    Object.assign(session, { number, open, ended: undefined })
    return open
  }
  return {
    transactionFor(body) {
      if (body['autocommit'] === undefined) return undefined
      if (body['autocommit'] !== false) fail('InvalidOptions', 'autocommit must be false')
      const { session, number } = sessionOf(sessions, body)
      return body['startTransaction'] === true ? start(session, number) : openIn(session, number)
    },
    commit(body) {
      const { session, number } = sessionOf(sessions, body)
      // The repetition of a commit whose answer was lost.
      if (session.number === number && session.ended === 'committed') return
      const { transaction } = openIn(session, number)
      try {
        transaction.commit()
        finish(session, 'committed')
      } catch (error) {
        abort(session)
        throw error
      }
    },
    abort(body) {
      const { session, number } = sessionOf(sessions, body)
      openIn(session, number)
      abort(session)
    },
    discard(open) {
      for (const session of sessions.values()) if (session.open === open) abort(session)
    },
    end(ids) {
      for (const key of ids ? ids.map(sessionKey) : [...sessions.keys()]) {
        const session = sessions.get(key)
        if (session) abort(session)
        sessions.delete(key)
      }
    },
    openTransactions: () => [...sessions.values()].flatMap(({ open }) => open ?? []),
  }
}

function finish(session: Session, how: 'committed' | 'aborted'): void {
  clearTimeout(session.open?.timer)
  session.open = undefined
  session.ended = how
}

function sessionOf(sessions: Map<string, Session>, body: Doc): { session: Session; number: bigint } {
  const key = sessionKey(body['lsid'])
  const session = sessions.get(key) ?? { number: -1n, open: undefined, ended: undefined }
  sessions.set(key, session)
  const number = numberOf(body['txnNumber'])
  if (number < session.number)
    fail('TransactionTooOld', `Cannot start transaction ${number}: transaction ${session.number} has already started.`)
  return { session, number }
}

/** The session's open transaction of that number. */
function openIn({ number: last, open, ended }: Session, number: bigint): OpenTransaction {
  if (last === number && open) return open
  if (last === number && ended === 'committed')
    fail('TransactionCommitted', `Transaction ${number} has been committed.`)
  const message = `Given transaction number ${number} does not match any in-progress transactions.`
  throw new ServerError('NoSuchTransaction', message, { labels: ['TransientTransactionError'] })
}
