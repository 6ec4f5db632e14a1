import { AsyncLocalStorage } from 'node:async_hooks'
import type { ClientSession, Connection } from 'mongoose'

const ambients = new WeakMap<Connection, AsyncLocalStorage<ClientSession>>()

/**
 * The transaction that a call on a connection happens in, found without being handed down.
 *
 * Mongoose has the like (`transactionAsyncLocalStorage`) and does not tell whether there is one, so that two would be
 * needed; and each that there is makes every promise of the process dearer on Node 20.
 */
export function ambientOf(connection: Connection): AsyncLocalStorage<ClientSession> {
  const known = ambients.get(connection) ?? new AsyncLocalStorage<ClientSession>()
  ambients.set(connection, known)
  return known
}
