import type { Connection } from 'mongoose'

import type { Import, ImportRow, RowOutcome } from '../domain/import.ts'
import type { ImportStore } from '../ports.ts'
import { AllTenants } from './all-tenants.ts'
import { ANYTHING, modelOf } from './connection.ts'
import type { RowShape } from './connection.ts'
import { claimUnfinished, LEASE, UNFINISHED_INDEX } from './due-lease.ts'
import type { DueFields, Wall } from './due-lease.ts'
import { fresh } from './lost-race.ts'
import { valueOf } from './row-values.ts'
import { TenantCollection } from './tenant-collection.ts'

interface StoredImport extends Omit<Import, 'id'>, DueFields {
  readonly _id: string
  readonly expireAt: Date
}

interface StoredRow extends ImportRow {
  readonly _id: string
  readonly workspaceId: string
  readonly importId: string
  readonly expireAt: Date
}

const HIDDEN = ['watched', 'leaseUntil', 'expireAt'] as const
const DAY = 24 * 60 * 60_000
/** A proposal is for today; a file's rows are needed no longer than its report. */
const PROPOSED_DAYS = 1
const ROW_DAYS = 2
/** So long somebody is told that they imported the same file before. */
const KNOWN_DAYS = 90

const SHAPE: RowShape<StoredImport> = {
  name: 'imports',
  fields: {
    _id: String,
    workspaceId: String,
    version: Number,
    actorId: String,
    projectId: String,
    fileName: String,
    digest: String,
    separator: String,
    header: [String],
    rowCount: Number,
    // By the names of facts and fields.
    mapping: ANYTHING,
    // Answers of several shapes: read back as they were written.
    answers: ANYTHING,
    asked: { _id: false, type: { statuses: [String], people: [String] } },
    state: String,
    plannedAt: Date,
    cursor: Number,
    made: Number,
    failed: Number,
    activityId: String,
    stopped: String,
    createdAt: Date,
    watched: Boolean,
    leaseUntil: Number,
    expireAt: Date,
  },
  indexes: [
    { keys: { workspaceId: 1, projectId: 1, digest: 1, createdAt: -1 } },
    UNFINISHED_INDEX,
    { keys: { expireAt: 1 }, expires: true },
  ],
}

const ROW_SHAPE: RowShape<StoredRow> = {
  name: 'import_rows',
  fields: {
    _id: String,
    workspaceId: String,
    importId: String,
    number: Number,
    line: Number,
    cells: [String],
    // A task, or problems of several shapes.
    outcome: ANYTHING,
    expireAt: Date,
  },
  indexes: [
    { keys: { workspaceId: 1, importId: 1, number: 1 }, unique: true },
    { keys: { expireAt: 1 }, expires: true },
  ],
}

export class MongoImportStore implements ImportStore {
  readonly #imports: TenantCollection<StoredImport>
  readonly #rows: TenantCollection<StoredRow>
  readonly #all: AllTenants<StoredImport>
  readonly #wall: Wall

  constructor(connection: Connection, wall: Wall) {
    const model = modelOf(connection, SHAPE)
    this.#imports = new TenantCollection(model)
    this.#rows = new TenantCollection(modelOf(connection, ROW_SHAPE))
    this.#all = new AllTenants(model)
    this.#wall = wall
  }

  async get(workspaceId: string, importId: string): Promise<Import | undefined> {
    const row = await this.#imports.one({ workspaceId, _id: importId })
    return row && toImport(row)
  }

  async add(imported: Import, rows: readonly ImportRow[]): Promise<void> {
    const { id, ...facts } = imported
    const { workspaceId } = facts
    const expireAt = this.#in(ROW_DAYS)
    // Rows first: an import that is there has all of them.
    await this.#rows.addAll(
      rows.map((row) => ({ _id: `${id}/${row.number}`, workspaceId, importId: id, ...row, expireAt })),
    )
    await this.#imports.add({ _id: id, ...facts, ...this.#kept(imported) })
  }

  async save(imported: Import): Promise<Import> {
    const { workspaceId, id, version, ...facts } = imported
    const update = { $set: { ...facts, ...this.#kept(imported) }, $inc: { version: 1 } }
    const row = await this.#imports.change({ workspaceId, _id: id, version }, update)
    return toImport(fresh(row, `import ${id}`))
  }

  async rows(workspaceId: string, importId: string, after: number, limit: number): Promise<readonly ImportRow[]> {
    const where = { workspaceId, importId, number: { $gt: after } }
    return (await this.#rows.many(where, { order: { number: 1 }, limit })).map(toRow)
  }

  async settle(workspaceId: string, importId: string, outcomes: ReadonlyMap<number, RowOutcome>): Promise<void> {
    for (const [number, outcome] of outcomes)
      await this.#rows.change({ workspaceId, importId, number }, { $set: { outcome } })
  }

  async lastOf({
    workspaceId,
    projectId,
    digest,
  }: Pick<Import, 'workspaceId' | 'projectId' | 'digest'>): Promise<Import | undefined> {
    const where = { workspaceId, projectId, digest, state: { $ne: 'proposed' as const } }
    const row = await this.#imports.one(where, { createdAt: -1 })
    return row && toImport(row)
  }

  async claimUnfinished(wall: number, limit: number): Promise<readonly Import[]> {
    const rows = await claimUnfinished(this.#all, wall, limit)
    return rows.map(toImport)
  }

  /** Whoever writes it is at work on it: nobody else takes it up before the lease ends. */
  #kept({ state }: Import): DueFields & Pick<StoredImport, 'expireAt'> {
    return {
      watched: state === 'running' || state === 'reporting',
      leaseUntil: this.#wall() + LEASE,
      expireAt: this.#in(state === 'proposed' ? PROPOSED_DAYS : KNOWN_DAYS),
    }
  }

  #in(days: number): Date {
    return new Date(this.#wall() + days * DAY)
  }
}

const toImport = (row: StoredImport): Import => valueOf(row, HIDDEN)
const toRow = ({ number, line, cells, outcome }: StoredRow): ImportRow => ({ number, line, cells, outcome })
