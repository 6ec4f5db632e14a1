import type { Block, SlackObject } from '../protocol.ts'
import type { Services } from '../services.ts'
import { happen } from '../deliveries/events.ts'
import type { Happening } from '../deliveries/events.ts'
import { channelType } from '../shapes/channel.ts'
import { messageShape } from '../shapes/message.ts'
import { pingsOf } from '../text/pings.ts'
import { tokensIn } from '../text/tokens.ts'
import { installOfBot } from '../world/lookup.ts'
import type { ChannelRecord, MessageRecord } from '../world/records.ts'

/** A message about to be posted; text and blocks are as Slack keeps them already. */
export interface Draft {
  readonly channel: ChannelRecord
  readonly teamId: string
  readonly user: string
  readonly botId?: string
  readonly appId?: string
  readonly subtype?: string
  readonly text: string
  readonly blocks?: readonly Block[]
  readonly attachments?: readonly SlackObject[]
  readonly threadTs?: string
  readonly broadcast?: boolean
  readonly metadata?: SlackObject
  readonly files?: readonly string[]
  readonly username?: string
  readonly icons?: SlackObject
  readonly clientMsgId?: string
  readonly ephemeralTo?: string
  readonly more?: SlackObject
}

/** Posts; everybody who can see it is told, and apps hear the events they subscribed to. */
export function post(s: Services, draft: Draft): { readonly message: MessageRecord; readonly heard: Promise<void> } {
  const { channel, ...rest } = draft
  const message = s.world.messages.put({
    ...rest,
    channel: channel.id,
    ts: s.world.nextTs(),
    reactions: [],
    pings: draft.ephemeralTo ? [] : pingsOf(s.world, { ...draft, channel: channel.id }),
  })
  tell(s, message)
  if (message.ephemeralTo) return { message, heard: Promise.resolve() }
  return { message, heard: sendEvents(s, messageEvents(s, channel, message)) }
}

/** Tells pages and whoever waits that a message is new, changed or gone. */
export function tell(s: Services, message: MessageRecord): void {
  s.world.feed.tell({
    kind: 'message',
    channel: message.channel,
    ts: message.ts,
    ...(message.ephemeralTo === undefined ? {} : { user: message.ephemeralTo }),
    ...(message.appId === undefined ? {} : { byApp: message.appId }),
  })
}

export async function sendEvents(s: Services, happenings: readonly Happening[]): Promise<void> {
  await Promise.all(happenings.map((happening) => happen(s, happening)))
}

const EVENT_NAMES = {
  channel: 'message.channels',
  group: 'message.groups',
  im: 'message.im',
  mpim: 'message.mpim',
  app_home: 'message.app_home',
} as const

/** The `message` event of a message, and `app_mention` for each app that it names. */
function messageEvents(s: Services, channel: ChannelRecord, message: MessageRecord): Happening[] {
  const event = eventOf(s, channel, message)
  const shares = message.files !== undefined && message.subtype === undefined && !message.broadcast
  const told = shares ? { ...event, subtype: 'file_share' } : event
  return [
    { name: EVENT_NAMES[channelType(channel)], event: told, teamId: channel.teamId, channel },
    ...mentionEvents(s, channel, message),
  ]
}

function eventOf(s: Services, channel: ChannelRecord, message: MessageRecord) {
  return {
    ...messageShape(s.world, message, s.url()),
    type: 'message',
    channel: channel.id,
    event_ts: message.edited?.ts ?? message.ts,
    ...(channel.external ? { user_team: message.teamId, source_team: message.teamId } : {}),
    channel_type: channelType(channel),
  }
}

/** `app_mention` for each app that a message names; after an edit for those that it did not name before. */
export function mentionEvents(
  s: Services,
  channel: ChannelRecord,
  message: MessageRecord,
  before?: MessageRecord,
): Happening[] {
  if (channel.kind === 'im' || message.subtype !== undefined || message.tombstone) return []
  const known = new Set(before ? mentionedIn(before) : [])
  const { channel_type: _type, ...event } = eventOf(s, channel, message)
  return [...new Set(mentionedIn(message))].flatMap((id) => {
    const install = known.has(id) ? undefined : installOfBot(s.world, id)
    if (!install) return []
    return [
      { name: 'app_mention', only: install, teamId: channel.teamId, channel, event: { ...event, type: 'app_mention' } },
    ]
  })
}

const mentionedIn = ({ text }: MessageRecord): string[] =>
  tokensIn(text).flatMap((token) => (token.kind === 'user' ? [token.id] : []))

/** A change of a message as the `message` event tells it: `message_changed` or `message_deleted`. */
export function changeEvent(
  s: Services,
  channel: ChannelRecord,
  subtype: 'message_changed' | 'message_deleted',
  parts: SlackObject,
): Promise<void> {
  const ts = s.world.nextTs()
  const type = channelType(channel)
  const event = {
    type: 'message',
    subtype,
    ...parts,
    channel: channel.id,
    hidden: true,
    ts,
    event_ts: ts,
    channel_type: type,
  }
  return happen(s, { name: EVENT_NAMES[type], event, teamId: channel.teamId, channel })
}
