import type { Reaction, SlackObject } from '../protocol.ts'
import type { InstallRecord, MessageRecord } from '../world/records.ts'
import type { World } from '../world/world.ts'
import { fileById } from './file.ts'
import { botShape } from './user.ts'

/** Slack's message object. Metadata is left out unless asked for. */
export function messageShape(world: World, message: MessageRecord, url: string, withMetadata = false): SlackObject {
  if (message.tombstone) return stone(world, message, url)
  return {
    type: 'message',
    ...given('subtype', subtypeOf(message)),
    ...(message.username === undefined ? { user: message.user } : {}),
    text: message.text,
    ts: message.ts,
    ...given('client_msg_id', message.clientMsgId),
    ...(message.botId === undefined ? {} : botFields(world, message)),
    team: message.teamId,
    ...given('username', message.username),
    ...message.more,
    ...given('icons', message.icons),
    ...given('blocks', message.blocks),
    ...given('attachments', message.attachments),
    ...given('edited', message.edited),
    ...(message.files ? { files: message.files.map((id) => fileById(world, id, url)), ...UPLOADED } : {}),
    ...threadFields(world, message, url),
    ...(message.reactions.length > 0 ? { reactions: message.reactions.map(reactionShape) } : {}),
    ...(message.pinned ? { pinned_to: [message.channel] } : {}),
    ...(withMetadata && message.metadata ? { metadata: message.metadata } : {}),
  }
}

/** An app that speaks under another name is no user then. */
const subtypeOf = (message: MessageRecord): string | undefined =>
  message.broadcast ? 'thread_broadcast' : message.username === undefined ? message.subtype : 'bot_message'

/** What Slack says beside the files of a message. */
const UPLOADED = { upload: false, display_as_bot: false }

function botFields(world: World, message: MessageRecord): SlackObject {
  const install = world.installs.find((i) => i.botId === message.botId)
  return {
    bot_id: message.botId,
    app_id: message.appId,
    ...(install ? { bot_profile: botProfile(world, install) } : {}),
  }
}

export function botProfile(world: World, install: InstallRecord): SlackObject {
  const user = world.users.get(install.botUserId)
  return botShape(install, user?.realName ?? '', user?.updated ?? 0)
}

function threadFields(world: World, message: MessageRecord, url: string): SlackObject {
  if (message.threadTs && message.threadTs !== message.ts) {
    const parent = world.messages.get(message.channel, message.threadTs)
    if (!parent) return { thread_ts: message.threadTs }
    const root = message.broadcast ? { root: messageShape(world, parent, url) } : {}
    return { thread_ts: message.threadTs, parent_user_id: parent.user, ...root }
  }
  const replies = world.messages.replies(message.channel, message.ts).filter((reply) => !reply.ephemeralTo)
  if (replies.length === 0) return message.threadTs ? { thread_ts: message.threadTs } : {}
  const users = [...new Set(replies.map((reply) => reply.user))]
  return {
    thread_ts: message.ts,
    reply_count: replies.length,
    reply_users_count: users.length,
    latest_reply: replies.at(-1)?.ts,
    reply_users: users.slice(0, 5),
    is_locked: false,
    subscribed: false,
  }
}

const stone = (world: World, message: MessageRecord, url: string): SlackObject => ({
  type: 'message',
  subtype: 'tombstone',
  user: 'USLACKBOT',
  hidden: true,
  text: 'This message was deleted.',
  ts: message.ts,
  ...threadFields(world, message, url),
})

export const reactionShape = (reaction: { readonly name: string; readonly users: readonly string[] }): Reaction => ({
  name: reaction.name,
  users: reaction.users,
  count: reaction.users.length,
})

const given = (name: string, value: unknown): SlackObject => (value === undefined ? {} : { [name]: value })
