import type { Connection } from 'mongoose'

import type { Workspace } from '../domain/workspace.ts'
import type { WorkspaceStore } from '../ports.ts'
import { AllTenants } from './all-tenants.ts'
import { modelOf } from './connection.ts'
import type { RowShape } from './connection.ts'
import { fresh } from './lost-race.ts'
import { valueOf } from './row-values.ts'
import { TenantCollection } from './tenant-collection.ts'

interface WorkspaceRow extends Omit<Workspace, 'id'> {
  readonly _id: string
  /** The same as `_id`: the tenant is named in the same way everywhere, and is the key by which data can be sharded. */
  readonly workspaceId: string
}

const SHAPE: RowShape<WorkspaceRow> = {
  name: 'workspaces',
  fields: {
    _id: String,
    workspaceId: String,
    name: String,
    enterprise: Boolean,
    bot: { _id: false, type: { userId: String, botId: String, scopes: [String] } },
    settings: {
      _id: false,
      type: { acceptance: String, doneReaction: String, proposeReaction: String, unfurls: Boolean },
    },
    uninstalledAt: Date,
    createdAt: Date,
    version: Number,
  },
  indexes: [{ keys: { workspaceId: 1 }, unique: true }],
}

export class MongoWorkspaceStore implements WorkspaceStore {
  readonly #rows: TenantCollection<WorkspaceRow>
  readonly #all: AllTenants<WorkspaceRow>

  constructor(connection: Connection) {
    const model = modelOf(connection, SHAPE)
    this.#rows = new TenantCollection(model)
    this.#all = new AllTenants(model)
  }

  async get(workspaceId: string): Promise<Workspace | undefined> {
    const row = await this.#rows.one({ workspaceId })
    return row && toWorkspace(row)
  }

  async installed(): Promise<readonly Workspace[]> {
    const rows = await this.#all.some({ uninstalledAt: null }, { _id: 1 }, Number.MAX_SAFE_INTEGER)
    return rows.map(toWorkspace)
  }

  /** A workspace that installs again keeps the day it first came, and its version goes on. */
  async put(workspace: Workspace): Promise<void> {
    const { id: workspaceId, createdAt: _, version: __, ...facts } = workspace
    const changed = await this.#rows.change({ workspaceId }, { $set: facts, $inc: { version: 1 } })
    if (!changed) await this.#rows.addUnlessThere({ workspaceId }, toRow(workspace))
  }

  async save(workspace: Workspace): Promise<Workspace> {
    const { id: workspaceId, version, ...facts } = workspace
    const row = await this.#rows.change({ workspaceId, version }, { $set: facts, $inc: { version: 1 } })
    return toWorkspace(fresh(row, `workspace ${workspaceId}`))
  }
}

const toRow = ({ id, ...facts }: Workspace): WorkspaceRow => ({ _id: id, workspaceId: id, ...facts })

const toWorkspace = (row: WorkspaceRow): Workspace => valueOf(row, ['workspaceId'])
