import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { WebSocket, WebSocketServer } from 'ws'
import { newSecret } from '../world/ids.ts'
import { realNow } from '../real-time.ts'
import { openSocketPool } from './socket-pool.ts'
import type { SocketPool } from './socket-pool.ts'
import { DEADLINE_MS } from './transport.ts'
import type { Delivery, DeliveryResult, Transport } from './transport.ts'

export type DisconnectReason = 'warning' | 'refresh_requested' | 'link_disabled'

/** Socket Mode: the app opens connections, up to ten; a delivery goes over any one of them. */
export interface SocketTransport extends Transport {
  /** The address that `apps.connections.open` hands out, for one connection. */
  ticket(base: string): string
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void>
  /** Tells the app to connect anew, as Slack does every few hours: `warning` first leaves ten seconds. */
  disconnect(reason: DisconnectReason): void
  close(): void
}

interface Pending {
  readonly done: (body: unknown) => void
  readonly socket: WebSocket
  readonly lost: () => void
}

const MAX_CONNECTIONS = 10
/** Slack's own clients take a connection for dead after 30 s without a ping. */
const PING_MS = 8000

export function socketTransport(appId: string, onChange: () => void): SocketTransport {
  const pool = openSocketPool()
  const tickets = new Set<string>()
  const pending = new Map<string, Pending>()
  let server: WebSocketServer | undefined
  const pings = setInterval(() => pool.all().forEach((socket) => socket.ping()), PING_MS).unref()

  const welcome = (socket: WebSocket): void => {
    pool.add(socket)
    socket.on('message', (data: Buffer) => answered(data.toString('utf8'), pending))
    socket.on('error', () => socket.terminate())
    socket.on('close', () => {
      pool.remove(socket)
      for (const waiting of pending.values()) if (waiting.socket === socket) waiting.lost()
      onChange()
    })
    socket.send(hello(appId, pool.size))
    onChange()
  }

  return {
    connected: () => pool.size > 0,
    ticket: (base) => {
      const ticket = newSecret(16)
      tickets.add(ticket)
      return `${base.replace(/^http/, 'ws')}/link/?ticket=${ticket}&app_id=${appId}`
    },
    upgrade: async (request, socket, head) => {
      const ticket = new URL(request.url ?? '/', 'http://sandbox').searchParams.get('ticket') ?? ''
      if (!tickets.delete(ticket)) {
        socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n')
        return
      }
      if (!server) {
        const { WebSocketServer: Server } = await import('ws')
        server = new Server({ noServer: true })
      }
      server.handleUpgrade(request, socket, head, (opened) => {
        if (pool.size < MAX_CONNECTIONS) return welcome(opened)
        opened.send(JSON.stringify({ type: 'disconnect', reason: 'too_many_websockets' }))
        return opened.close()
      })
    },
    send: (delivery) => {
      const socket = pool.next()
      return socket ? sendOver(socket, delivery, pending) : Promise.resolve(failed(0))
    },
    cut: () => pool.current()?.terminate(),
    disconnect: (reason) => {
      for (const socket of pool.all()) sendAway(pool, socket, reason)
      onChange()
    },
    close: () => {
      clearInterval(pings)
      for (const socket of pool.all()) goAway(socket)
      server?.close()
    },
  }
}

const hello = (appId: string, connections: number): string =>
  JSON.stringify({
    type: 'hello',
    num_connections: connections,
    debug_info: { host: 'sandbox', build_number: 1, approximate_connection_time: 18_060 },
    connection_info: { app_id: appId },
  })

function sendAway(pool: SocketPool, socket: WebSocket, reason: DisconnectReason): void {
  sayGoodbye(socket, reason)
  if (reason === 'warning') pool.retire(socket)
  else pool.remove(socket)
}

/** A warning comes ten seconds before the connection ends, anything else at once. */
function sayGoodbye(socket: WebSocket, reason: string): void {
  socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'sandbox' } }))
  setTimeout(() => socket.close(), reason === 'warning' ? 10_000 : 100).unref()
}

/** Closes properly; a client that does not answer is cut off. */
function goAway(socket: WebSocket): void {
  socket.close(1001)
  setTimeout(() => socket.terminate(), 300).unref()
}

const failed = (ms: number): DeliveryResult => ({
  outcome: 'connection_failed',
  status: 0,
  ms,
  body: undefined,
  noRetry: false,
})

function sendOver(socket: WebSocket, delivery: Delivery, pending: Map<string, Pending>): Promise<DeliveryResult> {
  const started = realNow()
  const envelopeId = randomUUID()
  return new Promise((resolve) => {
    const end = (result: Omit<DeliveryResult, 'ms' | 'noRetry'>): void => {
      clearTimeout(deadline)
      pending.delete(envelopeId)
      resolve({ ...result, ms: realNow() - started, noRetry: false })
    }
    const deadline = setTimeout(() => end({ outcome: 'timeout', status: 0, body: undefined }), DEADLINE_MS)
    pending.set(envelopeId, {
      socket,
      done: (body) => end({ outcome: 'acked', status: 200, body }),
      lost: () => end({ outcome: 'connection_failed', status: 0, body: undefined }),
    })
    const retry = delivery.retry ? { retry_attempt: delivery.retry.num, retry_reason: delivery.retry.reason } : {}
    socket.send(
      JSON.stringify({
        envelope_id: envelopeId,
        type: delivery.kind,
        accepts_response_payload: delivery.kind !== 'events_api',
        payload: delivery.payload,
        ...(delivery.kind === 'events_api' ? { retry_attempt: 0, retry_reason: '', ...retry } : {}),
      }),
    )
  })
}

function answered(text: string, pending: Map<string, Pending>): void {
  let message: { envelope_id?: unknown; payload?: unknown }
  try {
    message = JSON.parse(text) as typeof message // only the two fields are read, as unknown
  } catch {
    return
  }
  const waiting = pending.get(String(message.envelope_id))
  if (!waiting) return
  const { payload } = message
  const empty = typeof payload === 'object' && payload !== null && Object.keys(payload).length === 0
  waiting.done(empty || payload === '' ? undefined : payload)
}
