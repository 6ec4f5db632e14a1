import { happen } from '../deliveries/events.ts'
import type { SlackObject } from '../protocol.ts'
import type { Services } from '../services.ts'
import { groupShape } from '../shapes/group.ts'
import { idOf } from '../world/ids.ts'
import type { UserGroupRecord, UserRecord } from '../world/records.ts'

interface NewGroup {
  readonly handle: string
  readonly name: string
  readonly description?: string
  readonly channels?: readonly string[]
}

export const groupId = (teamId: string, handle: string): string => idOf('S', `${teamId}:${handle}`)

const seconds = (s: Services): number => Math.floor(s.world.clock.ms() / 1000)

/** Makes a user group; apps hear `subteam_created`. */
export async function createGroup(s: Services, by: UserRecord, teamId: string, group: NewGroup): Promise<void> {
  const made = s.world.usergroups.put({
    description: '',
    users: [],
    channels: [],
    ...group,
    id: groupId(teamId, group.handle),
    teamId,
    enabled: true,
    created: seconds(s),
    creator: by.id,
  })
  s.world.feed.tell({ kind: 'state' })
  await tell(s, made, { type: 'subteam_created', subteam: groupShape(made, true, true) })
}

/** Changes a user group; apps hear `subteam_updated`, and `subteam_members_changed` where people came or went. */
export async function changeGroup(
  s: Services,
  by: string,
  group: UserGroupRecord,
  change: Partial<UserGroupRecord>,
): Promise<void> {
  const changed = s.world.usergroups.put({ ...group, ...change, updated: { at: seconds(s), by } })
  s.world.feed.tell({ kind: 'state' })
  const moved = membersMoved(group, changed)
  await Promise.all([
    tell(s, changed, { type: 'subteam_updated', subteam: groupShape(changed, true, true) }),
    ...(moved ? [tell(s, changed, moved)] : []),
  ])
}

function membersMoved(before: UserGroupRecord, after: UserGroupRecord): (SlackObject & { type: string }) | undefined {
  const added = after.users.filter((id) => !before.users.includes(id))
  const removed = before.users.filter((id) => !after.users.includes(id))
  if (added.length + removed.length === 0) return undefined
  return {
    type: 'subteam_members_changed',
    subteam_id: after.id,
    team_id: after.teamId,
    date_previous_update: before.updated?.at ?? before.created,
    date_update: after.updated?.at ?? after.created,
    added_users: added,
    added_users_count: added.length,
    removed_users: removed,
    removed_users_count: removed.length,
  }
}

const tell = (s: Services, group: UserGroupRecord, event: SlackObject & { readonly type: string }): Promise<void> =>
  happen(s, { name: event.type, teamId: group.teamId, event: { ...event, event_ts: s.world.nextTs() } })
