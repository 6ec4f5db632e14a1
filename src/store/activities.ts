import type { ClientSession, Connection } from 'mongoose'

import type { Activity } from '../domain/activity.ts'
import type { ActivityStore } from '../ports.ts'
import { ANYTHING, modelOf } from './connection.ts'
import type { RowShape } from './connection.ts'
import { valueOf } from './row-values.ts'
import { TenantCollection } from './tenant-collection.ts'

interface ActivityRow extends Omit<Activity, 'id'> {
  readonly _id: string
}

/** Far more than a member does within the time in which an undo is possible. */
const LOOK_BACK = 200

const SHAPE: RowShape<ActivityRow> = {
  name: 'activities',
  fields: {
    _id: String,
    workspaceId: String,
    taskId: String,
    projectId: String,
    at: Date,
    actorId: String,
    via: String,
    kind: String,
    changes: [{ _id: false, fact: String, before: ANYTHING, after: ANYTHING }],
    note: String,
    message: { _id: false, type: { channelId: String, ts: String } },
    groupId: String,
    undoes: String,
    taskVersion: Number,
  },
  // Each is read forwards or backwards, as the query wants its order.
  indexes: [
    { keys: { workspaceId: 1, taskId: 1, at: 1, _id: 1 } },
    { keys: { workspaceId: 1, projectId: 1, at: 1, _id: 1 } },
    { keys: { workspaceId: 1, actorId: 1, at: 1, _id: 1 } },
    { keys: { workspaceId: 1, groupId: 1 }, where: { groupId: { $exists: true } } },
  ],
}

/** Lets a task be found by what is said about it. */
type OnNote = (workspaceId: string, taskId: string, note: string, session?: ClientSession) => Promise<void>

export class MongoActivityStore implements ActivityStore {
  readonly #rows: TenantCollection<ActivityRow>
  readonly #onNote: OnNote

  constructor(connection: Connection, onNote: OnNote) {
    this.#onNote = onNote
    this.#rows = new TenantCollection(modelOf(connection, SHAPE))
  }

  add(activity: Activity): Promise<void> {
    return this.addAll([activity])
  }

  /** Several entries at once, of any workspaces; in the transaction of a session that is handed down, or around the call. */
  async addAll(activities: readonly Activity[], session?: ClientSession): Promise<void> {
    await this.#rows.in(session).addAll(activities.map(({ id, ...facts }) => ({ _id: id, ...facts })))
    for (const { workspaceId, taskId, note } of activities)
      if (note) await this.#onNote(workspaceId, taskId, note, session)
  }

  async get(workspaceId: string, activityId: string): Promise<Activity | undefined> {
    const row = await this.#rows.one({ workspaceId, _id: activityId })
    return row && toActivity(row)
  }

  async ofTask(workspaceId: string, taskId: string, limit: number, offset = 0): Promise<readonly Activity[]> {
    const rows = await this.#rows.many({ workspaceId, taskId }, { order: { at: -1, _id: -1 }, limit, offset })
    return rows.map(toActivity)
  }

  async ofGroup(workspaceId: string, groupId: string): Promise<readonly Activity[]> {
    const rows = await this.#rows.many({ workspaceId, groupId })
    return rows.map(toActivity)
  }

  async ofTasks(workspaceId: string, taskIds: readonly string[], limit: number): Promise<readonly Activity[]> {
    const where = { workspaceId, taskId: { $in: [...taskIds] } }
    const rows = await this.#rows.many(where, { order: { at: -1, _id: -1 }, limit })
    return rows.map(toActivity)
  }

  async ofProject(workspaceId: string, projectId: string, since: Date, limit: number): Promise<readonly Activity[]> {
    const where = { workspaceId, projectId, at: { $gte: since } }
    const rows = await this.#rows.many(where, { order: { at: 1, _id: 1 }, limit })
    return rows.map(toActivity)
  }

  async touchedBy(workspaceId: string, actorId: string, limit: number): Promise<readonly string[]> {
    const rows = await this.#rows.many({ workspaceId, actorId }, { order: { at: -1, _id: -1 }, limit: LOOK_BACK })
    return [...new Set(rows.map(({ taskId }) => taskId))].slice(0, limit)
  }

  async lastOf(
    workspaceId: string,
    actorId: string,
    since: Date,
    except: ReadonlySet<string> = new Set(),
  ): Promise<Activity | undefined> {
    const where = { workspaceId, actorId, at: { $gte: since } }
    const rows = await this.#rows.many(where, { order: { at: -1, _id: -1 }, limit: LOOK_BACK })
    return lastStanding(rows.map(toActivity), except)
  }
}

const toActivity = (row: ActivityRow): Activity => valueOf(row, [])

/** What a member can take back; a nudge or an escalation is nobody's change. */
const OWN_DOING: ReadonlySet<Activity['kind']> = new Set(['created', 'changed', 'noted'])

/**
 * The newest of one member's entries (newest first) that none of them takes back. What they said in a card's thread is
 * not among them: that is taken back where it was said.
 */
function lastStanding(entries: readonly Activity[], except: ReadonlySet<string>): Activity | undefined {
  const undone = new Set([...except, ...entries.map((entry) => entry.undoes)])
  return entries.find((entry) => OWN_DOING.has(entry.kind) && !entry.message && !undone.has(entry.id))
}
