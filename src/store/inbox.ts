import type { Connection } from 'mongoose'

import type { InboxEntry, InboxStore } from '../ports.ts'
import { AllTenants } from './all-tenants.ts'
import { modelOf } from './connection.ts'
import type { RowShape } from './connection.ts'
import { claimUnfinished, LEASE, UNFINISHED_INDEX } from './due-lease.ts'
import type { Wall } from './due-lease.ts'
import { TenantCollection } from './tenant-collection.ts'

interface InboxRow {
  readonly _id: string
  readonly workspaceId: string
  readonly eventId: string
  /** JSON, which Slack sent and which may hold keys that MongoDB reads as paths; empty once it is worked off. */
  readonly body: string
  readonly watched: boolean
  /** Real time: whoever recorded or claimed it has until then. */
  readonly leaseUntil: number
  readonly expireAt: Date
}

const DAY = 24 * 60 * 60_000
/** An event that could not be worked off by then says nothing about today; it would be tried each minute for ever. */
const GIVEN_UP_AFTER = 7 * DAY

const SHAPE: RowShape<InboxRow> = {
  name: 'inbox',
  fields: {
    _id: String,
    workspaceId: String,
    eventId: String,
    body: String,
    watched: Boolean,
    leaseUntil: Number,
    expireAt: Date,
  },
  indexes: [
    { keys: { workspaceId: 1, eventId: 1 }, unique: true },
    UNFINISHED_INDEX,
    { keys: { expireAt: 1 }, expires: true },
  ],
}

export class MongoInboxStore implements InboxStore {
  readonly #rows: TenantCollection<InboxRow>
  readonly #all: AllTenants<InboxRow>
  readonly #wall: Wall

  constructor(connection: Connection, wall: Wall) {
    const model = modelOf(connection, SHAPE)
    this.#rows = new TenantCollection(model)
    this.#all = new AllTenants(model)
    this.#wall = wall
  }

  record({ workspaceId, eventId, body }: InboxEntry, wall: number): Promise<boolean> {
    return this.#rows.apart.addUnlessThere(
      { workspaceId, eventId },
      {
        _id: `${workspaceId}/${eventId}`,
        workspaceId,
        eventId,
        body: JSON.stringify(body),
        watched: true,
        leaseUntil: wall + LEASE,
        expireAt: new Date(wall + GIVEN_UP_AFTER),
      },
    )
  }

  async markDone(workspaceId: string, eventId: string): Promise<void> {
    const expireAt = new Date(this.#wall() + DAY)
    await this.#rows.change({ workspaceId, eventId }, { $set: { watched: false, body: '', expireAt } })
  }

  async claimUnfinished(wall: number, limit: number): Promise<readonly InboxEntry[]> {
    const rows = await claimUnfinished(this.#all, wall, limit)
    return rows.map(toEntry)
  }
}

function toEntry({ workspaceId, eventId, body }: InboxRow): InboxEntry {
  // What `record` wrote from an object.
  return { workspaceId, eventId, body: JSON.parse(body) as object }
}
