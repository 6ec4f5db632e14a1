import type { Connection } from 'mongoose'

import type { Project } from '../domain/project.ts'
import type { ProjectStore } from '../ports.ts'
import { AllTenants } from './all-tenants.ts'
import { modelOf } from './connection.ts'
import type { RowShape } from './connection.ts'
import { LEASE } from './due-lease.ts'
import type { DueFields, Wall } from './due-lease.ts'
import { fresh } from './lost-race.ts'
import { inOrderOf, valueOf } from './row-values.ts'
import { TenantCollection } from './tenant-collection.ts'
import type { Scoped } from './tenant-collection.ts'

interface ProjectRow extends Omit<Project, 'id'>, DueFields {
  readonly _id: string
  /** The last task number that was taken. */
  readonly lastNumber: number
}

const HIDDEN = ['lastNumber', 'watched', 'leaseUntil'] as const

const SHAPE: RowShape<ProjectRow> = {
  name: 'projects',
  fields: {
    _id: String,
    workspaceId: String,
    key: String,
    name: String,
    client: String,
    channelId: String,
    escalationChannelId: String,
    roles: {
      _id: false,
      type: { coordinator: String, projectManager: String, teamLead: String, accountManager: String },
    },
    accountableId: String,
    zone: String,
    archived: Boolean,
    private: Boolean,
    phases: [{ _id: false, id: String, name: String }],
    fields: [{ _id: false, id: String, name: String, type: { type: String }, choices: [String] }],
    cardsInChannel: Boolean,
    digest: { _id: false, type: { enabled: Boolean, at: String, lastOn: String } },
    nextDigestAt: Date,
    createdAt: Date,
    version: Number,
    lastNumber: Number,
    watched: Boolean,
    leaseUntil: Number,
  },
  indexes: [
    { keys: { workspaceId: 1, key: 1 }, unique: true },
    { keys: { workspaceId: 1, channelId: 1, archived: 1, key: 1 } },
    { keys: { workspaceId: 1, archived: 1, key: 1 } },
    { keys: { workspaceId: 1, private: 1, key: 1 } },
    { keys: { nextDigestAt: 1, leaseUntil: 1 }, where: { watched: true } },
  ],
}

export class MongoProjectStore implements ProjectStore {
  readonly #rows: TenantCollection<ProjectRow>
  readonly #all: AllTenants<ProjectRow>
  readonly #wall: Wall

  constructor(connection: Connection, wall: Wall) {
    const model = modelOf(connection, SHAPE)
    this.#rows = new TenantCollection(model)
    this.#all = new AllTenants(model)
    this.#wall = wall
  }

  get(workspaceId: string, projectId: string): Promise<Project | undefined> {
    return this.#one({ workspaceId, _id: projectId })
  }

  async getMany(workspaceId: string, projectIds: readonly string[]): Promise<readonly Project[]> {
    const rows = await this.#rows.many({ workspaceId, _id: { $in: [...projectIds] } })
    return inOrderOf(projectIds, rows.map(toProject))
  }

  byKey(workspaceId: string, key: string): Promise<Project | undefined> {
    return this.#one({ workspaceId, key: key.toUpperCase() })
  }

  byChannel(workspaceId: string, channelId: string): Promise<readonly Project[]> {
    return this.#byKey({ workspaceId, channelId, archived: false })
  }

  active(workspaceId: string): Promise<readonly Project[]> {
    return this.#byKey({ workspaceId, archived: false })
  }

  inPrivate(workspaceId: string): Promise<readonly Project[]> {
    return this.#byKey({ workspaceId, private: true })
  }

  all(workspaceId: string): Promise<readonly Project[]> {
    return this.#byKey({ workspaceId })
  }

  async add(project: Project): Promise<void> {
    const { id, ...facts } = project
    await this.#rows.add({ _id: id, ...facts, ...watch(project), lastNumber: 0 })
  }

  async save(project: Project): Promise<Project> {
    const { workspaceId, id, version, ...facts } = project
    const where = { workspaceId, _id: id, version }
    const row = await this.#rows.change(where, { $set: { ...facts, ...watch(project) }, $inc: { version: 1 } })
    return toProject(fresh(row, `project ${project.key}`))
  }

  async takeNumbers(workspaceId: string, projectId: string, count: number): Promise<readonly number[]> {
    const row = await this.#rows.apart.change({ workspaceId, _id: projectId }, { $inc: { lastNumber: count } })
    if (!row) throw new Error('No task number can be taken: the project does not exist')
    return Array.from({ length: count }, (_, index) => row.lastNumber - count + 1 + index)
  }

  async claimDue(now: Date, limit: number): Promise<readonly Project[]> {
    const wall = this.#wall()
    const rows = await this.#all.claim(
      { watched: true, nextDigestAt: { $lte: now }, leaseUntil: { $lte: wall } },
      { $set: { leaseUntil: wall + LEASE } },
      { nextDigestAt: 1 },
      limit,
    )
    return rows.map(toProject)
  }

  async nextDueAt(after: Date): Promise<Date | null> {
    const row = await this.#all.first({ watched: true, nextDigestAt: { $gt: after } }, { nextDigestAt: 1 })
    return row?.nextDigestAt ?? null
  }

  async #one(where: Scoped<ProjectRow>): Promise<Project | undefined> {
    const row = await this.#rows.one(where)
    return row && toProject(row)
  }

  async #byKey(where: Scoped<ProjectRow>): Promise<readonly Project[]> {
    return (await this.#rows.many(where, { order: { key: 1 } })).map(toProject)
  }
}

const toProject = (row: ProjectRow): Project => valueOf(row, HIDDEN)

const watch = (project: Project): DueFields => ({
  watched: !project.archived && project.nextDigestAt !== null,
  leaseUntil: 0,
})
