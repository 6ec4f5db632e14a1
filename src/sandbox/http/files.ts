import type { IncomingMessage, ServerResponse } from 'node:http'
import { storeBytes } from '../deeds/files.ts'
import { bearer, identify } from '../api/auth.ts'
import { SlackError } from '../api/errors.ts'
import type { Services } from '../services.ts'
import { maySee } from '../world/lookup.ts'
import type { FileRecord } from '../world/records.ts'
import { send } from './answer.ts'
import { readBody } from './body.ts'

const MAX_FILE = 64 * 1024 * 1024

/** Takes the bytes of a file at its upload address: raw, or as the first file of a form. */
export async function takeUpload(
  s: Services,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  const file = s.world.files.get(path.slice('/upload/v1/'.length))
  if (!file || file.state === 'complete') return send(response, 404, 'not found')
  const end = s.activity.begin()
  const body = await readBody(request, MAX_FILE).finally(end)
  if (!body) return send(response, 413, 'too large')
  const type = request.headers['content-type'] ?? ''
  const bytes = type.startsWith('multipart/form-data') ? await firstFile(type, body) : body
  if (!bytes || bytes.length === 0) return send(response, 400, 'no file')
  storeBytes(s, file, bytes)
  await s.world.commit()
  return send(response, 200, `OK - ${bytes.length}`, { 'content-type': 'text/plain' })
}

async function firstFile(type: string, body: Buffer): Promise<Buffer | undefined> {
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } })
    .formData()
    .catch(() => undefined)
  const [first] = form?.values() ?? []
  if (first === undefined || typeof first === 'string') return first === undefined ? undefined : Buffer.from(first)
  return Buffer.from(await first.arrayBuffer())
}

/** Types that a browser may show in place; all others are downloads, so that no upload runs as a page here. */
const SHOWN = /^(image\/(png|jpeg|gif|webp)|text\/plain|application\/pdf)$/

/** Serves a file's bytes. With a token it is an app that asks: a token that will not do is sent to the sign-in, as by Slack. */
export function serveFile(s: Services, request: IncomingMessage, response: ServerResponse, url: URL): void {
  const [, id] = /^\/files-pri\/[^/]+-([A-Z0-9]+)\//.exec(url.pathname) ?? []
  const file = id === undefined ? undefined : s.world.files.get(id)
  const bytes = file ? s.world.fileBytes.get(file.id) : undefined
  const token = bearer(request.headers)
  const refusal = token === undefined || !file ? undefined : refusalOf(s, token, file)
  if (token !== undefined) note(s, file && bytes ? (refusal ?? 'ok') : 'file_not_found', id)
  if (!file || !bytes) return send(response, 404, 'not found')
  if (refusal !== undefined) return send(response, 302, '', { location: `/?redir=${encodeURIComponent(url.pathname)}` })
  const inline = SHOWN.test(file.mimetype) && !url.searchParams.has('download') ? 'inline' : 'attachment'
  return send(response, 200, bytes, {
    'content-type': file.mimetype,
    'content-disposition': `${inline}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    'x-content-type-options': 'nosniff',
  })
}

function refusalOf(s: Services, token: string, file: FileRecord): string | undefined {
  try {
    const identity = identify(s, token)
    if (!identity.scopes.includes('files:read')) return 'missing_scope'
    return maySee(s.world, file, identity) ? undefined : 'file_not_found'
  } catch (error) {
    if (error instanceof SlackError) return error.code
    throw error
  }
}

const STATUS: Readonly<Record<string, number>> = { ok: 200, file_not_found: 404 }

function note(s: Services, outcome: string, file: string | undefined): void {
  const ok = outcome === 'ok'
  s.log.add({
    kind: 'api',
    name: 'url_private',
    real_ms: 0,
    status: STATUS[outcome] ?? 302,
    ok,
    ...(ok ? {} : { error: outcome }),
    request: { file },
    response: {},
  })
}
