import type { SlackObject } from '../protocol.ts'
import { botProfile } from '../shapes/message.ts'
import { profileShape, userShape } from '../shapes/user.ts'
import { dndOf } from '../world/dnd.ts'
import type { UserRecord } from '../world/records.ts'
import { SlackError } from './errors.ts'
import { boolean, flag, number, string, text } from './method.ts'
import type { Call, MethodTable } from './method.ts'
import { page } from './paging.ts'
import { actor, userArg, visible } from './places.ts'

const provided = (call: Call): readonly string[] =>
  call.asUser ? (call.install.userScopes ?? []) : call.install.scopes

const shapeFor = (call: Call) => (user: UserRecord) =>
  userShape(call.s.world, user, {
    teamId: call.teamId,
    withEmail: provided(call).includes('users:read.email'),
    withLocale: flag(call, 'include_locale'),
  })

function list(call: Call): SlackObject {
  const all = call.s.world.users.filter((u) => visible(call, u))
  const { items, next } = page(call, all, (user) => user.id, { byDefault: 1000, max: 1000 })
  return { members: items.map(shapeFor(call)), cache_ts: Math.floor(call.s.world.clock.ms() / 1000), ...next }
}

function byEmail(call: Call): SlackObject {
  const wanted = (text(call, 'email') ?? '').toLowerCase()
  const user = call.s.world.users.find(
    (u) => u.email.toLowerCase() === wanted && u.teamId === call.teamId && !u.deleted,
  )
  if (!user) throw new SlackError('users_not_found')
  return { user: shapeFor(call)(user) }
}

function botInfo(call: Call): SlackObject {
  const id = text(call, 'bot')
  if (!id) throw new SlackError('bot_not_found')
  const install = call.s.world.installs.find((i) => i.botId === id)
  if (!install) throw new SlackError('bot_not_found')
  return { bot: botProfile(call.s.world, install) }
}

function dndShape(call: Call, user: UserRecord): SlackObject {
  const dnd = dndOf(call.s.world, user)
  const left = user.snoozeUntil - Math.floor(call.s.world.clock.ms() / 1000)
  return {
    dnd_enabled: dnd.enabled,
    next_dnd_start_ts: dnd.start,
    next_dnd_end_ts: dnd.end,
    snooze_enabled: dnd.snoozed,
    ...(dnd.snoozed ? { snooze_endtime: user.snoozeUntil, snooze_remaining: left, snooze_is_indefinite: false } : {}),
  }
}

function dndTeam(call: Call): SlackObject {
  const ids = (text(call, 'users') ?? '').split(',').filter((id) => id !== '')
  if (ids.length === 0) throw new SlackError('no_users_provided')
  const users: Record<string, unknown> = {}
  for (const id of ids) {
    const user = call.s.world.users.get(id)
    if (!user || !visible(call, user)) continue
    const dnd = dndOf(call.s.world, user)
    users[id] = { dnd_enabled: dnd.enabled, next_dnd_start_ts: dnd.start, next_dnd_end_ts: dnd.end }
  }
  return { users }
}

function profile(call: Call): SlackObject {
  const user = text(call, 'user') ? userArg(call, 'user') : actor(call)
  return { profile: profileShape(user, provided(call).includes('users:read.email')) }
}

function setPresence(call: Call): SlackObject {
  const presence = text(call, 'presence')
  if (presence !== 'auto' && presence !== 'away') throw new SlackError('invalid_presence')
  call.s.world.users.put({ ...actor(call), presence: presence === 'auto' ? 'active' : 'away' })
  call.s.world.feed.tell({ kind: 'state' })
  return {}
}

const READ = ['users:read']
const DND = ['dnd:read']

export const USERS: MethodTable = {
  'users.info': {
    tier: 4,
    scopes: READ,
    json: false,
    args: { user: string('required'), include_locale: boolean() },
    run: (call) => ({ user: shapeFor(call)(userArg(call, 'user')) }),
  },
  'users.list': {
    tier: 2,
    scopes: READ,
    json: false,
    args: { cursor: string(), include_locale: boolean(), limit: number(), team_id: string() },
    run: list,
  },
  'users.lookupByEmail': {
    tier: 3,
    scopes: ['users:read.email'],
    json: false,
    args: { email: string('required') },
    run: byEmail,
  },
  'users.profile.get': {
    tier: 4,
    scopes: ['users.profile:read'],
    json: false,
    args: { user: string(), include_labels: boolean() },
    run: profile,
  },
  'users.getPresence': {
    tier: 3,
    scopes: READ,
    json: false,
    args: { user: string() },
    run: (call) => ({ presence: (text(call, 'user') ? userArg(call, 'user') : actor(call)).presence }),
  },
  'users.setPresence': {
    tier: 2,
    scopes: ['users:write'],
    args: { presence: string('required') },
    run: setPresence,
  },
  'bots.info': { tier: 3, scopes: READ, json: false, args: { bot: string(), team_id: string() }, run: botInfo },
  'dnd.info': {
    tier: 3,
    scopes: DND,
    json: false,
    args: { user: string(), team_id: string() },
    run: (call) => dndShape(call, text(call, 'user') ? userArg(call, 'user') : actor(call)),
  },
  'dnd.teamInfo': {
    tier: 2,
    scopes: DND,
    json: false,
    args: { users: string('required'), team_id: string() },
    run: dndTeam,
  },
}
