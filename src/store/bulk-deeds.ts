import type { Connection } from 'mongoose'

import type { BulkDeed } from '../domain/bulk-deed.ts'
import type { BulkDeedStore } from '../ports.ts'
import { AllTenants } from './all-tenants.ts'
import { ANYTHING, modelOf } from './connection.ts'
import type { RowShape } from './connection.ts'
import { claimUnfinished, LEASE, UNFINISHED_INDEX } from './due-lease.ts'
import type { DueFields, Wall } from './due-lease.ts'
import { fresh } from './lost-race.ts'
import { valueOf } from './row-values.ts'
import { TenantCollection } from './tenant-collection.ts'

interface BulkDeedRow extends Omit<BulkDeed, 'id'>, DueFields {
  readonly _id: string
  readonly expireAt: Date
}

const HIDDEN = ['watched', 'leaseUntil', 'expireAt'] as const
/** Longer than it can be undone, and than Slack takes an answer. */
const DAY = 24 * 60 * 60_000

const SHAPE: RowShape<BulkDeedRow> = {
  name: 'bulk_deeds',
  fields: {
    _id: String,
    workspaceId: String,
    version: Number,
    actorId: String,
    targets: [{ _id: false, taskId: String, version: Number }],
    // A due date of several shapes is in it.
    change: ANYTHING,
    words: ANYTHING,
    line: String,
    state: String,
    cursor: Number,
    changedIds: [String],
    left: [{ _id: false, reference: String, why: String }],
    movedOn: [String],
    stopped: String,
    activityId: String,
    responseUrl: String,
    channelId: String,
    createdAt: Date,
    watched: Boolean,
    leaseUntil: Number,
    expireAt: Date,
  },
  indexes: [UNFINISHED_INDEX, { keys: { expireAt: 1 }, expires: true }],
}

export class MongoBulkDeedStore implements BulkDeedStore {
  readonly #rows: TenantCollection<BulkDeedRow>
  readonly #all: AllTenants<BulkDeedRow>
  readonly #wall: Wall

  constructor(connection: Connection, wall: Wall) {
    const model = modelOf(connection, SHAPE)
    this.#rows = new TenantCollection(model)
    this.#all = new AllTenants(model)
    this.#wall = wall
  }

  async get(workspaceId: string, deedId: string): Promise<BulkDeed | undefined> {
    const row = await this.#rows.one({ workspaceId, _id: deedId })
    return row && toDeed(row)
  }

  async add(deed: BulkDeed): Promise<void> {
    const { id, ...facts } = deed
    await this.#rows.add({ _id: id, ...facts, ...this.#leased(deed), expireAt: new Date(this.#wall() + DAY) })
  }

  async save(deed: BulkDeed): Promise<BulkDeed> {
    const { workspaceId, id, version, ...facts } = deed
    const update = { $set: { ...facts, ...this.#leased(deed) }, $inc: { version: 1 } }
    const row = await this.#rows.change({ workspaceId, _id: id, version }, update)
    return toDeed(fresh(row, `bulk change ${id}`))
  }

  async claimUnfinished(wall: number, limit: number): Promise<readonly BulkDeed[]> {
    const rows = await claimUnfinished(this.#all, wall, limit)
    return rows.map(toDeed)
  }

  /** Whoever writes it is at work on it: nobody else takes it up before the lease ends. */
  #leased({ state }: BulkDeed): DueFields {
    return { watched: state === 'running' || state === 'telling', leaseUntil: this.#wall() + LEASE }
  }
}

const toDeed = (row: BulkDeedRow): BulkDeed => valueOf(row, HIDDEN)
