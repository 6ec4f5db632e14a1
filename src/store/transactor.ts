import { promisify } from 'node:util'
import type { ClientSession, Connection } from 'mongoose'

import { StaleVersion } from '../errors.ts'
import type { Transactor } from '../ports.ts'
import { ambientOf } from './ambient.ts'
import { isDuplicateKey } from './lost-race.ts'

const sleep = promisify(setTimeout)

/** With the back-off, about two seconds of losing every race: within what Slack waits for. */
const ATTEMPTS = 25
/** A unique key taken meanwhile shows when the use case looks again; one that is still taken then is its mistake. */
const DUPLICATE_ATTEMPTS = 4
const FIRST_BACK_OFF = 5
const LONGEST_BACK_OFF = 100

/** One MongoDB transaction around a use case; a run inside of another joins it. */
export class MongoTransactor implements Transactor {
  readonly #connection: Connection

  constructor(connection: Connection) {
    this.#connection = connection
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    const ambient = ambientOf(this.#connection)
    return ambient.session ? work() : this.begin((session) => ambient.run(session, work))
  }

  /** A transaction of its own, whose session is handed down: calls that are not given it are not part of it. */
  async begin<T>(work: (session: ClientSession) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#once(work)
      } catch (error) {
        if (attempt >= attemptsAt(error)) throw error
        await sleep(Math.random() * Math.min(LONGEST_BACK_OFF, FIRST_BACK_OFF * 2 ** attempt))
      }
    }
  }

  /**
   * The driver starts the work again after a write conflict, with back-off of its own, and commits again where a commit
   * went unanswered; it would go on for two minutes, so the count ends that earlier.
   */
  #once<T>(work: (session: ClientSession) => Promise<T>): Promise<T> {
    let starts = 0
    let lost: unknown
    return this.#connection.transaction(
      async (session: ClientSession) => {
        starts += 1
        // Without the label of the error behind it, on which the driver would start once more.
        if (starts > ATTEMPTS) throw new Error(`Gave up after ${ATTEMPTS} write conflicts`, { cause: lost })
        try {
          return await work(session)
        } catch (error) {
          lost = error
          throw error
        }
      },
      { readConcern: { level: 'snapshot' }, writeConcern: { w: 'majority' } },
    )
  }
}

/** How often a run that ended with this error is worth starting. */
function attemptsAt(error: unknown): number {
  if (error instanceof StaleVersion) return ATTEMPTS
  return isDuplicateKey(error) ? DUPLICATE_ATTEMPTS : 1
}
