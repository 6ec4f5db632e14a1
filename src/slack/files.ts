import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import { UserError } from '../errors.ts'
import type { Files, NewFile, ReadFile } from '../ports.ts'
import type { Clients } from './clients.ts'
import { slackErrorOf } from './delivery.ts'
import { openDirectMessages } from './direct-messages.ts'

/** A large file on a slow line; far less than the half hour in which the person can be answered. */
const TRANSFER_LIMIT = 10 * 60_000

const Slot = z.object({ upload_url: z.string(), file_id: z.string() })
const Info = z.object({
  file: z.object({
    name: z.string().nullish(),
    size: z.number().optional(),
    url_private_download: z.string().optional(),
  }),
})

/** Sends and reads files by Slack's Web API, each call once. */
export function buildFiles({ clients }: { readonly clients: Clients }): Files {
  const directMessages = openDirectMessages()
  return {
    upload: async (workspaceId, memberId, file, pieces) => {
      const client = await clients.clientFor(workspaceId)
      // Slack wants to know how long a file is before it takes it, and it is not known before it is made.
      const folder = await mkdtemp(join(tmpdir(), 'runsheet-'))
      try {
        const path = join(folder, 'file')
        await pipeline(Readable.from(pieces), createWriteStream(path))
        const channel = await directMessages.of(client, workspaceId, memberId)
        await send(client, channel, file, path).catch((error: unknown) => {
          throw notAllowed(error) ?? error
        })
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
    },
    download: async (workspaceId, fileId, most) => read(await clients.clientFor(workspaceId), fileId, most),
  }
}

async function send(
  client: WebClient,
  channel: string,
  { name, title, comment }: NewFile,
  path: string,
): Promise<void> {
  const { size } = await stat(path)
  const slot = Slot.parse(await client.files.getUploadURLExternal({ filename: name, length: size }))
  const request = {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', 'content-length': String(size) },
    body: Readable.toWeb(createReadStream(path)) as ReadableStream,
    // What a body that is read bit by bit needs, though the browser's types do not know it.
    duplex: 'half',
    redirect: 'error',
    signal: AbortSignal.timeout(TRANSFER_LIMIT),
  } as const
  const response = await fetch(slot.upload_url, request)
  if (!response.ok) throw new Error(`Slack did not take a file: ${response.status}`)
  await client.files.completeUploadExternal({
    files: [{ id: slot.file_id, title }],
    channel_id: channel,
    initial_comment: comment,
  })
}

/** A workspace that installed Runsheet before it sent files has not allowed it yet. */
function notAllowed(error: unknown): UserError | undefined {
  if (slackErrorOf(error) !== 'missing_scope') return undefined
  return new UserError(
    'slack.files-not-allowed',
    'Runsheet may not send files in this workspace yet, because it was installed before it could. Ask whoever looks after its apps to install it again; nothing is lost by that.',
  )
}

async function read(client: WebClient, fileId: string, most: number): Promise<ReadFile> {
  const info = await client.files.info({ file: fileId }).catch((error: unknown) => {
    if (slackErrorOf(error) === 'file_not_found' || slackErrorOf(error) === 'file_deleted') return undefined
    throw notAllowed(error) ?? error
  })
  if (!info) return { kind: 'gone' }
  const { name, size = 0, url_private_download: url } = Info.parse(info).file
  if (size > most) return { kind: 'too-big', bytes: size }
  if (url === undefined) return { kind: 'gone' }
  const response = await fetch(url, {
    headers: { authorization: `Bearer ${client.token ?? ''}` },
    // A token that will not do is sent to the sign-in page, whose text is not the file.
    redirect: 'manual',
    signal: AbortSignal.timeout(TRANSFER_LIMIT),
  })
  if (!response.ok || !response.body) return { kind: 'gone' }
  const pieces: Uint8Array[] = []
  let bytes = 0
  for await (const piece of response.body) {
    bytes += piece.length
    if (bytes > most) return { kind: 'too-big', bytes }
    pieces.push(piece)
  }
  const whole = Buffer.concat(pieces)
  return { kind: 'read', name: name ?? '', bytes: whole, digest: createHash('sha256').update(whole).digest('hex') }
}
