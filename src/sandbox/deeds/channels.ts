import type { Services } from '../services.ts'
import { happen } from '../deliveries/events.ts'
import type { SlackObject } from '../protocol.ts'
import { newId } from '../world/ids.ts'
import type { ChannelRecord, UserRecord } from '../world/records.ts'
import { post } from './post.ts'

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
export async function archive(s: Services, channel: ChannelRecord, user: UserRecord): Promise<void> {
  const noticed = notice(s, channel, user, { subtype: 'archive', text: 'archived the channel' })
  s.world.channels.put({ ...channel, archived: true })
  s.world.feed.tell({ kind: 'state' })
  await Promise.all([noticed, tell(s, channel, 'archive', { channel: channel.id, user: user.id })])
}

export async function unarchive(s: Services, channel: ChannelRecord, user: UserRecord): Promise<void> {
  const open = s.world.channels.put({ ...channel, archived: false })
  s.world.feed.tell({ kind: 'state' })
  const noticed = notice(s, open, user, { subtype: 'unarchive', text: 'un-archived the channel' })
  await Promise.all([noticed, tell(s, open, 'unarchive', { channel: channel.id, user: user.id })])
}

/** Takes a channel away with all that was said in it. */
export async function deleteChannel(s: Services, channel: ChannelRecord): Promise<void> {
  const told = tell(s, channel, 'deleted', { channel: channel.id })
  s.world.channels.remove(channel.id)
  for (const { ts } of s.world.messages.in(channel.id).toReversed()) s.world.messages.remove(channel.id, ts)
  s.world.feed.tell({ kind: 'state' })
  await told
}

export async function rename(s: Services, channel: ChannelRecord, name: string, user: UserRecord): Promise<void> {
  const previousNames = [channel.name, ...channel.previousNames]
  const renamed = s.world.channels.put({ ...channel, name, previousNames })
  s.world.feed.tell({ kind: 'state' })
  const noticed = notice(s, renamed, user, {
    subtype: 'name',
    text: `has renamed the channel from "${channel.name}" to "${name}"`,
    more: { old_name: channel.name, name },
  })
  const channelNow = { id: channel.id, name, created: channel.created, name_normalized: name }
  await Promise.all([noticed, tell(s, renamed, 'rename', { channel: channelNow })])
}

/** Sets a channel's topic or purpose. */
export function describe(
  s: Services,
  channel: ChannelRecord,
  user: UserRecord,
  change: { readonly topic: string } | { readonly purpose: string },
): Promise<void> {
  const described = s.world.channels.put({ ...channel, ...change })
  s.world.feed.tell({ kind: 'state' })
  const [subtype, text] =
    'topic' in change ? (['topic', change.topic] as const) : (['purpose', change.purpose] as const)
  return notice(s, described, user, { subtype, text: `set the channel ${subtype}: ${text}`, more: change })
}

interface Notice {
  readonly subtype: string
  readonly text: string
  readonly more?: SlackObject
}

/** What Slack itself writes into a channel about it, in the name of who did it. */
function notice(s: Services, channel: ChannelRecord, user: UserRecord, { subtype, text, more }: Notice): Promise<void> {
  return post(s, {
    channel,
    teamId: user.teamId,
    user: user.id,
    subtype: `${channel.private ? 'group' : 'channel'}_${subtype}`,
    text: `<@${user.id}> ${text}`,
    ...(more ? { more } : {}),
  }).heard
}

function tell(s: Services, channel: ChannelRecord, what: string, fields: SlackObject): Promise<void> {
  const type = `${channel.private ? 'group' : 'channel'}_${what}`
  const event = { ...fields, type, event_ts: s.world.nextTs() }
  return happen(s, { name: type, teamId: channel.teamId, channel, event })
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
