import { randomUUID } from 'node:crypto'
import type { Connection } from 'mongoose'

import type { OutboxBatch, OutboxRow } from '../ports.ts'
import { AllTenants } from './all-tenants.ts'
import { modelOf } from './connection.ts'
import type { RowShape } from './connection.ts'
import { LEASE } from './due-lease.ts'
import { fresh } from './lost-race.ts'
import { TenantCollection } from './tenant-collection.ts'

/** One channel or direct message of a workspace, while somebody sends to it or must wait. All times are real ones. */
interface LaneRow {
  readonly _id: string
  readonly workspaceId: string
  /** Nobody may claim the lane before: a lease, or after its release Slack's pace or a post that waits. */
  readonly freeAt: number
  readonly claimId: string
  /** Lanes that rest are forgotten. */
  readonly expireAt: Date
}

const SHAPE: RowShape<LaneRow> = {
  name: 'lanes',
  fields: { _id: String, workspaceId: String, freeAt: Number, claimId: String, expireAt: Date },
  indexes: [{ keys: { freeAt: 1 } }, { keys: { expireAt: 1 }, expires: true }],
}

/** More lanes than this are never in hand at once; those beyond are found busy when they are tried. */
const MOST_BUSY = 1000
const REST = 24 * 60 * 60_000

/** Who may send where: a lane has one holder at a time, and any process may follow when the lease ends. */
export class Lanes {
  readonly #rows: TenantCollection<LaneRow>
  readonly #all: AllTenants<LaneRow>

  constructor(connection: Connection) {
    const model = modelOf(connection, SHAPE)
    // Others must see a lease at once, whatever the caller is in the middle of.
    this.#rows = new TenantCollection(model).apart
    this.#all = new AllTenants(model)
  }

  /** Those that cannot be claimed at `wall`, and from when on they can, earliest first. */
  async busy(wall: number): Promise<readonly { lane: string; workspaceId: string; freeAt: number }[]> {
    const rows = await this.#all.some({ freeAt: { $gt: wall } }, { freeAt: 1 }, MOST_BUSY)
    return rows.map(({ _id: lane, workspaceId, freeAt }) => ({ lane, workspaceId, freeAt }))
  }

  /** The claim's id; undefined when somebody else has the lane or it must rest. */
  async claim(workspaceId: string, lane: string, wall: number): Promise<string | undefined> {
    const claimId = randomUUID()
    const held = { freeAt: wall + LEASE, claimId, expireAt: new Date(wall + REST) }
    const taken = await this.#rows.change({ workspaceId, _id: lane, freeAt: { $lte: wall } }, { $set: held })
    if (taken) return claimId
    const made = await this.#rows.addUnlessThere({ workspaceId, _id: lane }, { _id: lane, workspaceId, ...held })
    return made ? claimId : undefined
  }

  /** @throws StaleVersion when the lease ended and the lane is somebody else's, or nobody's */
  async extend({ workspaceId, lane, claimId }: OutboxRow, wall: number): Promise<void> {
    const held = await this.#rows.change({ workspaceId, _id: lane, claimId }, { $set: { freeAt: wall + LEASE } })
    fresh(held, `the claim of ${lane}`)
  }

  /** Does nothing when the lane is not this claim's any more. */
  async release({ workspaceId, lane, claimId }: OutboxBatch, notUntil: number): Promise<void> {
    await this.#rows.change({ workspaceId, _id: lane, claimId }, { $set: { freeAt: notUntil, claimId: '' } })
  }
}
