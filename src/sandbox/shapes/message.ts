import type { Reaction, SlackObject } from '../protocol.ts'
import type { FileRecord, InstallRecord, MessageRecord } from '../world/records.ts'
import type { World } from '../world/world.ts'
import { botShape } from './user.ts'

/** Slack's message object. Metadata is left out unless asked for. */
export function messageShape(world: World, message: MessageRecord, url: string, withMetadata = false): SlackObject {
  if (message.tombstone) return stone(world, message)
  return {
    type: 'message',
    ...given('subtype', message.broadcast ? 'thread_broadcast' : message.subtype),
    user: message.user,
    text: message.text,
    ts: message.ts,
    ...given('client_msg_id', message.clientMsgId),
    ...(message.botId === undefined ? {} : botFields(world, message)),
    team: message.teamId,
    ...given('username', message.username),
    ...given('icons', message.icons),
    ...given('blocks', message.blocks),
    ...given('attachments', message.attachments),
    ...given('edited', message.edited),
    ...(message.files ? { files: message.files.map((id) => fileById(world, id, url)), upload: false } : {}),
    ...threadFields(world, message),
    ...(message.reactions.length > 0 ? { reactions: message.reactions.map(reactionShape) } : {}),
    ...(message.pinned ? { pinned_to: [message.channel] } : {}),
    ...(withMetadata && message.metadata ? { metadata: message.metadata } : {}),
  }
}

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

function threadFields(world: World, message: MessageRecord): SlackObject {
  if (message.threadTs && message.threadTs !== message.ts) {
    const parent = world.messages.get(message.channel, message.threadTs)
    return { thread_ts: message.threadTs, ...(parent ? { parent_user_id: parent.user } : {}) }
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

const stone = (world: World, message: MessageRecord): SlackObject => ({
  type: 'message',
  subtype: 'tombstone',
  user: 'USLACKBOT',
  hidden: true,
  text: 'This message was deleted.',
  ts: message.ts,
  ...threadFields(world, message),
})

export const reactionShape = (reaction: { readonly name: string; readonly users: readonly string[] }): Reaction => ({
  name: reaction.name,
  users: reaction.users,
  count: reaction.users.length,
})

function fileById(world: World, id: string, url: string): SlackObject {
  const file = world.files.get(id)
  return file ? fileShape(file, url) : { id, mode: 'tombstone' }
}

/** Slack's file object; its addresses are the sandbox's own. */
export function fileShape(file: FileRecord, url: string): SlackObject {
  const at = `${url}/files-pri/${file.teamId}-${file.id}/${encodeURIComponent(file.name)}`
  const image = file.mimetype.startsWith('image/')
  return {
    id: file.id,
    created: file.created,
    timestamp: file.created,
    name: file.name,
    title: file.title,
    mimetype: file.mimetype,
    filetype: file.filetype,
    pretty_type: file.filetype.toUpperCase(),
    user: file.user,
    user_team: file.teamId,
    editable: false,
    size: file.size,
    mode: 'hosted',
    is_external: false,
    external_type: '',
    is_public: false,
    public_url_shared: false,
    display_as_bot: false,
    username: '',
    url_private: at,
    url_private_download: `${at}?download=1`,
    permalink: `${url}/files/${file.user}/${file.id}/${encodeURIComponent(file.name)}`,
    ...(image ? { thumb_360: at } : {}),
    ...given('alt_txt', file.altText),
    channels: file.channels.filter((id) => id.startsWith('C')),
    groups: [],
    ims: file.channels.filter((id) => id.startsWith('D')),
    comments_count: 0,
    has_rich_preview: false,
    file_access: 'visible',
  }
}

const given = (name: string, value: unknown): SlackObject => (value === undefined ? {} : { [name]: value })
