import type { Connection } from 'mongoose'

import type { MessagePosition } from '../domain/task.ts'
import type { Unfurled } from '../domain/unfurl.ts'
import type { UnfurlStore } from '../ports.ts'
import { modelOf } from './connection.ts'
import type { RowShape } from './connection.ts'
import type { Wall } from './due-lease.ts'
import { fresh } from './lost-race.ts'
import { valueOf } from './row-values.ts'
import { TenantCollection } from './tenant-collection.ts'

interface UnfurledRow extends Unfurled {
  readonly _id: string
  readonly expireAt: Date
}

/** How long what was shown is kept true after the task was last shown in that channel. */
const KEPT = 90 * 24 * 60 * 60_000
/** Channels beyond this are many conversations about one task; the newest count. */
const CHANNELS = 20

const SHAPE: RowShape<UnfurledRow> = {
  name: 'unfurls',
  fields: {
    _id: String,
    workspaceId: String,
    channelId: String,
    taskId: String,
    lastAt: Date,
    places: [
      {
        _id: false,
        id: String,
        messageTs: String,
        threadTs: String,
        url: String,
        ts: String,
        steady: Boolean,
        removed: Boolean,
      },
    ],
    version: Number,
    expireAt: Date,
  },
  indexes: [
    { keys: { workspaceId: 1, taskId: 1, lastAt: -1 } },
    // The time is all but unique, so that it finds the message; the channel is looked up in the row.
    { keys: { workspaceId: 1, 'places.ts': 1 } },
    { keys: { workspaceId: 1, 'places.messageTs': 1 } },
    { keys: { expireAt: 1 }, expires: true },
  ],
}

export class MongoUnfurlStore implements UnfurlStore {
  readonly #rows: TenantCollection<UnfurledRow>
  readonly #wall: Wall

  constructor(connection: Connection, wall: Wall) {
    this.#rows = new TenantCollection(modelOf(connection, SHAPE))
    this.#wall = wall
  }

  async get(workspaceId: string, channelId: string, taskId: string): Promise<Unfurled | undefined> {
    const row = await this.#rows.one({ workspaceId, _id: idOf({ workspaceId, channelId, taskId }) })
    return row && toUnfurled(row)
  }

  async ofTask(workspaceId: string, taskId: string): Promise<readonly Unfurled[]> {
    const rows = await this.#rows.many({ workspaceId, taskId }, { order: { lastAt: -1 }, limit: CHANNELS })
    return rows.map(toUnfurled)
  }

  async byMessage(workspaceId: string, { channelId, ts }: MessagePosition): Promise<readonly Unfurled[]> {
    const span = { limit: CHANNELS }
    const showing = await this.#rows.many({ workspaceId, 'places.ts': ts, channelId }, span)
    const named = await this.#rows.many({ workspaceId, 'places.messageTs': ts, channelId }, span)
    return [...new Map([...showing, ...named].map((row) => [row._id, toUnfurled(row)])).values()]
  }

  async put(unfurled: Unfurled): Promise<void> {
    const { workspaceId, version } = unfurled
    const _id = idOf(unfurled)
    const row = { ...unfurled, version: version + 1, expireAt: new Date(this.#wall() + KEPT) }
    if (version === 0) return this.#rows.add({ _id, ...row })
    fresh(await this.#rows.change({ workspaceId, _id, version }, { $set: row }), `what is shown of a task in ${_id}`)
  }
}

const idOf = ({ workspaceId, channelId, taskId }: Pick<Unfurled, 'workspaceId' | 'channelId' | 'taskId'>): string =>
  `${workspaceId}/${channelId}/${taskId}`

function toUnfurled(row: UnfurledRow): Unfurled {
  const { id: _, ...unfurled } = valueOf(row, ['expireAt'])
  return unfurled
}
