import type { Services } from '../services.ts'
import { happen } from '../deliveries/events.ts'
import { newId } from '../world/ids.ts'
import type { ChannelRecord, UserRecord } from '../world/records.ts'

/** Makes a channel; its creator is in it. */
export function createChannel(s: Services, creator: UserRecord, name: string, isPrivate: boolean): ChannelRecord {
  const created = Math.floor(s.world.clock.ms() / 1000)
  const channel = s.world.channels.put({
    id: newId('C'),
    teamId: creator.teamId,
    kind: 'channel',
    name,
    private: isPrivate,
    archived: false,
    general: false,
    members: [creator.id],
    creator: creator.id,
    created,
    topic: '',
    purpose: '',
    previousNames: [],
    sharedWith: [],
    external: false,
  })
  s.world.feed.tell({ kind: 'state' })
  if (!isPrivate) {
    void happen(s, {
      name: 'channel_created',
      teamId: creator.teamId,
      event: {
        type: 'channel_created',
        channel: { id: channel.id, name, created, creator: creator.id },
        event_ts: s.world.nextTs(),
      },
    })
  }
  return channel
}

/** Archives a channel: it can be read still, but not written in. */
export function archive(s: Services, channel: ChannelRecord, user: UserRecord): Promise<void> {
  s.world.channels.put({ ...channel, archived: true })
  s.world.feed.tell({ kind: 'state' })
  return happen(s, {
    name: channel.private ? 'group_archive' : 'channel_archive',
    teamId: channel.teamId,
    channel,
    event: {
      type: channel.private ? 'group_archive' : 'channel_archive',
      channel: channel.id,
      user: user.id,
      event_ts: s.world.nextTs(),
    },
  })
}

export function rename(s: Services, channel: ChannelRecord, name: string): Promise<void> {
  s.world.channels.put({ ...channel, name, previousNames: [channel.name, ...channel.previousNames] })
  s.world.feed.tell({ kind: 'state' })
  return happen(s, {
    name: channel.private ? 'group_rename' : 'channel_rename',
    teamId: channel.teamId,
    channel,
    event: {
      type: channel.private ? 'group_rename' : 'channel_rename',
      channel: { id: channel.id, name, created: channel.created, name_normalized: name },
      event_ts: s.world.nextTs(),
    },
  })
}

/** What is wrong with a channel's name, as Slack's error; nothing when it will do. */
export function nameFault(s: Services, teamId: string, name: string): string | undefined {
  if (name === '') return 'invalid_name_required'
  if (Array.from(name).length > 80) return 'invalid_name_maxlength'
  if (/[A-Z\s.,/\\'"!?]/.test(name))
    return /^[\p{P}]+$/u.test(name) ? 'invalid_name_punctuation' : 'invalid_name_specials'
  if (!/[\p{L}\p{N}]/u.test(name)) return 'invalid_name_punctuation'
  const taken = s.world.channels.find((c) => c.kind === 'channel' && c.teamId === teamId && c.name === name)
  return taken ? 'name_taken' : undefined
}
