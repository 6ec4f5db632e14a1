import { createServer } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startRig } from './run.ts'
import type { Json, Rig } from './run.ts'

/** What came to the request URL. */
export interface Received {
  readonly headers: IncomingHttpHeaders
  readonly payload: Json
}

export interface Answer {
  readonly status?: number
  readonly body?: unknown
}

/** A sandbox and, for an app, a bare request URL: it notes what comes and answers what the test says. */
export interface Bare extends Rig {
  readonly received: Received[]
  /** The newest payload, or the newest of this type. */
  readonly last: (type?: string) => Json
  /** The newest event of this type. */
  readonly event: (type: string) => Json | undefined
  answerWith: (answer: (payload: Json) => Answer) => void
  /** Answers by a `response_url`. */
  readonly respond: (url: unknown, body: unknown) => Promise<{ status: number; text: string }>
  /** Ids of members and channels of the first workspace, by name. */
  readonly ids: Readonly<Record<string, string>>
}

export async function startBare(options: { manifest?: unknown; seed?: unknown } = {}): Promise<Bare> {
  const received: Received[] = []
  let answer: (payload: Json) => Answer = () => ({})
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const payload = payloadOf(Buffer.concat(chunks).toString())
      received.push({ headers: request.headers, payload })
      const { status = 200, body } = answer(payload)
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(body === undefined ? '' : JSON.stringify(body))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const rig = await startRig({ ...options, requestUrl: `http://127.0.0.1:${port}/events`, quietMs: 20 })
  const payloads = () => received.map((one) => one.payload)
  return {
    ...rig,
    received,
    ids: await idsOf(rig),
    answerWith: (next) => {
      answer = next
    },
    last: (type) => payloads().findLast((payload) => type === undefined || payload['type'] === type) ?? {},
    event: (type) =>
      payloads()
        .map((payload) => payload['event'] as Json | undefined)
        .findLast((event) => event?.['type'] === type),
    respond: async (url, body) => {
      const response = await fetch(String(url), { method: 'POST', body: JSON.stringify(body) })
      return { status: response.status, text: await response.text() }
    },
    stop: async () => {
      await rig.stop()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function payloadOf(body: string): Json {
  if (body.startsWith('{')) return JSON.parse(body) as Json
  const form = Object.fromEntries(new URLSearchParams(body))
  return form['payload'] === undefined ? form : (JSON.parse(form['payload']) as Json)
}

/** Ids of members and channels of the first workspace, by name. */
export async function idsOf(rig: Rig): Promise<Record<string, string>> {
  const { workspaces } = await rig.get<{
    workspaces: { members: { id: string; name: string }[]; channels: { id: string; name: string }[] }[]
  }>('state')
  const [team] = workspaces
  return Object.fromEntries([...team!.members, ...team!.channels].map(({ id, name }) => [name, id]))
}

export const plainText = (text: string) => ({ type: 'plain_text', text })
export const mrkdwn = (text: string) => ({ type: 'mrkdwn', text })
