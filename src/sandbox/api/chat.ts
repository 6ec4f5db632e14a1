import { edit, remove, reworded } from '../deeds/change.ts'
import { place } from '../deeds/files.ts'
import { post } from '../deeds/post.ts'
import { messageShape } from '../shapes/message.ts'
import { isRecord, lengthOf } from '../block-kit/schema.ts'
import type { SlackObject } from '../protocol.ts'
import type { MessageRecord } from '../world/records.ts'
import { readContent } from './content.ts'
import type { Content } from './content.ts'
import { SlackError } from './errors.ts'
import { boolean, flag, string, text } from './method.ts'
import type { Call, MethodTable } from './method.ts'
import { channelArg, destination, messageArg } from './places.ts'

const CONTENT = {
  text: string(),
  blocks: { type: 'any' },
  attachments: { type: 'any' },
  markdown_text: string(),
  metadata: { type: 'any' },
  parse: string(),
  link_names: boolean(),
  mrkdwn: boolean(),
} as const

/** What a chat method was asked to say. */
export const contentOf = (call: Call): Content =>
  readContent(call.s, call.teamId, {
    text: text(call, 'text'),
    blocks: call.args['blocks'],
    attachments: call.args['attachments'],
    markdownText: text(call, 'markdown_text'),
    metadata: isEmptyObject(call.args['metadata']) ? undefined : call.args['metadata'],
    parse: text(call, 'parse'),
    linkNames: flag(call, 'link_names'),
  })

/** Who speaks: the bot with its app, or the person whose token it is. */
export const authorOf = (call: Call) => ({
  teamId: call.install.teamId || call.teamId,
  user: call.userId,
  ...(call.asUser ? {} : { botId: call.install.botId, appId: call.install.appId }),
})

/** The thread a message is to go into: its parent's `ts`, which has to be there. */
export function threadOf(call: Call, channelId: string): { threadTs?: string; broadcast?: boolean } {
  const wanted = text(call, 'thread_ts')
  if (!wanted) return {}
  if (!/^\d{1,12}\.\d{1,9}$/.test(wanted)) throw new SlackError('invalid_thread_ts')
  const parent = call.s.world.messages.get(channelId, wanted)
  if (!parent || parent.ephemeralTo) throw new SlackError('thread_not_found')
  return { threadTs: parent.threadTs ?? parent.ts, ...(flag(call, 'reply_broadcast') ? { broadcast: true } : {}) }
}

/** `username` and icons need `chat:write.customize`; without it Slack leaves them out. */
export function guise(call: Call): { username?: string; icons?: SlackObject } {
  if (!call.install.scopes.includes('chat:write.customize')) return {}
  const username = text(call, 'username')
  const emoji = text(call, 'icon_emoji')
  const url = text(call, 'icon_url')
  return {
    ...(username ? { username } : {}),
    ...(emoji ? { icons: { emoji } } : url ? { icons: { image_48: url } } : {}),
  }
}

const warned = (content: Content): SlackObject =>
  content.truncated ? { warning: 'message_truncated', response_metadata: { warnings: ['message_truncated'] } } : {}

function postMessage(call: Call): SlackObject {
  const channel = destination(call)
  const { truncated: _t, ...content } = contentOf(call)
  const { message } = post(call.s, {
    channel,
    ...authorOf(call),
    ...content,
    ...threadOf(call, channel.id),
    ...guise(call),
  })
  return {
    channel: channel.id,
    ts: message.ts,
    message: messageShape(call.s.world, message, call.s.url(), true),
    ...warned({ ...content, truncated: _t }),
  }
}

function postEphemeral(call: Call): SlackObject {
  const channel = destination(call)
  const { truncated: _t, metadata: _m, ...content } = contentOf(call)
  const user = text(call, 'user') ?? ''
  if (!channel.members.includes(user)) throw new SlackError('user_not_in_channel')
  const { message } = post(call.s, {
    channel,
    ...authorOf(call),
    ...content,
    ...threadOf(call, channel.id),
    ephemeralTo: user,
  })
  return { message_ts: message.ts }
}

/** Slack takes four thousand characters when a message is changed. */
const MAX_UPDATE = 4000

function update(call: Call): SlackObject {
  const channel = channelArg(call)
  const message = messageArg(call, channel, 'ts')
  if (message.user !== call.userId) throw new SlackError('cant_update_message')
  if (lengthOf(text(call, 'text') ?? '') > MAX_UPDATE) throw new SlackError('msg_too_long')
  const empty = call.args['blocks'] === '[]' || call.args['attachments'] === '[]'
  const { truncated: _t, ...content } = empty && !text(call, 'text') ? emptied(message) : contentOf(call)
  const change = {
    ...content,
    edited: { user: call.userId, ts: call.s.world.nextTs() },
    ...(flag(call, 'reply_broadcast') ? { broadcast: true } : {}),
    ...newFiles(call, message),
  }
  const keepsBlocks = !('blocks' in content) && call.args['blocks'] === undefined && text(call, 'text') === undefined
  const next = withoutEmptyMetadata(call, keepsBlocks ? { ...message, ...change } : reworded(message, change))
  const { message: changed } = edit(call.s, channel, message, next)
  return {
    channel: channel.id,
    ts: changed.ts,
    text: changed.text,
    message: messageShape(call.s.world, changed, call.s.url(), true),
  }
}

/** `file_ids` are the files that the message has from now on: uploads of the app's own. */
function newFiles(call: Call, message: MessageRecord): { files?: readonly string[] } {
  const asked = call.args['file_ids']
  if (asked === undefined || asked === null || asked === '') return {}
  const ids = listOf(asked)
  for (const id of ids) {
    const file = call.s.world.files.get(id)
    if (!file || file.user !== call.userId || file.state === 'expected') throw new SlackError('file_not_found')
    place(call.s, file, message)
  }
  return { files: ids }
}

/** Ids as a list, or as text: JSON, or with commas between. */
function listOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(String)
  return String(value)
    .replaceAll(/[[\]"\s]/g, '')
    .split(',')
}

/** An empty object takes the metadata away. */
function withoutEmptyMetadata(call: Call, message: MessageRecord): MessageRecord {
  if (!isEmptyObject(call.args['metadata'])) return message
  const { metadata: _metadata, ...rest } = message
  return rest
}

const isEmptyObject = (value: unknown): boolean =>
  value === '{}' || (isRecord(value) && Object.keys(value).length === 0)

function meMessage(call: Call): SlackObject {
  const channel = destination(call)
  const { truncated: _t, ...content } = readContent(call.s, call.teamId, {
    text: text(call, 'text'),
    blocks: undefined,
    attachments: undefined,
  })
  const { message } = post(call.s, { channel, ...authorOf(call), ...content, subtype: 'me_message' })
  return { channel: channel.id, ts: message.ts }
}

function emptied(message: MessageRecord): Content {
  if (message.text === '') throw new SlackError('no_text')
  return { text: message.text, truncated: false }
}

function deleteMessage(call: Call): SlackObject {
  const channel = channelArg(call)
  const message = messageArg(call, channel, 'ts')
  if (message.user !== call.userId) throw new SlackError('cant_delete_message')
  void remove(call.s, channel, message)
  return { channel: channel.id, ts: message.ts }
}

function getPermalink(call: Call): SlackObject {
  const channel = channelArg(call)
  const message = messageArg(call, channel, 'message_ts')
  return { channel: channel.id, permalink: permalink(call, channel.id, message) }
}

export function permalink(call: Call, channel: string, message: MessageRecord): string {
  const team = call.s.world.teams.get(call.teamId)
  const link = `https://${team?.domain ?? 'sandbox'}.slack.com/archives/${channel}/p${message.ts.replace('.', '')}`
  return message.threadTs && message.threadTs !== message.ts
    ? `${link}?thread_ts=${message.threadTs}&cid=${channel}`
    : link
}

const WRITE = ['chat:write']
const POSTING = {
  ...CONTENT,
  channel: string('required'),
  thread_ts: string(),
  reply_broadcast: boolean(),
  as_user: boolean(),
  username: string(),
  icon_emoji: string(),
  icon_url: string(),
  unfurl_links: boolean(),
  unfurl_media: boolean(),
} as const

export const CHAT: MethodTable = {
  'chat.postMessage': { tier: 'special', scopes: WRITE, args: POSTING, run: postMessage },
  'chat.postEphemeral': { tier: 4, scopes: WRITE, args: { ...POSTING, user: string('required') }, run: postEphemeral },
  'chat.update': {
    tier: 3,
    scopes: WRITE,
    args: { ...POSTING, ts: string('required'), file_ids: { type: 'any' } },
    run: update,
  },
  'chat.meMessage': {
    tier: 3,
    scopes: WRITE,
    args: { channel: string('required'), text: string('required') },
    run: meMessage,
  },
  'chat.delete': {
    tier: 3,
    scopes: WRITE,
    args: { channel: string('required'), ts: string('required'), as_user: boolean() },
    run: deleteMessage,
  },
  'chat.getPermalink': {
    tier: 'special',
    scopes: [],
    json: false,
    args: { channel: string('required'), message_ts: string('required') },
    run: getPermalink,
  },
}
