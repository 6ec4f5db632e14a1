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
  const shape = messageShape(s.world, message, s.url())
  const event = {
    ...shape,
    type: 'message',
    channel: channel.id,
    event_ts: message.ts,
    ...(channel.external ? { user_team: message.teamId, source_team: message.teamId } : {}),
    channel_type: channelType(channel),
  }
  const base = { teamId: channel.teamId, channel }
  const shares = message.files !== undefined && message.subtype === undefined && !message.broadcast
  const told = shares ? { ...event, subtype: 'file_share' } : event
  const events: Happening[] = [{ ...base, name: EVENT_NAMES[channelType(channel)], event: told }]
  if (channel.kind === 'channel' && message.subtype === undefined) {
    for (const install of mentioned(s, message)) {
      const { channel_type: _type, ...rest } = event
      events.push({ ...base, name: 'app_mention', only: install, event: { ...rest, type: 'app_mention' } })
    }
  }
  return events
}

function mentioned(s: Services, message: MessageRecord) {
  const ids = new Set(tokensIn(message.text).flatMap((token) => (token.kind === 'user' ? [token.id] : [])))
  return [...ids].map((id) => installOfBot(s.world, id)).filter((install) => install !== undefined)
}

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
