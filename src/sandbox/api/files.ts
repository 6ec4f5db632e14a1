import { newFile, share } from '../deeds/files.ts'
import { tell } from '../deeds/post.ts'
import { isRecord } from '../block-kit/schema.ts'
import type { SlackObject } from '../protocol.ts'
import { sharedFileShape } from '../shapes/file.ts'
import type { ChannelRecord, FileRecord } from '../world/records.ts'
import { authorOf, guise, threadOf } from './chat.ts'
import { readContent } from './content.ts'
import { invalidArguments, SlackError } from './errors.ts'
import { boolean, count, integer, json, string, text } from './method.ts'
import type { Call, MethodTable } from './method.ts'
import { dmWith } from './places.ts'
import { maySee } from '../world/lookup.ts'

/** Kinds that `types` may ask for, and what belongs to them. */
const TYPES: Readonly<Record<string, (file: FileRecord) => boolean>> = {
  all: () => true,
  spaces: () => false,
  snippets: () => false,
  images: (file) => file.mimetype.startsWith('image/'),
  gdocs: () => false,
  zips: (file) => file.filetype === 'zip',
  pdfs: (file) => file.filetype === 'pdf',
}

const MAX_FILE = 1024 * 1024 * 1024
const MAX_SNIPPET = 1024 * 1024
const MAX_ALT = 1000

function uploadUrl(call: Call): SlackObject {
  const length = count(call, 'length') ?? 0
  const name = text(call, 'filename') ?? ''
  if (length <= 0) throw invalidArguments('must be greater than 0 [json-pointer:/length]')
  if (length > MAX_FILE) throw new SlackError('file_upload_size_restricted')
  if (text(call, 'snippet_type') && length > MAX_SNIPPET) throw new SlackError('snippet_too_large')
  const alt = text(call, 'alt_txt')
  if (Array.from(alt ?? '').length > MAX_ALT) throw new SlackError('alt_txt_too_large')
  const file = newFile(call.s, { teamId: call.teamId, user: call.userId }, name, length)
  if (alt) call.s.world.files.put({ ...file, altText: alt })
  return { upload_url: `${call.s.url()}/upload/v1/${file.id}`, file_id: file.id }
}

function complete(call: Call): SlackObject {
  const asked = call.args['files']
  if (!Array.isArray(asked) || asked.length === 0) throw invalidArguments('must provide an array [json-pointer:/files]')
  const files = asked.map((one) => completed(call, one))
  const channels = [text(call, 'channel_id') ?? '', ...(text(call, 'channels') ?? '').split(',')]
    .map((id) => id.trim())
    .filter((id) => id !== '')
  if (channels.length > 100) throw new SlackError('channels_limit_exceeded')
  const places = channels.map((id) => shareable(call, id))
  for (const file of files) call.s.world.files.put({ ...file, state: 'complete' })
  for (const channel of places) shareIn(call, channel, files)
  return {
    files: files.map((file) => sharedFileShape(call.s.world, call.s.world.files.get(file.id) ?? file, call.s.url())),
  }
}

function completed(call: Call, one: unknown): FileRecord {
  const id = isRecord(one) ? one['id'] : undefined
  const file = typeof id === 'string' ? call.s.world.files.get(id) : undefined
  if (!file) throw new SlackError('file_not_found')
  if (file.user !== call.userId) throw new SlackError('access_denied')
  if (file.state === 'expected') throw new SlackError('file_update_failed')
  const title = isRecord(one) ? one['title'] : undefined
  return { ...file, title: typeof title === 'string' && title !== '' ? title : file.title }
}

function shareable(call: Call, id: string): ChannelRecord {
  const channel = /^[UW]/.test(id) ? dmWith(call, id) : call.s.world.channels.get(id)
  if (!channel) throw new SlackError(/^[CDG][A-Z0-9]{2,}$/.test(id) ? 'channel_not_found' : 'invalid_channel')
  if (!channel.members.includes(call.userId))
    throw new SlackError(channel.private ? 'channel_not_found' : 'not_in_channel')
  if (channel.archived) throw new SlackError('posting_to_channel_denied')
  return channel
}

function shareIn(call: Call, channel: ChannelRecord, files: readonly FileRecord[]): void {
  const comment = text(call, 'initial_comment')
  const blocks = comment ? undefined : call.args['blocks']
  const { truncated: _t, ...content } =
    comment || blocks
      ? readContent(call.s, call.teamId, { text: comment, blocks, attachments: undefined })
      : { text: '', truncated: false }
  const current = files.map((file) => call.s.world.files.get(file.id) ?? file)
  share(call.s, current, { channel, ...authorOf(call), ...content, ...threadOf(call, channel.id), ...guise(call) })
}

function visibleFile(call: Call): FileRecord {
  const file = call.s.world.files.get(text(call, 'file') ?? '')
  if (!file || file.state !== 'complete' || !maySee(call.s.world, file, call)) throw new SlackError('file_not_found')
  return file
}

function remove(call: Call): SlackObject {
  const file = visibleFile(call)
  if (file.user !== call.userId) throw new SlackError('cant_delete_file')
  call.s.world.files.remove(file.id)
  call.s.world.fileBytes.remove(file.id)
  for (const { channel, ts } of file.shares) {
    const message = call.s.world.messages.get(channel, ts)
    if (!message) continue
    call.s.world.messages.put({ ...message, files: (message.files ?? []).filter((id) => id !== file.id) })
    tell(call.s, message)
  }
  return {}
}

function list(call: Call): SlackObject {
  const [channel, user] = [text(call, 'channel'), text(call, 'user')]
  if (user && !call.s.world.users.has(user)) throw new SlackError('user_not_found')
  const [from, to] = [Number(text(call, 'ts_from') ?? 0), Number(text(call, 'ts_to') ?? 'Infinity')]
  const mine = new Set(call.s.world.channels.filter((c) => c.members.includes(call.userId)).map((c) => c.id))
  const types = (text(call, 'types') || 'all').split(',').map((type) => {
    const test = Object.hasOwn(TYPES, type.trim()) ? TYPES[type.trim()] : undefined
    if (!test) throw new SlackError('unknown_type')
    return test
  })
  const found = call.s.world.files.filter(
    (f) =>
      f.state === 'complete' &&
      (f.user === call.userId || f.channels.some((id) => mine.has(id))) &&
      (!channel || f.channels.includes(channel)) &&
      (!user || f.user === user) &&
      types.some((test) => test(f)) &&
      f.created >= from &&
      f.created <= to,
  )
  const size = Number(call.args['count'] ?? 100)
  const page = Number(call.args['page'] ?? 1)
  return {
    files: found.slice((page - 1) * size, page * size).map((f) => sharedFileShape(call.s.world, f, call.s.url())),
    paging: { count: size, total: found.length, page, pages: Math.ceil(found.length / size) },
  }
}

const WRITE = ['files:write']
const READ = ['files:read']

export const FILES: MethodTable = {
  'files.getUploadURLExternal': {
    tier: 4,
    scopes: WRITE,
    json: false,
    args: { filename: string('required'), length: integer('required'), snippet_type: string(), alt_txt: string() },
    run: uploadUrl,
  },
  'files.completeUploadExternal': {
    tier: 4,
    scopes: WRITE,
    args: {
      files: json('required'),
      channel_id: string(),
      channels: string(),
      thread_ts: string(),
      initial_comment: string(),
      blocks: { type: 'any' },
      username: string(),
      icon_url: string(),
      icon_emoji: string(),
    },
    run: complete,
  },
  'files.info': {
    tier: 4,
    scopes: READ,
    json: false,
    args: { file: string('required'), count: integer(), cursor: string(), limit: integer(), page: integer() },
    run: (call) => ({
      file: sharedFileShape(call.s.world, visibleFile(call), call.s.url()),
      comments: [],
      response_metadata: { next_cursor: '' },
    }),
  },
  'files.list': {
    tier: 3,
    scopes: READ,
    json: false,
    args: {
      channel: string(),
      user: string(),
      ts_from: string(),
      ts_to: string(),
      types: string(),
      count: integer(),
      page: integer(),
      team_id: string(),
      show_files_hidden_by_limit: boolean(),
    },
    run: list,
  },
  'files.delete': { tier: 3, scopes: WRITE, args: { file: string('required') }, run: remove },
}
