import type { IncomingMessage, ServerResponse } from 'node:http'
import { storeBytes } from '../deeds/files.ts'
import type { Services } from '../services.ts'
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
  const body = await readBody(request, MAX_FILE)
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

export function serveFile(s: Services, response: ServerResponse, path: string): void {
  const [, id] = /^\/files-pri\/[^/]+-([A-Z0-9]+)\//.exec(path) ?? []
  const file = id === undefined ? undefined : s.world.files.get(id)
  const bytes = file ? s.world.fileBytes.get(file.id) : undefined
  if (!file || !bytes) return send(response, 404, 'not found')
  const inline = SHOWN.test(file.mimetype) ? 'inline' : 'attachment'
  return send(response, 200, bytes, {
    'content-type': file.mimetype,
    'content-disposition': `${inline}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    'x-content-type-options': 'nosniff',
  })
}
