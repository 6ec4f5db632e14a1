import { join } from '../deeds/membership.ts'
import { channelShape, channelType } from '../shapes/channel.ts'
import type { SlackObject } from '../protocol.ts'
import { canSee, findDm, openDm, reaches } from '../world/lookup.ts'
import type { ChannelRecord } from '../world/records.ts'
import { SlackError } from './errors.ts'
import { boolean, flag, number, string, text } from './method.ts'
import type { Call, MethodTable } from './method.ts'
import { page } from './paging.ts'
import { actor, channelArg, needScope, userArg, visible } from './places.ts'

const READ = ['channels:read', 'groups:read', 'im:read', 'mpim:read']

function info(call: Call): SlackObject {
  const channel = channelArg(call)
  needScope(call, channel, 'read')
  return { channel: channelShape(call.s.world, channel, call.userId, flag(call, 'include_num_members')) }
}

const TYPES = { public_channel: 'channel', private_channel: 'group', im: 'im', mpim: 'mpim' } as const

/** The kinds of conversation that `types` asks for; each needs its scope. */
function typesOf(call: Call): Set<string> {
  const asked = (text(call, 'types') || 'public_channel').split(',').map((type) => type.trim())
  const types = new Set<string>()
  for (const type of asked) {
    if (!Object.hasOwn(TYPES, type)) throw new SlackError('invalid_types')
    types.add(TYPES[type as keyof typeof TYPES]) // tested by the line above
  }
  const words: Readonly<Record<string, string>> = { channel: 'channels', group: 'groups', im: 'im', mpim: 'mpim' }
  const needed = [...types].map((type) => `${words[type]}:read`)
  const provided = call.asUser ? (call.install.userScopes ?? []) : call.install.scopes
  const missing = needed.filter((scope) => !provided.includes(scope))
  if (missing.length > 0)
    throw new SlackError('missing_scope', { needed: missing.join(','), provided: provided.join(',') })
  return types
}

function listed(call: Call, mine: (channel: ChannelRecord) => boolean): SlackObject {
  const types = typesOf(call)
  const all = call.s.world.channels
    .filter((c) => types.has(channelType(c)) && reaches(c, call.teamId) && mine(c))
    .filter((c) => !(flag(call, 'exclude_archived') && c.archived))
  const { items, next } = page(call, all, (channel) => channel.id, { byDefault: 100, max: 1000 })
  return { channels: items.map((c) => channelShape(call.s.world, c, call.userId, true)), ...next }
}

function list(call: Call): SlackObject {
  const user = { ...actor(call), kind: 'member' as const, teamId: call.teamId }
  return listed(call, (channel) => canSee(channel, user))
}

function ofUser(call: Call): SlackObject {
  const user = text(call, 'user') ? userArg(call, 'user') : actor(call)
  const own = user.id === call.userId
  return listed(
    call,
    (channel) =>
      channel.members.includes(user.id) && (own || !channel.private || channel.members.includes(call.userId)),
  )
}

function members(call: Call): SlackObject {
  const channel = channelArg(call)
  needScope(call, channel, 'read')
  const active = channel.members.filter((id) => call.s.world.users.get(id)?.deleted !== true)
  const { items, next } = page(call, active, (id) => id, { byDefault: 100, max: 1000 })
  return { members: items, ...next }
}

function open(call: Call): SlackObject {
  const { world } = call.s
  const [id, users] = [text(call, 'channel'), text(call, 'users')]
  if (!id && !users) throw new SlackError('users_list_not_supplied')
  const before = world.channels.size
  const found = id ? channelArg(call) : openWith(call, users ?? '')
  if (found.kind === 'channel') throw new SlackError('method_not_supported_for_channel_type')
  if (!flag(call, 'return_im')) return { channel: { id: found.id } }
  const known = world.channels.size > before ? {} : { no_op: true, already_open: true }
  return { ...known, channel: channelShape(world, found, call.userId) }
}

function openWith(call: Call, list: string): ChannelRecord {
  const { world } = call.s
  const ids = [...new Set(list.split(',').map((id) => id.trim()))].filter((id) => id !== call.userId)
  if (ids.length > 8) throw new SlackError('too_many_users')
  if (ids.length === 0) throw new SlackError('not_enough_users')
  const needed = ids.length > 1 ? 'mpim:write' : 'im:write'
  const { scopes } = call.install
  if (!call.asUser && !scopes.includes(needed))
    throw new SlackError('missing_scope', { needed, provided: scopes.join(',') })
  for (const id of ids) {
    const user = world.users.get(id)
    if (!user) throw new SlackError('user_not_found')
    if (!visible(call, user)) throw new SlackError('user_not_visible')
    if (user.deleted) throw new SlackError('user_disabled')
    if (user.kind === 'bot' && ids.length === 1) throw new SlackError('cannot_dm_bot')
  }
  const members = [call.userId, ...ids]
  if (flag(call, 'prevent_creation') && !findDm(world, members)) throw new SlackError('channel_not_found')
  const before = world.channels.size
  const channel = openDm(world, call.teamId, members)
  if (world.channels.size > before) world.feed.tell({ kind: 'state' })
  return channel
}

function joinChannel(call: Call): SlackObject {
  const channel = channelArg(call)
  if (channel.kind !== 'channel' || channel.private) throw new SlackError('method_not_supported_for_channel_type')
  if (channel.archived) throw new SlackError('is_archived')
  if (channel.members.includes(call.userId)) {
    return {
      channel: channelShape(call.s.world, channel, call.userId),
      warning: 'already_in_channel',
      response_metadata: { warnings: ['already_in_channel'] },
    }
  }
  void join(call.s, channel, actor(call))
  const joined = call.s.world.channels.get(channel.id) ?? channel
  return { channel: channelShape(call.s.world, joined, call.userId) }
}

/** A bot reads nothing: only what would be wrong is told. */
function mark(call: Call): SlackObject {
  const channel = channelArg(call)
  if (!channel.members.includes(call.userId)) throw new SlackError('not_in_channel')
  if (!/^\d+\.\d+$/.test(text(call, 'ts') ?? '')) throw new SlackError('invalid_timestamp')
  return {}
}

const LIST = {
  cursor: string(),
  exclude_archived: boolean(),
  limit: number(),
  team_id: string(),
  types: string(),
} as const

export const CONVERSATIONS: MethodTable = {
  'conversations.info': {
    tier: 3,
    scopes: READ,
    json: false,
    args: { channel: string('required'), include_locale: boolean(), include_num_members: boolean() },
    run: info,
  },
  'conversations.list': { tier: 2, scopes: READ, json: false, args: LIST, run: list },
  'users.conversations': {
    tier: 3,
    scopes: READ,
    json: false,
    args: { ...LIST, user: string(), exclude_muted: boolean() },
    run: ofUser,
  },
  'conversations.members': {
    tier: 4,
    scopes: READ,
    json: false,
    args: { channel: string('required'), cursor: string(), limit: number() },
    run: members,
  },
  'conversations.open': {
    tier: 3,
    scopes: ['channels:manage', 'groups:write', 'im:write', 'mpim:write'],
    args: { channel: string(), users: string(), return_im: boolean(), prevent_creation: boolean() },
    run: open,
  },
  'conversations.close': {
    tier: 2,
    scopes: ['channels:manage', 'groups:write', 'im:write', 'mpim:write'],
    args: { channel: string('required') },
    run: (call) => {
      if (channelArg(call).kind === 'channel') throw new SlackError('method_not_supported_for_channel_type')
      return {}
    },
  },
  'conversations.mark': {
    tier: 3,
    scopes: ['channels:manage', 'groups:write', 'im:write', 'mpim:write', 'channels:write'],
    args: { channel: string('required'), ts: string('required') },
    run: mark,
  },
  'conversations.join': { tier: 3, scopes: ['channels:join'], args: { channel: string('required') }, run: joinChannel },
}
