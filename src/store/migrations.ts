import { randomUUID } from 'node:crypto'
import { promisify } from 'node:util'
import type { Connection } from 'mongoose'

import type { LeaseStore } from '../ports.ts'
import { modelOf } from './connection.ts'
import type { RowShape } from './connection.ts'
import type { Wall } from './due-lease.ts'
import { MIGRATIONS } from './migration-list.ts'
import type { Migration } from './migration-list.ts'

interface MigrationRow {
  readonly _id: number
  readonly name: string
  readonly doneAt: Date
}

const SHAPE: RowShape<MigrationRow> = {
  name: 'migrations',
  fields: { _id: Number, name: String, doneAt: Date },
  indexes: [],
}

const LEASE_NAME = 'migrations'
const LEASE = 10 * 60_000
const POLL = 250
const sleep = promisify(setTimeout)

/** Runs what has not run yet, each once in the life of a database, in one process at a time; the others wait. */
export class Migrator {
  readonly #connection: Connection
  readonly #leases: LeaseStore
  readonly #wall: Wall
  readonly #done

  constructor(connection: Connection, leases: LeaseStore, wall: Wall) {
    this.#connection = connection
    this.#leases = leases
    this.#wall = wall
    this.#done = modelOf(connection, SHAPE)
  }

  /** @throws what a migration threw; it and those after it run at the next start */
  async run(migrations: readonly Migration[] = MIGRATIONS): Promise<void> {
    if ((await this.#missing(migrations)).length === 0) return
    const holder = randomUUID()
    while (!(await this.#leases.acquire(LEASE_NAME, holder, this.#wall(), LEASE))) await sleep(POLL)
    try {
      for (const migration of await this.#missing(migrations)) {
        await this.#leases.acquire(LEASE_NAME, holder, this.#wall(), LEASE)
        await migration.run(this.#connection)
        const { number, name } = migration
        await this.#done.insertOne({ _id: number, name, doneAt: new Date(this.#wall()) })
      }
    } finally {
      await this.#leases.release(LEASE_NAME, holder)
    }
  }

  async #missing(migrations: readonly Migration[]): Promise<readonly Migration[]> {
    const done = new Set((await this.#done.find({}, { _id: 1 }).lean()).map(({ _id }) => _id))
    return migrations.filter(({ number }) => !done.has(number)).sort((a, b) => a.number - b.number)
  }
}
