import type { IncomingMessage, ServerResponse } from 'node:http'
import { isRecord } from '../block-kit/schema.ts'
import { CallerFault, Shown } from '../drive/fault.ts'
import type { Body } from '../drive/fields.ts'
import { ROUTES } from '../drive/routes.ts'
import type { DriveApi } from '../drive/routes.ts'
import { sendJson } from './answer.ts'
import { readBody } from './body.ts'
import { stream } from './stream.ts'

const MAX_BODY = 64 * 1024 * 1024

/** Serves `/sandbox/*`. */
export async function serveDrive(
  api: DriveApi,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const path = url.pathname.slice('/sandbox/'.length).replace(/\/$/, '')
  const [, channel] = /^channels\/([^/]+)\/messages$/.exec(path) ?? []
  const name = channel === undefined ? path : 'messages'
  const handler = ROUTES[`${request.method ?? 'GET'} ${name}`]
  try {
    const query: Record<string, unknown> = Object.fromEntries(url.searchParams)
    if (channel !== undefined) query['channel'] = decodeURIComponent(channel)
    if (request.method === 'GET' && name === 'stream') return stream(api.drive, query, response)
    if (request.method === 'GET' && name === 'clock/follow') return api.followers.open(response)
    if (!handler) throw new CallerFault(`there is no ${request.method ?? ''} /sandbox/${path}`, { status: 404 })
    const answer = await handler(api, { ...query, ...(await readJson(request)) })
    await api.drive.s.world.commit()
    return sendJson(response, 200, answer)
  } catch (error) {
    return refuse(response, error)
  }
}

async function readJson(request: IncomingMessage): Promise<Body> {
  if (request.method === 'GET' || request.method === 'DELETE') return {}
  const bytes = await readBody(request, MAX_BODY)
  if (!bytes) throw new CallerFault('the body is too long', { status: 413 })
  if (bytes.length === 0) return {}
  let body: unknown
  try {
    body = JSON.parse(bytes.toString('utf8'))
  } catch {
    throw new CallerFault('the body is no JSON')
  }
  if (!isRecord(body)) throw new CallerFault('the body is to be a JSON object')
  return body
}

function refuse(response: ServerResponse, error: unknown): void {
  if (error instanceof CallerFault) {
    const labels = error.labels === undefined ? {} : { labels: error.labels }
    return sendJson(response, error.status, { ok: false, error: error.message, ...labels })
  }
  if (error instanceof Shown) return sendJson(response, 200, { ok: false, error: error.message, ack_ms: error.ackMs })
  throw error
}
