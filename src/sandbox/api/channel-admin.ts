import { archive, createChannel, describe, nameFault, rename, unarchive } from '../deeds/channels.ts'
import { join, leave } from '../deeds/membership.ts'
import type { SlackObject } from '../protocol.ts'
import { channelShape } from '../shapes/channel.ts'
import type { ChannelRecord } from '../world/records.ts'
import { SlackError } from './errors.ts'
import { boolean, flag, string, text } from './method.ts'
import type { Call, MethodTable } from './method.ts'
import { actor, channelArg, visible } from './places.ts'

const shape = (call: Call, id: string): SlackObject => {
  const channel = call.s.world.channels.get(id)
  return channel ? { channel: channelShape(call.s.world, channel, call.userId) } : {}
}

function needs(call: Call, needed: readonly string[]): void {
  const provided = call.asUser ? (call.install.userScopes ?? []) : call.install.scopes
  if (needed.some((scope) => provided.includes(scope))) return
  throw new SlackError('missing_scope', { needed: needed.join(','), provided: provided.join(',') })
}

function create(call: Call): SlackObject {
  const isPrivate = flag(call, 'is_private')
  needs(call, isPrivate ? ['groups:write'] : ['channels:manage', 'channels:write'])
  const name = text(call, 'name') ?? ''
  const fault = nameFault(call.s, call.teamId, name)
  if (fault !== undefined) throw new SlackError(fault)
  const user = { ...actor(call), teamId: call.teamId }
  return shape(call, createChannel(call.s, user, name, isPrivate).id)
}

/** A channel that the caller is in and may manage. */
function managed(call: Call): ChannelRecord {
  const channel = channelArg(call)
  if (channel.kind !== 'channel') throw new SlackError('method_not_supported_for_channel_type')
  if (channel.archived) throw new SlackError('is_archived')
  if (!channel.members.includes(call.userId)) throw new SlackError('not_in_channel')
  return channel
}

function invite(call: Call): SlackObject {
  const channel = managed(call)
  needs(
    call,
    channel.private
      ? ['groups:write', 'groups:write.invites']
      : ['channels:manage', 'channels:write.invites', 'channels:write'],
  )
  const ids = [...new Set((text(call, 'users') ?? '').split(',').map((id) => id.trim()))].filter((id) => id !== '')
  if (ids.length === 0) throw new SlackError('no_user')
  const errors = ids.flatMap((user) => {
    const error = inviteFault(call, channel, user)
    return error === undefined ? [] : [{ user, ok: false, error }]
  })
  const first = errors[0]
  if (first && !(flag(call, 'force') && errors.length < ids.length)) throw new SlackError(first.error, { errors })
  const refused = new Set(errors.map((e) => e.user))
  for (const id of ids) {
    const user = call.s.world.users.get(id)
    const now = call.s.world.channels.get(channel.id)
    if (user && now && !refused.has(id)) void join(call.s, now, user, call.userId)
  }
  return shape(call, channel.id)
}

function inviteFault(call: Call, channel: ChannelRecord, id: string): string | undefined {
  const user = call.s.world.users.get(id)
  if (!user || !visible(call, user)) return 'user_not_found'
  if (id === call.userId) return 'cant_invite_self'
  if (channel.members.includes(id)) return 'already_in_channel'
  if (user.deleted) return 'cant_invite'
  return user.teamId === channel.teamId || channel.sharedWith.includes(user.teamId)
    ? undefined
    : 'invitee_cant_see_channel'
}

function kick(call: Call): SlackObject {
  const channel = managed(call)
  needs(call, channel.private ? ['groups:write'] : ['channels:manage', 'channels:write'])
  const user = call.s.world.users.get(text(call, 'user') ?? '')
  if (!user) throw new SlackError('user_not_found')
  if (user.id === call.userId) throw new SlackError('cant_kick_self')
  if (channel.general) throw new SlackError('cant_kick_from_general')
  if (!channel.members.includes(user.id)) throw new SlackError('not_in_channel')
  void leave(call.s, channel, user)
  return {}
}

function leaveChannel(call: Call): SlackObject {
  const channel = channelArg(call)
  if (channel.kind !== 'channel') throw new SlackError('method_not_supported_for_channel_type')
  if (channel.general) throw new SlackError('cant_leave_general')
  if (!channel.members.includes(call.userId)) return { not_in_channel: true }
  void leave(call.s, channel, actor(call))
  return {}
}

function archiveChannel(call: Call): SlackObject {
  const channel = channelArg(call)
  if (channel.archived) throw new SlackError('already_archived')
  managed(call)
  if (channel.general) throw new SlackError('cant_archive_general')
  void archive(call.s, channel, actor(call))
  return {}
}

function unarchiveChannel(call: Call): SlackObject {
  const channel = channelArg(call)
  if (!channel.archived) throw new SlackError('not_archived')
  if (!channel.members.includes(call.userId)) throw new SlackError('not_in_channel')
  void unarchive(call.s, channel, actor(call))
  return {}
}

function renameChannel(call: Call): SlackObject {
  const channel = managed(call)
  const name = text(call, 'name') ?? ''
  const fault = nameFault(call.s, call.teamId, name)
  if (fault !== undefined) throw new SlackError(fault)
  void rename(call.s, channel, name, actor(call))
  return shape(call, channel.id)
}

function setText(call: Call, field: 'topic' | 'purpose'): SlackObject {
  const channel = managed(call)
  const value = text(call, field) ?? ''
  if (Array.from(value).length > 250) throw new SlackError('too_long')
  void describe(call.s, channel, actor(call), field === 'topic' ? { topic: value } : { purpose: value })
  return { [field]: value, ...shape(call, channel.id) }
}

const MANAGE = ['channels:manage', 'groups:write', 'im:write', 'mpim:write', 'channels:write']
const CHANNEL = { channel: string('required') } as const

export const CHANNEL_ADMIN: MethodTable = {
  'conversations.create': {
    tier: 2,
    scopes: MANAGE,
    args: { name: string('required'), is_private: boolean(), team_id: string() },
    run: create,
  },
  'conversations.invite': {
    tier: 3,
    scopes: [...MANAGE, 'channels:write.invites', 'groups:write.invites'],
    args: { ...CHANNEL, users: string('required'), force: boolean() },
    run: invite,
  },
  'conversations.kick': { tier: 3, scopes: MANAGE, args: { ...CHANNEL, user: string('required') }, run: kick },
  'conversations.leave': { tier: 3, scopes: MANAGE, args: CHANNEL, run: leaveChannel },
  'conversations.archive': { tier: 2, scopes: MANAGE, args: CHANNEL, run: archiveChannel },
  'conversations.unarchive': { tier: 2, scopes: MANAGE, args: CHANNEL, run: unarchiveChannel },
  'conversations.rename': {
    tier: 2,
    scopes: MANAGE,
    args: { ...CHANNEL, name: string('required') },
    run: renameChannel,
  },
  'conversations.setTopic': {
    tier: 2,
    scopes: [...MANAGE, 'channels:write.topic'],
    args: { ...CHANNEL, topic: string('required') },
    run: (call) => setText(call, 'topic'),
  },
  'conversations.setPurpose': {
    tier: 2,
    scopes: [...MANAGE, 'channels:write.topic'],
    args: { ...CHANNEL, purpose: string('required') },
    run: (call) => setText(call, 'purpose'),
  },
}
