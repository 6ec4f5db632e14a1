import type { Connection } from 'mongoose'

import { modelOf } from './connection.ts'
import type { RowShape } from './connection.ts'
import { TenantCollection } from './tenant-collection.ts'

/** Which installation: of one team, or of a whole Enterprise organisation. */
export interface InstallationKey {
  /** The team's id, or the organisation's. */
  readonly id: string
  readonly enterprise: boolean
}

interface InstallationRow {
  readonly _id: string
  readonly workspaceId: string
  readonly enterprise: boolean
  readonly sealed: string
}

const SHAPE: RowShape<InstallationRow> = {
  name: 'installations',
  fields: { _id: String, workspaceId: String, enterprise: Boolean, sealed: String },
  indexes: [{ keys: { workspaceId: 1, enterprise: 1 }, unique: true }],
}

/** Keeps what Slack gave at an installation, tokens included, as a text that only `slack/` can read. */
export class MongoInstallations {
  readonly #rows: TenantCollection<InstallationRow>

  constructor(connection: Connection) {
    this.#rows = new TenantCollection(modelOf(connection, SHAPE))
  }

  async get({ id, enterprise }: InstallationKey): Promise<string | undefined> {
    return (await this.#rows.one({ workspaceId: id, enterprise }))?.sealed
  }

  /** Takes the place of an earlier installation. */
  async put({ id, enterprise }: InstallationKey, sealed: string): Promise<void> {
    const where = { workspaceId: id, enterprise }
    if (await this.#rows.change(where, { $set: { sealed } })) return
    const row = { _id: `${enterprise ? 'enterprise' : 'team'}/${id}`, ...where, sealed }
    if (!(await this.#rows.addUnlessThere(where, row))) await this.#rows.change(where, { $set: { sealed } })
  }

  async delete({ id, enterprise }: InstallationKey): Promise<void> {
    await this.#rows.remove({ workspaceId: id, enterprise })
  }
}
