import { createServer } from 'node:http'
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import helmet from 'helmet'
import type { Log } from '../ports.ts'
import { readiness } from './health.ts'
import type { Check } from './health.ts'
import type { Metrics } from './metrics.ts'

/** Longer than the minute for which load balancers commonly keep a connection, so that they close it and not we. */
const KEEP_ALIVE = 65_000
const REQUEST_LIMIT = 30_000
/** Slack waits three seconds, browsers longer; what is not done by then is cut off. */
const STOP_LIMIT = 10_000
const STOP_POLL = 50

export interface HttpServerOptions {
  readonly host: string
  /** 0 takes one that is free. */
  readonly port: number
  /** Takes all requests below `/slack/`. */
  readonly slack?: RequestListener | undefined
  /** Further pages; it answers true when the request was one of its own. */
  readonly pages?: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>
  readonly checks: Readonly<Record<string, Check>>
  readonly metrics: Metrics
  readonly log: Log
}

export interface HttpServer {
  /** @throws when the port is taken */
  listen(): Promise<{ readonly port: number }>
  /** Takes no more requests and finishes those in hand, for `milliseconds` at most. */
  stop(milliseconds?: number): Promise<void>
}

const secure = helmet({
  // Pages may be served without TLS on a local machine, where their own addresses must not be turned into https.
  contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } },
})

/** The one server of the process. */
export function buildHttpServer(options: HttpServerOptions): HttpServer {
  const server = createServer((request, response) => {
    route(options, request, response).catch((error: unknown) => {
      options.log.error({ err: error, method: request.method }, 'A request failed')
      if (!response.headersSent) respond(response, 500, { status: 'error' })
    })
  })
  server.keepAliveTimeout = KEEP_ALIVE
  server.requestTimeout = REQUEST_LIMIT
  return {
    listen: () =>
      new Promise((resolve, reject) => {
        server.once('error', reject)
        server.listen(options.port, options.host, () => {
          server.off('error', reject)
          // A TCP server's address is never a path.
          resolve({ port: (server.address() as AddressInfo).port })
        })
      }),
    stop: (milliseconds = STOP_LIMIT) => stop(server, milliseconds),
  }
}

async function route(options: HttpServerOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { url = '/', method } = request
  const isSlacks = url.startsWith('/slack/')
  // It only sets headers, at once. They are for browsers, and what Slack posts is for none.
  if (!isSlacks || method !== 'POST') secure(request, response, () => {})
  if (options.slack && isSlacks) return options.slack(request, response)
  const pathname = URL.canParse(url, 'http://localhost') ? new URL(url, 'http://localhost').pathname : ''
  if (method === 'GET' || method === 'HEAD') {
    switch (pathname) {
      case '/healthz':
        return respond(response, 200, { status: 'ok' })
      case '/readyz': {
        const { ready, checks } = await readiness(options.checks)
        return respond(response, ready ? 200 : 503, { status: ready ? 'ready' : 'not ready', checks })
      }
      case '/metrics':
        response.writeHead(200, { 'content-type': options.metrics.contentType })
        response.end(await options.metrics.text())
        return
    }
  }
  if (await options.pages?.(request, response)) return
  request.resume()
  respond(response, 404, { status: 'not found' })
}

function respond(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify(body))
}

function stop(server: Server, milliseconds: number): Promise<void> {
  if (!server.listening) return Promise.resolve()
  return new Promise((resolve) => {
    // A connection is idle only once its request has been answered, so this is done until none is left.
    const idle = setInterval(() => server.closeIdleConnections(), STOP_POLL)
    const limit = setTimeout(() => server.closeAllConnections(), milliseconds)
    server.close(() => {
      clearInterval(idle)
      clearTimeout(limit)
      resolve()
    })
    server.closeIdleConnections()
  })
}
