import type { Services } from '../services.ts'
import { canSee, findChannel, findDm, findTeam, findUser, installIn, openDm, sharesChannel } from '../world/lookup.ts'
import type { ChannelRecord, InstallRecord, MessageRecord, UserRecord } from '../world/records.ts'
import { CallerFault } from './fault.ts'
import type { Body } from './fields.ts'
import { maybe, need } from './fields.ts'

/** The member who acts or looks: `as`, in `workspace` or the first one. */
export function actorOf(s: Services, body: Body): UserRecord {
  return member(s, need(body, 'as'), maybe(body, 'workspace'))
}

export function member(s: Services, name: string, workspace?: string): UserRecord {
  const team = findTeam(s.world, workspace)
  if (!team) throw new CallerFault(`there is no workspace "${workspace}"`, { status: 404 })
  const user = findUser(s.world, team.id, name)
  if (user && user.kind !== 'bot') return user
  const names = s.world.users
    .filter((u) => u.kind !== 'bot' && (u.teamId === team.id || sharesChannel(s.world, u, team.id)))
    .map((u) => u.name)
  throw new CallerFault(`there is no member "${name}"; there are ${names.join(', ')}`, { status: 404 })
}

/** The app's installation that this person has to do with. */
export function installFor(s: Services, user: UserRecord): InstallRecord {
  const install = installIn(s.world, s.app.id, user.teamId) ?? installMetBy(s, user)
  if (install) return install
  throw new CallerFault(`the app is not installed in the workspace of ${user.name}`, { status: 404 })
}

/** For somebody of another company: the app that is in a channel with them. */
const installMetBy = (s: Services, user: UserRecord): InstallRecord | undefined =>
  s.world.installs.find((install) => {
    const bot = s.world.users.get(install.botUserId)
    return !install.revoked && bot !== undefined && sharesChannel(s.world, bot, user.teamId)
  })

/** Whether the app is installed where this person works, so that its commands and shortcuts are theirs. */
export const hasApp = (s: Services, user: UserRecord): boolean =>
  installIn(s.world, s.app.id, user.teamId) !== undefined

/** A channel as this person may name it: an id, `#name`, `@name` for a direct message, also with the app. */
export function place(s: Services, user: UserRecord, name: string): ChannelRecord {
  if (name.startsWith('@')) return directWith(s, user, name.slice(1))
  const channel = findChannel(s.world, user.teamId, name)
  if (channel && canSee(channel, user)) return channel
  const names = s.world.channels.filter((c) => c.kind === 'channel' && canSee(c, user)).map((c) => `#${c.name}`)
  throw new CallerFault(`${user.name} sees no channel "${name}"; there are ${names.join(', ')}`, { status: 404 })
}

/** The direct message between two; opened when it is not there yet. */
export function directWith(s: Services, user: UserRecord, name: string): ChannelRecord {
  const other =
    name.toLowerCase() === 'app'
      ? s.world.users.get(installFor(s, user).botUserId)
      : findUser(s.world, user.teamId, name)
  if (!other) throw new CallerFault(`there is nobody called "${name}"`, { status: 404 })
  const found = findDm(s.world, [user.id, other.id])
  if (found) return found
  const opened = openDm(s.world, user.teamId, [user.id, other.id])
  s.world.feed.tell({ kind: 'state' })
  return opened
}

/** A message that this person can see. */
export function messageAt(s: Services, user: UserRecord, channel: ChannelRecord, ts: string): MessageRecord {
  const message = s.world.messages.get(channel.id, ts)
  if (message && (!message.ephemeralTo || message.ephemeralTo === user.id)) return message
  throw new CallerFault(`there is no message ${ts} in ${channel.name ? `#${channel.name}` : channel.id}`, {
    status: 404,
  })
}
