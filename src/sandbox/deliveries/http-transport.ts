import { createHmac } from 'node:crypto'
import { Agent, request } from 'node:http'
import { Agent as SecureAgent, request as secureRequest } from 'node:https'
import { realNow } from '../real-time.ts'
import { DEADLINE_MS } from './transport.ts'
import type { Delivery, DeliveryResult, Transport } from './transport.ts'

/** Delivers to an app's request URL as Slack does: signed, one body format for each kind, a deadline of three seconds. */
export function httpTransport(requestUrl: () => string, signingSecret: string): Transport & { close(): void } {
  // A connection each: one that is kept may be closed by the app just when it is used again, and the delivery lost.
  const agents = { plain: new Agent({ keepAlive: false }), secure: new SecureAgent({ keepAlive: false }) }
  const send = (delivery: Delivery): Promise<DeliveryResult> =>
    new Promise((resolve) => {
      const started = realNow()
      const url = new URL(requestUrl())
      const secure = url.protocol === 'https:'
      const { body, type } = encode(delivery)
      const done = (outcome: DeliveryResult['outcome'], status = 0, answer?: unknown, noRetry = false): void => {
        clearTimeout(deadline)
        resolve({ outcome, status, ms: realNow() - started, body: answer, noRetry })
      }
      const call = (secure ? secureRequest : request)(url, {
        method: 'POST',
        agent: secure ? agents.secure : agents.plain,
        headers: {
          ...signedHeaders(body, signingSecret),
          'content-type': type,
          'content-length': body.length,
          ...retryHeaders(delivery),
        },
      })
      const deadline = setTimeout(() => {
        call.destroy()
        done('timeout')
      }, DEADLINE_MS)
      call.on('error', () => done('connection_failed'))
      call.on('response', (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', () => done('connection_failed'))
        response.on('end', () => {
          const status = response.statusCode ?? 0
          const noRetry = response.headers['x-slack-no-retry'] === '1'
          const good = status >= 200 && status < 300
          done(good ? 'acked' : 'http_error', status, parse(Buffer.concat(chunks).toString('utf8')), noRetry)
        })
      })
      call.end(body)
    })
  return { send, connected: () => true, close: () => Object.values(agents).forEach((agent) => agent.destroy()) }
}

/** Bolt accepts a form only with exactly this content type. */
const FORM = 'application/x-www-form-urlencoded'

function encode({ kind, payload }: Delivery): { readonly body: Buffer; readonly type: string } {
  if (kind === 'events_api') return { body: Buffer.from(JSON.stringify(payload)), type: 'application/json' }
  const fields =
    kind === 'interactive'
      ? { payload: JSON.stringify(payload) }
      : Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, String(value)]))
  return { body: Buffer.from(new URLSearchParams(fields).toString()), type: FORM }
}

function signedHeaders(body: Buffer, secret: string): Record<string, string> {
  const timestamp = String(Math.floor(realNow() / 1000))
  const signature = createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex')
  return {
    'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
    accept: '*/*',
    'accept-encoding': 'identity',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${signature}`,
  }
}

const retryHeaders = ({ retry }: Delivery): Record<string, string> =>
  retry ? { 'x-slack-retry-num': String(retry.num), 'x-slack-retry-reason': retry.reason } : {}

function parse(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
