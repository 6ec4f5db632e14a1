import type { Services } from '../services.ts'
import { happen } from '../deliveries/events.ts'
import { userShape } from '../shapes/user.ts'
import type { UserRecord } from '../world/records.ts'

const STATUS = ['statusText', 'statusEmoji'] as const

/** Changes a member; apps hear `user_change`, and of a profile or a status in particular where they asked for that. */
export async function changeUser(s: Services, user: UserRecord, change: Partial<UserRecord>): Promise<void> {
  const changed = s.world.users.put({ ...user, ...change, updated: Math.floor(s.world.clock.ms() / 1000) })
  s.world.feed.tell({ kind: 'state' })
  const status = STATUS.some((field) => changed[field] !== user[field])
  const names = ['user_change', ...(status ? ['user_profile_changed', 'user_status_changed'] : [])]
  await Promise.all(names.map((name) => tell(s, changed, name)))
}

/** Somebody new is in the workspace; apps hear `team_join`. */
export async function welcome(s: Services, user: UserRecord): Promise<void> {
  s.world.feed.tell({ kind: 'state' })
  await tell(s, user, 'team_join')
}

function tell(s: Services, user: UserRecord, type: string): Promise<void> {
  const asker = { teamId: user.teamId, withEmail: s.manifest.botScopes.includes('users:read.email'), withLocale: true }
  return happen(s, {
    name: type,
    teamId: user.teamId,
    event: { type, user: userShape(s.world, user, asker), cache_ts: user.updated, event_ts: s.world.nextTs() },
  })
}
