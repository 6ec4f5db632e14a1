import type { Connection } from 'mongoose'

import type { DraftStore, LeaseStore, Log, Ports } from '../ports.ts'
import { MongoActivityStore } from './activities.ts'
import { MongoBulkDeedStore } from './bulk-deeds.ts'
import { openConnection } from './connection.ts'
import { MongoDraftStore } from './drafts.ts'
import type { Wall } from './due-lease.ts'
import { endLeases } from './end-leases.ts'
import { MongoImportStore } from './imports.ts'
import { MongoInboxStore } from './inbox.ts'
import { MongoInstallations } from './installations.ts'
import { MongoLeaseStore } from './leases.ts'
import { MongoMemberStore } from './members.ts'
import { Migrator } from './migrations.ts'
import { MongoNewTasks } from './new-tasks.ts'
import { MongoOutboxStore } from './outbox.ts'
import { MongoProjectStore } from './projects.ts'
import { MongoSavedListStore } from './saved-lists.ts'
import { MongoTaskStore } from './tasks.ts'
import { MongoTransactor } from './transactor.ts'
import { MongoUnfurlStore } from './unfurls.ts'
import { Vocabulary } from './vocabulary.ts'
import { MongoWorkspaceStore } from './workspaces.ts'

type StorePorts =
  | 'workspaces'
  | 'members'
  | 'projects'
  | 'tasks'
  | 'newTasks'
  | 'activities'
  | 'outbox'
  | 'inbox'
  | 'savedLists'
  | 'bulkDeeds'
  | 'imports'
  | 'unfurls'

export interface Stores extends Pick<Ports, StorePorts | 'tx'> {
  readonly leases: LeaseStore
  readonly drafts: DraftStore
  readonly installations: MongoInstallations
  /**
   * Makes the database ready, once, before the first write: collections, then migrations, then indexes, one after the
   * other. Where all is there already it changes nothing; any number of processes may call it at the same time.
   */
  ensureIndexes(): Promise<void>
  /** Ends all leases that others left: only for a process that has the database to itself. */
  endLeases(): Promise<void>
  /** @throws when the server does not answer within five seconds */
  ping(): Promise<void>
  close(): Promise<void>
}

export interface StoreOptions {
  /** Real time, for leases and for what the server forgets: the clock port's `wall`. */
  readonly wall: Wall
  readonly log?: Log
}

/** Connects to MongoDB and gives what the ports ask of a database. */
export async function connectStores(uri: string, options: StoreOptions): Promise<Stores> {
  const connection = await openConnection(uri)
  const stores = storesOn(connection, options)
  const { log } = options
  let closing = false
  connection.on('disconnected', () => closing || log?.warn({}, 'The database is gone'))
  connection.on('reconnected', () => log?.info({}, 'The database is back'))
  return {
    ...stores,
    close: () => {
      closing = true
      return stores.close()
    },
  }
}

/** The stores on a connection that is open; they close it. */
export function storesOn(connection: Connection, { wall }: StoreOptions): Stores {
  const leases = new MongoLeaseStore(connection)
  const vocabulary = new Vocabulary(connection)
  const tasks = new MongoTaskStore(connection, wall, vocabulary)
  const projects = new MongoProjectStore(connection, wall)
  const tx = new MongoTransactor(connection)
  const activities = new MongoActivityStore(connection, (...said) => tasks.addWords(...said))
  const outbox = new MongoOutboxStore(connection, wall)
  const migrator = new Migrator(connection, leases, wall)
  return {
    tx,
    workspaces: new MongoWorkspaceStore(connection),
    members: new MongoMemberStore(connection, vocabulary),
    projects,
    tasks,
    newTasks: new MongoNewTasks(connection, { tx, projects, tasks, activities, outbox }),
    activities,
    outbox,
    inbox: new MongoInboxStore(connection, wall),
    drafts: new MongoDraftStore(connection, wall),
    bulkDeeds: new MongoBulkDeedStore(connection, wall),
    imports: new MongoImportStore(connection, wall),
    savedLists: new MongoSavedListStore(connection),
    unfurls: new MongoUnfurlStore(connection, wall),
    installations: new MongoInstallations(connection),
    leases,
    ensureIndexes: async () => {
      const models = Object.values(connection.models)
      for (const model of models) await model.createCollection()
      await migrator.run()
      for (const model of models) await model.createIndexes()
    },
    endLeases: () => endLeases(connection),
    ping: async () => {
      await connection.getClient().db().command({ ping: 1 })
    },
    close: () => connection.close(),
  }
}
