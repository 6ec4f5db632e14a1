import { messageShape } from '../shapes/message.ts'
import type { SlackObject } from '../protocol.ts'
import type { MessageRecord } from '../world/records.ts'
import { SlackError } from './errors.ts'
import { boolean, flag, number, string, text } from './method.ts'
import type { Call, MethodTable } from './method.ts'
import { page } from './paging.ts'
import { channelArg, needScope } from './places.ts'

const RANGE = {
  channel: string('required'),
  cursor: string(),
  include_all_metadata: boolean(),
  inclusive: boolean(),
  latest: string(),
  limit: number(),
  oldest: string(),
} as const

const SCOPES = ['channels:history', 'groups:history', 'im:history', 'mpim:history']

function bound(call: Call, name: 'oldest' | 'latest'): number | undefined {
  const value = text(call, name)
  if (!value || value === '0') return undefined
  const read = Number(value)
  if (!Number.isFinite(read)) throw new SlackError(`invalid_ts_${name}`)
  return read
}

function inRange(call: Call): (message: MessageRecord) => boolean {
  const [oldest, latest, inclusive] = [bound(call, 'oldest'), bound(call, 'latest'), flag(call, 'inclusive')]
  return ({ ts }) => {
    const at = Number(ts)
    if (inclusive && (at === oldest || at === latest)) return true
    return (oldest === undefined || at > oldest) && (latest === undefined || at < latest)
  }
}

const shapeFor = (call: Call) => (message: MessageRecord) =>
  messageShape(call.s.world, message, call.s.url(), flag(call, 'include_all_metadata'))

const inThread = (message: MessageRecord): boolean => message.threadTs !== undefined && message.threadTs !== message.ts

function history(call: Call): SlackObject {
  const channel = channelArg(call)
  needScope(call, channel, 'history')
  if (!channel.members.includes(call.userId))
    throw new SlackError(channel.private ? 'channel_not_found' : 'not_in_channel')
  const shown = call.s.world.messages
    .in(channel.id)
    .filter((message) => !message.ephemeralTo && (!inThread(message) || message.broadcast === true))
  const found = shown.filter(inRange(call)).reverse()
  const { items, next, more } = page(call, found, (message) => message.ts, { byDefault: 100, max: 999 })
  const latest = text(call, 'latest')
  return {
    ...(latest === undefined ? {} : { latest }),
    messages: items.map(shapeFor(call)),
    has_more: more,
    pin_count: shown.filter((message) => message.pinned).length,
    channel_actions_ts: null,
    channel_actions_count: 0,
    ...next,
  }
}

function replies(call: Call): SlackObject {
  const channel = channelArg(call)
  needScope(call, channel, 'history')
  if (!channel.members.includes(call.userId))
    throw new SlackError(channel.private ? 'channel_not_found' : 'not_in_channel')
  const asked = call.s.world.messages.get(channel.id, text(call, 'ts') ?? '')
  if (!asked || asked.ephemeralTo) throw new SlackError('thread_not_found')
  const parent = asked.threadTs ? call.s.world.messages.get(channel.id, asked.threadTs) : asked
  if (!parent) throw new SlackError('thread_not_found')
  const answers = call.s.world.messages.replies(channel.id, parent.ts).filter((m) => !m.ephemeralTo)
  const all = [parent, ...answers.filter(inRange(call))]
  const { items, next, more } = page(call, all, (message) => message.ts, { byDefault: 1000, max: 1000 })
  return { messages: items.map(shapeFor(call)), has_more: more, ...next }
}

export const HISTORY: MethodTable = {
  'conversations.history': { tier: 3, scopes: SCOPES, args: RANGE, run: history },
  'conversations.replies': {
    tier: 3,
    scopes: SCOPES,
    json: false,
    args: { ...RANGE, ts: string('required') },
    run: replies,
  },
}
