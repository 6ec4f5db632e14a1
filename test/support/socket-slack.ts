import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import nock from 'nock'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'

export interface SocketSlack {
  /** The connections that are open now. */
  readonly open: () => readonly WebSocket[]
  /** How many connections have been opened so far. */
  readonly opened: () => number
  /** Turns the next calls of `apps.connections.open` away. */
  refuse(times: number): void
  /** Sends a request over a connection and waits for its acknowledgement. */
  send(connection: WebSocket, type: string, payload: object): Promise<{ payload: unknown; milliseconds: number }>
  /** Asks for a connection to be renewed, as Slack does every few hours. */
  disconnect(connection: WebSocket): void
  stop(): Promise<void>
}

/** Slack's side of Socket Mode: a server for web sockets, whose address `apps.connections.open` gives. */
export async function startSocketSlack(): Promise<SocketSlack> {
  const http = createServer()
  const server = new WebSocketServer({ server: http })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const { port } = http.address() as AddressInfo
  const waiting = new Map<string, (payload: unknown) => void>()
  let opened = 0
  let refusals = 0
  let envelopes = 0

  nock('https://slack.com')
    .persist()
    .post('/api/apps.connections.open')
    .reply(() => {
      if (refusals > 0) {
        refusals -= 1
        return [200, { ok: false, error: 'internal_error' }]
      }
      return [200, { ok: true, url: `ws://127.0.0.1:${port}/` }]
    })

  server.on('connection', (socket) => {
    opened += 1
    socket.on('message', (data: Buffer) => {
      const { envelope_id, payload } = JSON.parse(data.toString()) as { envelope_id: string; payload: unknown }
      waiting.get(envelope_id)?.(payload)
    })
    socket.send(JSON.stringify({ type: 'hello', num_connections: server.clients.size }))
  })

  return {
    open: () => [...server.clients].filter((socket) => socket.readyState === socket.OPEN),
    opened: () => opened,
    refuse: (times) => {
      refusals = times
    },
    send: (connection, type, payload) => {
      const envelope_id = `e${(envelopes += 1)}`
      const begun = performance.now()
      return new Promise((resolve) => {
        waiting.set(envelope_id, (answer) => resolve({ payload: answer, milliseconds: performance.now() - begun }))
        connection.send(JSON.stringify({ envelope_id, type, payload, accepts_response_payload: true }))
      })
    },
    disconnect: (connection) => connection.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' })),
    stop: async () => {
      for (const socket of server.clients) socket.terminate()
      server.close()
      await new Promise((resolve) => http.close(resolve))
    },
  }
}
