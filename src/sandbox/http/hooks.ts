import type { IncomingMessage, ServerResponse } from 'node:http'
import { SlackError } from '../api/errors.ts'
import { answerHook } from '../deliveries/respond.ts'
import { useHook } from '../deliveries/hooks.ts'
import { realNow } from '../real-time.ts'
import type { Services } from '../services.ts'
import { send, sendJson } from './answer.ts'
import { readBody } from './body.ts'

const MAX_BODY = 1024 * 1024

/** Serves a `response_url`: five answers within 30 minutes of world time. */
export async function serveHook(
  s: Services,
  request: IncomingMessage,
  response: ServerResponse,
  id: string,
): Promise<void> {
  const started = realNow()
  const end = s.activity.begin()
  const body = (await readBody(request, MAX_BODY))?.toString('utf8') ?? ''
  const hook = s.world.hooks.get(id)
  let status = 200
  let error: string | undefined
  try {
    const used = useHook(s, id)
    if (typeof used === 'string') {
      status = 404
      error = used
    } else answerHook(s, used, parse(body))
  } catch (fault) {
    if (!(fault instanceof SlackError)) throw fault
    status = 400
    error = fault.code
  } finally {
    end()
  }
  await s.world.commit()
  s.log.add({
    kind: 'response_url',
    name: 'response_url',
    real_ms: realNow() - started,
    ...(hook ? { channel: hook.channel } : {}),
    status,
    ok: error === undefined,
    ...(error === undefined ? {} : { error }),
    request: parseOrText(body),
    response: error ?? 'ok',
  })
  if (error === undefined) return send(response, 200, 'ok', { 'content-type': 'text/html; charset=utf-8' })
  return sendJson(response, status, { ok: false, error })
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    const payload = new URLSearchParams(body).get('payload')
    if (payload === null) throw new SlackError('invalid_payload')
    return parse(payload)
  }
}

function parseOrText(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}
