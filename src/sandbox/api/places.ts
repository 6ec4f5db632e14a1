import { channelType } from '../shapes/channel.ts'
import { canSee, findChannel, installOfBot, openDm, reaches, sharesChannel } from '../world/lookup.ts'
import type { ChannelRecord, MessageRecord, UserRecord } from '../world/records.ts'
import { SlackError } from './errors.ts'
import { text } from './method.ts'
import type { Call } from './method.ts'

export const actor = (call: Call): UserRecord => {
  const user = call.s.world.users.get(call.userId)
  if (!user) throw new SlackError('account_inactive')
  return user
}

/** The channel an argument names, where the caller can see it; else `channel_not_found`. */
export function channelArg(call: Call, name = 'channel'): ChannelRecord {
  const id = text(call, name) ?? ''
  const channel = call.s.world.channels.get(id)
  if (!channel || !canSee(channel, seer(call, channel))) throw new SlackError('channel_not_found')
  return channel
}

/** A bot sees what a full member would; that of an organisation in each of its workspaces. */
const seer = (call: Call, channel: ChannelRecord): UserRecord => {
  const user = actor(call)
  const own = reaches(channel, user.teamId) ? user.teamId : call.teamId
  const enterprise = call.s.world.teams.get(channel.teamId)?.enterpriseId
  const inOrg = call.install.orgWide && enterprise !== undefined && enterprise === call.install.enterpriseId
  const teamId = inOrg ? channel.teamId : own
  return user.kind === 'bot' ? { ...user, kind: 'member', teamId } : user
}

const SCOPE_WORDS = { channel: 'channels', group: 'groups', im: 'im', mpim: 'mpim', app_home: 'im' } as const

/** Needs the scope for this kind of channel: `channels:history`, `im:history`, … */
export function needScope(call: Call, channel: ChannelRecord, what: 'read' | 'history'): void {
  const needed = `${SCOPE_WORDS[channelType(channel)]}:${what}`
  const provided = call.asUser ? (call.install.userScopes ?? []) : call.install.scopes
  if (!provided.includes(needed)) throw new SlackError('missing_scope', { needed, provided: provided.join(',') })
}

/** Where a message is to go: a channel's id or name, or a person, which means the direct message with them. */
export function destination(call: Call): ChannelRecord {
  const { world } = call.s
  const wanted = text(call, 'channel') ?? ''
  const channel = /^[UW][A-Z0-9]+$/.test(wanted) ? dmWith(call, wanted) : findChannel(world, call.teamId, wanted)
  if (!channel || !canSee(channel, seer(call, channel))) throw new SlackError('channel_not_found')
  if (channel.archived) throw new SlackError('is_archived')
  const member = channel.members.includes(call.userId)
  const scopes = call.asUser ? (call.install.userScopes ?? []) : call.install.scopes
  if (!member && !(scopes.includes('chat:write.public') && !channel.private)) throw new SlackError('not_in_channel')
  if (channel.kind === 'im' && !call.asUser && !call.s.manifest.messagesTab)
    throw new SlackError('messages_tab_disabled')
  return channel
}

/** The direct message with somebody, opened where there is none. */
export function dmWith(call: Call, userId: string): ChannelRecord {
  const { world } = call.s
  const user = world.users.get(userId)
  if (!user || user.deleted || !visible(call, user)) throw new SlackError('channel_not_found')
  if (installOfBot(world, userId)) throw new SlackError('cannot_dm_bot')
  return openDm(world, call.teamId, [call.userId, userId])
}

/** Whether the caller's workspace knows this person at all: its own, its organisation's, or by a shared channel. */
export function visible(call: Call, user: UserRecord): boolean {
  const { world } = call.s
  if (user.teamId === call.teamId) return true
  const enterprise = world.teams.get(call.teamId)?.enterpriseId
  if (enterprise && world.teams.get(user.teamId)?.enterpriseId === enterprise) return true
  return sharesChannel(world, user, call.teamId)
}

export function userArg(call: Call, name: string, otherwise = 'user_not_found'): UserRecord {
  const user = call.s.world.users.get(text(call, name) ?? '')
  if (!user || !visible(call, user)) throw new SlackError(otherwise)
  return user
}

/** The message an argument names, in a channel that the caller can see. */
export function messageArg(call: Call, channel: ChannelRecord, name: string): MessageRecord {
  const message = call.s.world.messages.get(channel.id, text(call, name) ?? '')
  if (!message || message.ephemeralTo || message.tombstone) throw new SlackError('message_not_found')
  return message
}
