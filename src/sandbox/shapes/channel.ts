import type { SlackObject } from '../protocol.ts'
import type { ChannelRecord } from '../world/records.ts'
import type { World } from '../world/world.ts'

/** Slack's conversation object as this bot or person sees it. */
export function channelShape(world: World, channel: ChannelRecord, userId: string, members = false): SlackObject {
  const count = members ? { num_members: channel.members.length } : {}
  if (channel.kind === 'im') return { ...imShape(world, channel, userId), ...count }
  const group = channel.private
  const mpim = channel.kind === 'mpim'
  const shared = channel.sharedWith.length > 0
  return {
    id: channel.id,
    name: channel.name,
    is_channel: channel.kind === 'channel' && (!group || shared),
    is_group: group,
    is_im: false,
    is_mpim: mpim,
    is_private: group,
    created: channel.created,
    is_archived: channel.archived,
    is_general: channel.general,
    unlinked: 0,
    name_normalized: channel.name,
    is_shared: shared,
    is_frozen: false,
    is_org_shared: shared && !channel.external,
    is_pending_ext_shared: false,
    pending_shared: [],
    context_team_id: channel.teamId,
    updated: channel.created * 1000,
    parent_conversation: null,
    creator: channel.creator,
    is_ext_shared: channel.external,
    shared_team_ids: [channel.teamId, ...channel.sharedWith],
    internal_team_ids: channel.external ? [channel.teamId] : [channel.teamId, ...channel.sharedWith],
    pending_connected_team_ids: [],
    is_member: channel.members.includes(userId),
    ...(mpim ? { is_open: true } : {}),
    topic: {
      value: channel.topic,
      creator: channel.topic ? channel.creator : '',
      last_set: channel.topic ? channel.created : 0,
    },
    purpose: {
      value: channel.purpose,
      creator: channel.purpose ? channel.creator : '',
      last_set: channel.purpose ? channel.created : 0,
    },
    previous_names: channel.previousNames,
    priority: 0,
    ...count,
  }
}

function imShape(world: World, channel: ChannelRecord, userId: string): SlackObject {
  const other = channel.members.find((id) => id !== userId) ?? userId
  return {
    id: channel.id,
    created: channel.created,
    is_archived: false,
    is_im: true,
    is_org_shared: false,
    context_team_id: channel.teamId,
    updated: channel.created * 1000,
    user: other,
    is_user_deleted: world.users.get(other)?.deleted ?? false,
    is_open: true,
    priority: 0,
  }
}

export type ChannelType = 'channel' | 'group' | 'im' | 'mpim' | 'app_home'

/** `channel_type` of message events. */
export const channelType = (channel: ChannelRecord): ChannelType =>
  channel.kind === 'channel' ? (channel.private ? 'group' : 'channel') : channel.kind
