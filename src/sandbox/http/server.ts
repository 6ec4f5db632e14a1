import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { openCodes } from '../api/oauth.ts'
import { allMethods } from '../api/table.ts'
import { openRates } from '../api/rate.ts'
import { serveApi } from '../api/serve.ts'
import type { DriveApi } from '../drive/routes.ts'
import type { SocketTransport } from '../deliveries/socket-transport.ts'
import type { Services } from '../services.ts'
import { newSecret } from '../world/ids.ts'
import { send, sendJson } from './answer.ts'
import { readBody } from './body.ts'
import { serveDrive } from './drive.ts'
import { serveFile, takeUpload } from './files.ts'
import { serveHook } from './hooks.ts'
import { serveOAuth } from './oauth.ts'
import { serveStatic } from './static.ts'

const MAX_API_BODY = 16 * 1024 * 1024
/** Long, so that an idle connection is dropped by its client and not just when that uses it again. */
const KEEP_ALIVE_MS = 120_000
/** How long a call hangs that is to time out; the app's own limit comes first. */
const HANG_MS = 60_000

/** Listens on loopback only: the sandbox has no passwords. */
export async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return (server.address() as AddressInfo).port // a TCP server has such an address
}

export function makeServer(s: Services, api: DriveApi, sockets: SocketTransport | undefined): Server {
  const rates = openRates(s.world)
  const codes = openCodes(() => newSecret(24))
  const methods = allMethods(sockets, codes)
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    route(request, response).catch((error: unknown) => {
      s.log.add({
        kind: 'api',
        name: request.url ?? '',
        real_ms: 0,
        status: 500,
        ok: false,
        error: String(error),
        request: {},
        response: {},
      })
      process.emitWarning(error instanceof Error ? error : String(error))
      sendJson(response, 500, { ok: false, error: 'fatal_error' })
    })
  })

  const route = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    const { pathname } = url
    if (!isLocal(request)) return send(response, 403, 'the sandbox serves this machine only')
    if (pathname.startsWith('/api/')) return callApi(request, response, url)
    if (pathname.startsWith('/sandbox/')) return serveDrive(api, request, response, url)
    if (/^\/(oauth\/v2\/authorize|apps\/manage)$/.test(pathname)) return serveOAuth(s, codes, request, response)
    if (pathname.startsWith('/upload/v1/')) return takeUpload(s, request, response, pathname)
    if (pathname.startsWith('/files-pri/')) return serveFile(s, request, response, url)
    const [, hook] = /^\/(?:commands|actions|app-actions)\/[^/]+\/([0-9a-f]+)$/.exec(pathname) ?? []
    if (hook !== undefined) return serveHook(s, request, response, hook)
    return serveStatic(response, pathname)
  }

  const callApi = async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> => {
    const body = await readBody(request, MAX_API_BODY)
    if (!body) return sendJson(response, 413, { ok: false, error: 'request_too_large' })
    const answer = await serveApi(s, methods, rates, {
      method: url.pathname.slice('/api/'.length),
      verb: request.method ?? 'GET',
      query: url.searchParams,
      headers: request.headers,
      body,
    })
    if (answer.kind === 'drop') return void request.socket.destroy()
    if (answer.kind === 'hang') return void setTimeout(() => request.socket.destroy(), HANG_MS).unref()
    if (typeof answer.body === 'string') return send(response, answer.status, answer.body, answer.headers)
    return sendJson(response, answer.status, answer.body, answer.headers)
  }

  server.on('upgrade', (request, socket, head) => {
    if (sockets && request.url?.startsWith('/link/')) void sockets.upgrade(request, socket, head)
    else socket.destroy()
  })
  return server
}

/** Refuses other machines, and pages of other sites that a browser on this one shows. */
function isLocal(request: IncomingMessage): boolean {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '')
  if (host !== '127.0.0.1' && host !== 'localhost' && host !== '[::1]') return false
  const { origin } = request.headers
  return origin === undefined || /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(origin)
}
