import type { Draft } from '../deeds/post.ts'
import { post } from '../deeds/post.ts'
import type { SlackObject } from '../protocol.ts'
import type { Services } from '../services.ts'
import { isRecord } from '../block-kit/schema.ts'
import { newId } from '../world/ids.ts'
import type { ScheduledRecord } from '../world/records.ts'
import { authorOf, contentOf, threadOf } from './chat.ts'
import { SlackError } from './errors.ts'
import { boolean, count, integer, string, stringWith, text } from './method.ts'
import type { Call, MethodTable } from './method.ts'
import { page } from './paging.ts'
import { channelArg, destination } from './places.ts'

/** A message may be scheduled 120 days ahead, and thirty for a channel within five minutes. */
const AHEAD = 120 * 86_400
const WINDOW = 300
const PER_WINDOW = 30

function schedule(call: Call): SlackObject {
  const { world } = call.s
  const channel = destination(call)
  const { truncated: _t, ...content } = contentOf(call)
  const postAt = count(call, 'post_at') ?? 0
  const now = Math.floor(world.clock.ms() / 1000)
  if (postAt <= now) throw new SlackError('time_in_past')
  if (postAt > now + AHEAD) throw new SlackError('time_too_far')
  const window = Math.floor(postAt / WINDOW)
  const near = world.scheduled.filter((r) => r.channel === channel.id && Math.floor(r.postAt / WINDOW) === window)
  if (near.length >= PER_WINDOW) throw new SlackError('restricted_too_many')
  const id = newId('Q')
  const message = { ...authorOf(call), ...content, ...threadOf(call, channel.id) }
  world.scheduled.put({
    id,
    teamId: call.teamId,
    appId: call.install.appId,
    channel: channel.id,
    postAt,
    created: now,
    message,
  })
  return {
    channel: channel.id,
    scheduled_message_id: id,
    post_at: postAt,
    message: { type: 'delayed_message', subtype: 'bot_message', bot_id: call.install.botId, ...content },
  }
}

function remove(call: Call): SlackObject {
  const channel = channelArg(call)
  const found = call.s.world.scheduled.get(text(call, 'scheduled_message_id') ?? '')
  const left = (found?.postAt ?? 0) - Math.floor(call.s.world.clock.ms() / 1000)
  if (!found || found.channel !== channel.id || found.appId !== call.install.appId || left < 60) {
    throw new SlackError('invalid_scheduled_message_id')
  }
  call.s.world.scheduled.remove(found.id)
  return {}
}

function list(call: Call): SlackObject {
  const channel = text(call, 'channel')
  if (channel && !call.s.world.channels.has(channel)) throw new SlackError('invalid_channel')
  const [oldest, latest] = [Number(text(call, 'oldest') ?? 0), Number(text(call, 'latest') ?? 'Infinity')]
  const found = call.s.world.scheduled
    .filter((r) => r.appId === call.install.appId && r.teamId === call.teamId && (!channel || r.channel === channel))
    .filter((r) => r.postAt >= oldest && r.postAt <= latest)
    .sort((a, b) => a.postAt - b.postAt)
  const { items, next } = page(call, found, (r) => r.id, { byDefault: 100, max: 100 })
  return {
    scheduled_messages: items.map((r) => ({
      id: r.id,
      channel_id: r.channel,
      post_at: r.postAt,
      date_created: r.created,
      text: typeof r.message['text'] === 'string' ? r.message['text'] : '',
    })),
    ...next,
  }
}

/** World ms at which the next scheduled message is due. */
export function nextScheduledAt(s: Services): number | undefined {
  let next: number | undefined
  for (const { postAt } of s.world.scheduled.all()) if (next === undefined || postAt < next) next = postAt
  return next === undefined ? undefined : next * 1000
}

/** Posts what is due. Slack does not post scheduled messages that have metadata; neither does the sandbox. */
export async function runScheduled(s: Services): Promise<void> {
  const now = s.world.clock.ms()
  const due = s.world.scheduled.filter((r) => r.postAt * 1000 <= now).sort((a, b) => a.postAt - b.postAt)
  await Promise.all(due.map((record) => postScheduled(s, record)))
}

async function postScheduled(s: Services, record: ScheduledRecord): Promise<void> {
  s.world.scheduled.remove(record.id)
  const channel = s.world.channels.get(record.channel)
  if (!channel || channel.archived || isRecord(record.message['metadata'])) return
  const draft = record.message as unknown as Omit<Draft, 'channel'> // stored by schedule() above
  await post(s, { ...draft, channel }).heard
}

const WRITE = ['chat:write']

export const SCHEDULE: MethodTable = {
  'chat.scheduleMessage': {
    tier: 3,
    scopes: WRITE,
    args: {
      channel: string('required'),
      post_at: integer('required'),
      text: string(),
      blocks: { type: 'any' },
      attachments: { type: 'any' },
      markdown_text: string(),
      metadata: { type: 'any' },
      parse: stringWith({ oneOf: ['none', 'full'] }),
      link_names: boolean(),
      as_user: boolean(),
      reply_broadcast: boolean(),
      thread_ts: string(),
      unfurl_links: boolean(),
      unfurl_media: boolean(),
    },
    run: schedule,
  },
  'chat.deleteScheduledMessage': {
    tier: 3,
    scopes: WRITE,
    args: { channel: string('required'), scheduled_message_id: string('required'), as_user: boolean() },
    run: remove,
  },
  'chat.scheduledMessages.list': {
    tier: 3,
    scopes: [],
    args: {
      channel: string(),
      cursor: string(),
      latest: string(),
      limit: integer(),
      oldest: string(),
      team_id: string(),
    },
    run: list,
  },
}
