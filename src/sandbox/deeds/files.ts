import type { Services } from '../services.ts'
import { happen } from '../deliveries/events.ts'
import { newId } from '../world/ids.ts'
import type { ChannelRecord, FileRecord, MessageRecord } from '../world/records.ts'
import { post } from './post.ts'
import type { Draft } from './post.ts'

/** Type and MIME type by a name's ending; anything else is plain bytes. */
const KINDS: Readonly<Record<string, readonly [string, string]>> = {
  png: ['png', 'image/png'],
  jpg: ['jpg', 'image/jpeg'],
  jpeg: ['jpg', 'image/jpeg'],
  gif: ['gif', 'image/gif'],
  svg: ['svg', 'image/svg+xml'],
  webp: ['webp', 'image/webp'],
  pdf: ['pdf', 'application/pdf'],
  csv: ['csv', 'text/csv'],
  txt: ['text', 'text/plain'],
  md: ['markdown', 'text/markdown'],
  json: ['json', 'application/json'],
  html: ['html', 'text/html'],
  zip: ['zip', 'application/zip'],
  ics: ['calendar', 'text/calendar'],
}

export function newFile(
  s: Services,
  by: { readonly teamId: string; readonly user: string },
  name: string,
  size: number,
): FileRecord {
  const [filetype, mimetype] = KINDS[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? [
    'binary',
    'application/octet-stream',
  ]
  return s.world.files.put({
    ...by,
    id: newId('F'),
    name,
    title: name,
    mimetype,
    filetype,
    size,
    created: Math.floor(s.world.clock.ms() / 1000),
    channels: [],
    state: 'expected',
    shares: [],
  })
}

export function storeBytes(s: Services, file: FileRecord, bytes: Buffer): FileRecord {
  s.world.fileBytes.put(file.id, bytes)
  return s.world.files.put({ ...file, size: bytes.length, state: file.state === 'expected' ? 'received' : file.state })
}

/** Puts a file on a message that is there already. */
export function place(s: Services, file: FileRecord, { channel, ts }: MessageRecord): void {
  const known = file.shares.some((share) => share.channel === channel && share.ts === ts)
  s.world.files.put({
    ...file,
    state: 'complete',
    channels: [...new Set([...file.channels, channel])],
    shares: known ? file.shares : [...file.shares, { channel, ts }],
  })
}

/** Posts files into a channel, as one message; apps hear `file_shared` for each. */
export function share(
  s: Services,
  files: readonly FileRecord[],
  draft: Draft,
): { readonly message: MessageRecord; readonly heard: Promise<void> } {
  const placed = files.map((file) =>
    s.world.files.put({
      ...file,
      state: 'complete',
      channels: [...new Set([...file.channels, draft.channel.id])],
    }),
  )
  const { message, heard } = post(s, { ...draft, files: files.map((file) => file.id) })
  const told = placed.map((file) => {
    s.world.files.put({ ...file, shares: [...file.shares, { channel: draft.channel.id, ts: message.ts }] })
    return shared(s, file, draft.channel, draft.user)
  })
  return { message, heard: Promise.all([heard, ...told]).then(() => undefined) }
}

function shared(s: Services, file: FileRecord, channel: ChannelRecord, user: string): Promise<void> {
  return happen(s, {
    name: 'file_shared',
    teamId: file.teamId,
    channel,
    event: {
      type: 'file_shared',
      channel_id: channel.id,
      file_id: file.id,
      user_id: user,
      file: { id: file.id },
      event_ts: s.world.nextTs(),
    },
  })
}
