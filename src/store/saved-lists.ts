import type { Connection } from 'mongoose'

import type { SavedList } from '../domain/list-view.ts'
import type { SavedListStore } from '../ports.ts'
import { ANYTHING, modelOf } from './connection.ts'
import type { RowShape } from './connection.ts'
import { TenantCollection } from './tenant-collection.ts'

interface SavedListRow extends SavedList {
  /** Made of all three, so that a member has a name once. */
  readonly _id: string
}

const SHAPE: RowShape<SavedListRow> = {
  name: 'saved_lists',
  fields: {
    _id: String,
    workspaceId: String,
    memberId: String,
    name: String,
    // Filters of several shapes: read back as they were written.
    view: ANYTHING,
  },
  indexes: [{ keys: { workspaceId: 1, memberId: 1, name: 1 }, unique: true }],
}

export class MongoSavedListStore implements SavedListStore {
  readonly #rows: TenantCollection<SavedListRow>

  constructor(connection: Connection) {
    this.#rows = new TenantCollection(modelOf(connection, SHAPE))
  }

  async get(workspaceId: string, memberId: string, name: string): Promise<SavedList | undefined> {
    const row = await this.#rows.one({ workspaceId, memberId, name })
    return row && toList(row)
  }

  async ofMember(workspaceId: string, memberId: string): Promise<readonly SavedList[]> {
    return (await this.#rows.many({ workspaceId, memberId }, { order: { name: 1 } })).map(toList)
  }

  async put(list: SavedList): Promise<SavedList | undefined> {
    const { workspaceId, memberId, name, view } = list
    const before = await this.get(workspaceId, memberId, name)
    const row = { _id: `${workspaceId}/${memberId}/${name}`, ...list }
    const added = await this.#rows.addUnlessThere({ workspaceId, memberId, name }, row)
    if (!added) await this.#rows.change({ workspaceId, memberId, name }, { $set: { view } })
    return before
  }

  remove(workspaceId: string, memberId: string, name: string): Promise<boolean> {
    return this.#rows.remove({ workspaceId, memberId, name })
  }
}

const toList = ({ workspaceId, memberId, name, view }: SavedListRow): SavedList => ({
  workspaceId,
  memberId,
  name,
  view,
})
