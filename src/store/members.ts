import type { Connection } from 'mongoose'

import type { Member } from '../domain/member.ts'
import type { MemberStore } from '../ports.ts'
import { modelOf } from './connection.ts'
import type { RowShape } from './connection.ts'
import { inOrderOf } from './row-values.ts'
import { wordsOf } from './search-rules.ts'
import { TenantCollection } from './tenant-collection.ts'
import type { Vocabulary } from './vocabulary.ts'

/** Slack's user ids are unique only within a workspace: the row's own id names both. */
interface MemberRow extends Member {
  readonly _id: string
}

const SHAPE: RowShape<MemberRow> = {
  name: 'members',
  fields: {
    _id: String,
    workspaceId: String,
    id: String,
    name: String,
    realName: String,
    zone: String,
    locale: String,
    kind: String,
    deleted: Boolean,
    workingHours: { _id: false, type: { days: [Number], start: String, end: String } },
    version: Number,
  },
  indexes: [{ keys: { workspaceId: 1, id: 1 }, unique: true }],
}

export class MongoMemberStore implements MemberStore {
  readonly #rows: TenantCollection<MemberRow>
  readonly #vocabulary: Vocabulary

  constructor(connection: Connection, vocabulary: Vocabulary) {
    this.#rows = new TenantCollection(modelOf(connection, SHAPE))
    this.#vocabulary = vocabulary
  }

  async get(workspaceId: string, memberId: string): Promise<Member | undefined> {
    const row = await this.#rows.one({ workspaceId, id: memberId })
    return row && toMember(row)
  }

  async getMany(workspaceId: string, memberIds: readonly string[]): Promise<readonly Member[]> {
    const rows = await this.#rows.many({ workspaceId, id: { $in: [...memberIds] } })
    return inOrderOf(memberIds, rows.map(toMember))
  }

  async put(member: Member): Promise<void> {
    const { workspaceId, id, name, realName, zone, locale, kind, deleted } = member
    const facts = { name, realName, zone, locale, kind, deleted }
    const changed = await this.#rows.change({ workspaceId, id }, { $set: facts, $inc: { version: 1 } })
    if (!changed) await this.#rows.addUnlessThere({ workspaceId, id }, { ...member, _id: `${workspaceId}/${id}` })
    await this.#vocabulary.learnName(workspaceId, wordsOf(`${name} ${realName}`), id)
  }
}

function toMember(row: MemberRow): Member {
  const { _id: _, ...member } = row
  return member
}
