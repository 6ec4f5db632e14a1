import type { Services } from '../services.ts'
import { happen } from '../deliveries/events.ts'
import { userShape } from '../shapes/user.ts'
import type { UserRecord } from '../world/records.ts'

/** Changes a member; apps hear `user_change`. */
export function changeUser(s: Services, user: UserRecord, change: Partial<UserRecord>): Promise<void> {
  const changed = s.world.users.put({ ...user, ...change, updated: Math.floor(s.world.clock.ms() / 1000) })
  s.world.feed.tell({ kind: 'state' })
  return happen(s, {
    name: 'user_change',
    teamId: user.teamId,
    event: {
      type: 'user_change',
      user: userShape(s.world, changed, { teamId: user.teamId, withEmail: false, withLocale: true }),
      cache_ts: changed.updated,
      event_ts: s.world.nextTs(),
    },
  })
}
