import type { Connection } from 'mongoose'

import type { Draft, DraftStore } from '../ports.ts'
import { ANYTHING, modelOf } from './connection.ts'
import type { RowShape } from './connection.ts'
import type { Wall } from './due-lease.ts'
import { valueOf } from './row-values.ts'
import { TenantCollection } from './tenant-collection.ts'

interface DraftRow extends Omit<Draft, 'id'> {
  readonly _id: string
  readonly expireAt: Date
}

const WEEK = 7 * 24 * 60 * 60_000

const SHAPE: RowShape<DraftRow> = {
  name: 'drafts',
  fields: {
    _id: String,
    workspaceId: String,
    memberId: String,
    channelId: String,
    text: String,
    files: [ANYTHING],
    createdAt: Date,
    expireAt: Date,
  },
  indexes: [{ keys: { expireAt: 1 }, expires: true }],
}

export class MongoDraftStore implements DraftStore {
  readonly #rows: TenantCollection<DraftRow>
  readonly #wall: Wall

  constructor(connection: Connection, wall: Wall) {
    this.#rows = new TenantCollection(modelOf(connection, SHAPE))
    this.#wall = wall
  }

  async add(draft: Draft): Promise<void> {
    const { id, ...facts } = draft
    await this.#rows.add({ _id: id, ...facts, expireAt: new Date(this.#wall() + WEEK) })
  }

  async get(workspaceId: string, draftId: string): Promise<Draft | undefined> {
    const row = await this.#rows.one({ workspaceId, _id: draftId })
    return row && valueOf(row, ['expireAt'])
  }
}
