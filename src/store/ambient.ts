import { AsyncLocalStorage } from 'node:async_hooks'
import type { ClientSession, Connection } from 'mongoose'

/**
 * The transaction that a call on a connection happens in, found without being handed down.
 *
 * Mongoose has the like (`transactionAsyncLocalStorage`) and does not tell whether there is one, so that two would be
 * needed; and on Node 20 one that is in use makes every promise of the process dearer, by an eighth of what a request
 * costs. So it is in use only while a transaction is.
 */
export class Ambient {
  readonly #storage = new AsyncLocalStorage<ClientSession>()
  #running = 0

  get session(): ClientSession | undefined {
    return this.#storage.getStore()
  }

  /** Does some work in a session's transaction. */
  async run<T>(session: ClientSession, work: () => Promise<T>): Promise<T> {
    this.#running += 1
    try {
      return await this.#storage.run(session, work)
    } finally {
      this.#running -= 1
      if (this.#running === 0) this.#storage.disable()
    }
  }
}

const ambients = new WeakMap<Connection, Ambient>()

export function ambientOf(connection: Connection): Ambient {
  const known = ambients.get(connection) ?? new Ambient()
  ambients.set(connection, known)
  return known
}
