import type { SlackObject } from '../protocol.ts'
import type { ChannelRecord, FileRecord } from '../world/records.ts'
import type { World } from '../world/world.ts'

export function fileById(world: World, id: string, url: string): SlackObject {
  const file = world.files.get(id)
  return file ? fileShape(world, file, url) : { id, mode: 'tombstone' }
}

/** Slack's file object; its addresses are the sandbox's own. */
export function fileShape(world: World, file: FileRecord, url: string): SlackObject {
  const at = `${url}/files-pri/${file.teamId}-${file.id}/${encodeURIComponent(file.name)}`
  const image = file.mimetype.startsWith('image/')
  const places = placesOf(world, file)
  const among = (test: (channel: ChannelRecord) => boolean): string[] => places.filter(test).map((c) => c.id)
  return {
    id: file.id,
    created: file.created,
    timestamp: file.created,
    name: file.name,
    title: file.title,
    mimetype: file.mimetype,
    filetype: file.filetype,
    pretty_type: PRETTY[file.filetype] ?? file.filetype.toUpperCase(),
    user: file.user,
    user_team: file.teamId,
    editable: false,
    size: file.size,
    mode: 'hosted',
    is_external: false,
    external_type: '',
    is_public: places.some(isPublic),
    public_url_shared: false,
    display_as_bot: false,
    username: '',
    url_private: at,
    url_private_download: `${at}?download=1`,
    permalink: `${url}/files/${file.user}/${file.id}/${encodeURIComponent(file.name)}`,
    ...(image ? { thumb_64: at, thumb_80: at, thumb_160: at, thumb_360: at } : {}),
    ...(file.altText === undefined ? {} : { alt_txt: file.altText }),
    channels: among(isPublic),
    groups: among((c) => c.kind !== 'im' && !isPublic(c)),
    ims: among((c) => c.kind === 'im'),
    comments_count: 0,
    has_rich_preview: false,
    file_access: 'visible',
  }
}

const PRETTY: Readonly<Record<string, string>> = { text: 'Plain Text', binary: 'Binary', markdown: 'Markdown' }

const isPublic = (channel: ChannelRecord): boolean => channel.kind === 'channel' && !channel.private

const placesOf = (world: World, file: FileRecord): ChannelRecord[] =>
  file.channels.map((id) => world.channels.get(id)).filter((channel) => channel !== undefined)

/** The same with the messages that it is in, by channel: what `files.info` and `files.list` say beside. */
export function sharedFileShape(world: World, file: FileRecord, url: string): SlackObject {
  const shares: Record<'public' | 'private', Record<string, SlackObject[]>> = { public: {}, private: {} }
  for (const { channel: id, ts } of file.shares) {
    const channel = world.channels.get(id)
    const share = channel ? shareShape(world, file, channel, ts) : undefined
    if (!channel || !share) continue
    const of = shares[isPublic(channel) ? 'public' : 'private']
    of[id] = [...(of[id] ?? []), share]
  }
  const some = Object.entries(shares).filter(([, of]) => Object.keys(of).length > 0)
  return { ...fileShape(world, file, url), shares: Object.fromEntries(some) }
}

// eslint-disable-next-line eslint/max-params -- one message that a file is in
function shareShape(world: World, file: FileRecord, channel: ChannelRecord, ts: string): SlackObject | undefined {
  const message = world.messages.get(channel.id, ts)
  if (!message || message.tombstone) return undefined
  const replies = world.messages.replies(channel.id, ts).filter((reply) => !reply.ephemeralTo)
  const users = [...new Set(replies.map((reply) => reply.user))]
  return {
    reply_users: users,
    reply_users_count: users.length,
    reply_count: replies.length,
    ts,
    ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
    ...(replies.length > 0 ? { latest_reply: replies.at(-1)?.ts } : {}),
    channel_name: channel.name,
    team_id: channel.teamId,
    share_user_id: file.user,
  }
}
