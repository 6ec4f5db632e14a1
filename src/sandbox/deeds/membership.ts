import type { Services } from '../services.ts'
import { happen } from '../deliveries/events.ts'
import type { ChannelRecord, UserRecord } from '../world/records.ts'
import { post } from './post.ts'

/** Puts somebody into a channel; the channel shows it, apps in it hear of it. */
export async function join(
  s: Services,
  channel: ChannelRecord,
  user: UserRecord,
  inviter?: string,
): Promise<ChannelRecord> {
  const joined = s.world.channels.put({ ...channel, members: [...channel.members, user.id] })
  s.world.feed.tell({ kind: 'state' })
  const { heard } = post(s, {
    channel: joined,
    teamId: user.teamId,
    user: user.id,
    subtype: channel.private ? 'group_join' : 'channel_join',
    text: `<@${user.id}> has joined the ${channel.private ? 'group' : 'channel'}`,
    ...(inviter === undefined ? {} : { more: { inviter } }),
  })
  await Promise.all([heard, moved(s, joined, user, inviter)])
  return joined
}

/** Takes somebody out of a channel. The app that leaves does not hear of it any more. */
export async function leave(s: Services, channel: ChannelRecord, user: UserRecord): Promise<ChannelRecord> {
  const left = s.world.channels.put({ ...channel, members: channel.members.filter((id) => id !== user.id) })
  s.world.feed.tell({ kind: 'state' })
  const { heard } = post(s, {
    channel: left,
    teamId: user.teamId,
    user: user.id,
    subtype: channel.private ? 'group_leave' : 'channel_leave',
    text: `<@${user.id}> has left the ${channel.private ? 'group' : 'channel'}`,
  })
  const told = happen(s, {
    name: 'member_left_channel',
    teamId: channel.teamId,
    channel: left,
    event: { ...moveFields(s, left, user), type: 'member_left_channel' },
  })
  await Promise.all([heard, told])
  return left
}

function moved(s: Services, channel: ChannelRecord, user: UserRecord, inviter: string | undefined): Promise<void> {
  return happen(s, {
    name: 'member_joined_channel',
    teamId: channel.teamId,
    channel,
    event: {
      ...moveFields(s, channel, user),
      type: 'member_joined_channel',
      ...(inviter === undefined ? {} : { inviter }),
    },
  })
}

const moveFields = (s: Services, channel: ChannelRecord, user: UserRecord) => ({
  user: user.id,
  channel: channel.id,
  channel_type: channel.private ? 'G' : 'C',
  team: channel.teamId,
  event_ts: s.world.nextTs(),
})
