import type { Connection, Model } from 'mongoose'

import type { LeaseStore } from '../ports.ts'
import { modelOf } from './connection.ts'
import type { RowShape } from './connection.ts'
import { isDuplicateKey } from './lost-race.ts'

/** Leases are of processes, not of workspaces: the one collection of theirs that has no tenant. */
interface LeaseRow {
  readonly _id: string
  readonly holder: string
  /** Real time, in milliseconds since 1970. */
  readonly until: number
}

const SHAPE: RowShape<LeaseRow> = {
  name: 'leases',
  fields: { _id: String, holder: String, until: Number },
  indexes: [{ keys: { holder: 1 } }],
}

/** Its calls are never part of a transaction: others must see a lease at once. */
export class MongoLeaseStore implements LeaseStore {
  readonly #model: Model<LeaseRow>

  constructor(connection: Connection) {
    this.#model = modelOf(connection, SHAPE)
  }

  async acquire(name: string, holder: string, wall: number, milliseconds: number): Promise<boolean> {
    const free = { _id: name, $or: [{ holder }, { until: { $lte: wall } }] }
    try {
      await this.#model.updateOne(free, { holder, until: wall + milliseconds }, { upsert: true })
      return true
    } catch (error) {
      // Nothing free matched, so the server tried to make a second one of this name.
      if (isDuplicateKey(error)) return false
      throw error
    }
  }

  async release(name: string, holder: string): Promise<void> {
    await this.#model.deleteOne({ _id: name, holder })
  }

  async releaseAll(holder: string): Promise<void> {
    await this.#model.deleteMany({ holder })
  }
}
