import { tell } from '../deeds/post.ts'
import { happen } from '../deliveries/events.ts'
import type { SlackObject } from '../protocol.ts'
import { messageShape } from '../shapes/message.ts'
import { newId } from '../world/ids.ts'
import type { BookmarkRecord, ChannelRecord, MessageRecord, Pin } from '../world/records.ts'
import { SlackError } from './errors.ts'
import { permalink } from './chat.ts'
import { boolean, count, integer, string, stringWith, text } from './method.ts'
import type { Call, MethodTable } from './method.ts'
import { channelArg, messageArg } from './places.ts'
import { emojiName } from './team.ts'

function pinned(call: Call): { channel: ChannelRecord; message: MessageRecord } {
  const channel = channelArg(call)
  const ts = text(call, 'timestamp')
  if (!ts) throw new SlackError('no_item_specified')
  if (!/^\d+\.\d+$/.test(ts)) throw new SlackError('bad_timestamp')
  if (!channel.members.includes(call.userId)) throw new SlackError('not_in_channel')
  return { channel, message: messageArg(call, channel, 'timestamp') }
}

function pin(call: Call, to: boolean): SlackObject {
  const { channel, message } = pinned(call)
  if ((message.pinned !== undefined) === to) throw new SlackError(to ? 'already_pinned' : 'no_pin')
  if (to && pinnedIn(call, channel).length >= MAX_PINS) throw new SlackError('too_many_pins')
  const { pinned: before, ...rest } = message
  const mark = { by: call.userId, at: Math.floor(call.s.world.clock.ms() / 1000) }
  const changed = call.s.world.messages.put(to ? { ...rest, pinned: mark } : rest)
  tell(call.s, changed)
  const type = to ? 'pin_added' : 'pin_removed'
  void happen(call.s, {
    name: type,
    teamId: call.teamId,
    channel,
    event: {
      type,
      user: call.userId,
      channel_id: channel.id,
      item: pinItem(call, changed, before ?? mark),
      event_ts: call.s.world.nextTs(),
    },
  })
  return {}
}

const MAX_PINS = 100

const pinnedIn = (call: Call, channel: ChannelRecord): readonly MessageRecord[] =>
  call.s.world.messages.in(channel.id).filter((m) => m.pinned)

const pinItem = (call: Call, message: MessageRecord, pinned: Pin): SlackObject => ({
  type: 'message',
  channel: message.channel,
  created: pinned.at,
  created_by: pinned.by,
  message: {
    ...messageShape(call.s.world, message, call.s.url()),
    permalink: permalink(call, message.channel, message),
  },
})

function pins(call: Call): SlackObject {
  const channel = channelArg(call)
  const items = pinnedIn(call, channel).flatMap((m) => (m.pinned ? [pinItem(call, m, m.pinned)] : []))
  return { items: items.sort((a, b) => Number(b['created']) - Number(a['created'])) }
}

function getReactions(call: Call): SlackObject {
  if (!text(call, 'channel') || !text(call, 'timestamp')) throw new SlackError('no_item_specified')
  const channel = channelArg(call)
  const message = messageArg(call, channel, 'timestamp')
  const shown = {
    ...messageShape(call.s.world, message, call.s.url()),
    permalink: permalink(call, channel.id, message),
  }
  return { type: 'message', channel: channel.id, message: shown }
}

function listReactions(call: Call): SlackObject {
  const user = text(call, 'user') ?? call.userId
  if (!call.s.world.users.has(user)) throw new SlackError('user_not_found')
  const mine = call.s.world.channels.filter((c) => c.members.includes(call.userId))
  const found = mine
    .flatMap((c) => call.s.world.messages.in(c.id))
    .filter((m) => m.reactions.some((r) => r.users.includes(user)))
  const size = count(call, 'count') ?? count(call, 'limit') ?? 100
  const page = count(call, 'page') ?? 1
  const items = found.slice((page - 1) * size, page * size)
  return {
    items: items.map((m) => ({
      type: 'message',
      channel: m.channel,
      message: messageShape(call.s.world, m, call.s.url()),
    })),
    paging: { count: size, total: found.length, page, pages: Math.ceil(found.length / size) },
    response_metadata: { next_cursor: '' },
  }
}

const MAX_BOOKMARKS = 100

function bookmarkPlace(call: Call): ChannelRecord {
  const channel = channelArg(call, 'channel_id')
  if (!channel.members.includes(call.userId)) throw new SlackError('access_denied')
  return channel
}

function checkLink(link: string | undefined): string {
  if (!link || !/^https?:\/\/\S+$/.test(link)) throw new SlackError('invalid_link')
  return link
}

function addBookmark(call: Call): SlackObject {
  const channel = bookmarkPlace(call)
  if (text(call, 'type') !== 'link') throw new SlackError('invalid_bookmark_type')
  const link = checkLink(text(call, 'link'))
  const emoji = text(call, 'emoji')
  if (emoji) checkEmoji(emoji)
  if (call.s.world.bookmarks.filter((b) => b.channel === channel.id).length >= MAX_BOOKMARKS)
    throw new SlackError('too_many_bookmarks')
  const now = Math.floor(call.s.world.clock.ms() / 1000)
  const id = newId('Bk')
  const fields = {
    id,
    channel_id: channel.id,
    title: text(call, 'title') ?? '',
    link,
    emoji: emoji ?? '',
    icon_url: '',
    type: 'link',
    entity_id: null,
    date_created: now,
    date_updated: 0,
    rank: 'n',
    last_updated_by_user_id: call.userId,
    last_updated_by_team_id: call.teamId,
    shortcut_id: null,
    app_id: null,
  }
  call.s.world.bookmarks.put({ id, channel: channel.id, fields })
  return { bookmark: fields }
}

function checkEmoji(emoji: string): void {
  try {
    emojiName(emoji)
  } catch {
    throw new SlackError('invalid_emoji')
  }
}

function bookmark(call: Call): BookmarkRecord {
  const channel = bookmarkPlace(call)
  const found = call.s.world.bookmarks.get(text(call, 'bookmark_id') ?? '')
  if (!found || found.channel !== channel.id) throw new SlackError('not_found')
  return found
}

function editBookmark(call: Call): SlackObject {
  const found = bookmark(call)
  const [title, link, emoji] = [text(call, 'title'), text(call, 'link'), text(call, 'emoji')]
  if (emoji) checkEmoji(emoji)
  const fields = {
    ...found.fields,
    ...(title === undefined ? {} : { title }),
    ...(link === undefined ? {} : { link: checkLink(link) }),
    ...(emoji === undefined ? {} : { emoji }),
    date_updated: Math.floor(call.s.world.clock.ms() / 1000),
    last_updated_by_user_id: call.userId,
  }
  call.s.world.bookmarks.put({ ...found, fields })
  return { bookmark: fields }
}

const PIN = { channel: string('required'), timestamp: string() } as const
const TITLE = { max: 256 } as const
const BOOKMARK = {
  channel_id: string('required'),
  title: stringWith(TITLE),
  link: stringWith({ max: 2048 }),
  emoji: string(),
} as const

export const MARKS: MethodTable = {
  'pins.add': { tier: 2, scopes: ['pins:write'], args: PIN, run: (call) => pin(call, true) },
  'pins.remove': { tier: 2, scopes: ['pins:write'], args: PIN, run: (call) => pin(call, false) },
  'pins.list': { tier: 2, scopes: ['pins:read'], json: false, args: { channel: string('required') }, run: pins },
  'reactions.get': {
    tier: 3,
    scopes: ['reactions:read'],
    json: false,
    args: { channel: string(), timestamp: string(), file: string(), file_comment: string(), full: boolean() },
    run: getReactions,
  },
  'reactions.list': {
    tier: 2,
    scopes: ['reactions:read'],
    json: false,
    args: {
      user: string(),
      full: boolean(),
      count: integer(),
      page: integer(),
      cursor: string(),
      limit: integer(),
      team_id: string(),
    },
    run: listReactions,
  },
  'bookmarks.add': {
    tier: 2,
    scopes: ['bookmarks:write'],
    args: {
      ...BOOKMARK,
      title: stringWith({ ...TITLE, required: true }),
      type: string('required'),
      entity_id: string(),
      access_level: stringWith({ oneOf: ['read', 'write'] }),
      parent_id: string(),
    },
    run: addBookmark,
  },
  'bookmarks.edit': {
    tier: 2,
    scopes: ['bookmarks:write'],
    args: { ...BOOKMARK, bookmark_id: string('required') },
    run: editBookmark,
  },
  'bookmarks.remove': {
    tier: 2,
    scopes: ['bookmarks:write'],
    args: { channel_id: string('required'), bookmark_id: string('required'), quip_section_id: string() },
    run: (call) => {
      call.s.world.bookmarks.remove(bookmark(call).id)
      return {}
    },
  },
  'bookmarks.list': {
    tier: 3,
    scopes: ['bookmarks:read'],
    args: { channel_id: string('required') },
    run: (call) => {
      const channel = bookmarkPlace(call)
      return { bookmarks: call.s.world.bookmarks.filter((b) => b.channel === channel.id).map((b) => b.fields) }
    },
  },
}
