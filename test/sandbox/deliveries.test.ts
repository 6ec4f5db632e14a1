import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startSandbox } from '../../src/sandbox/index.ts'
import type { Sandbox } from '../../src/sandbox/index.ts'
import type { LogEntry, Message, View } from '../../src/sandbox/protocol.ts'
import { MANIFEST } from './support/manifest.ts'
import type { Json } from './support/run.ts'

interface Acted {
  readonly ok: boolean
  readonly error?: string
  readonly seen: readonly Message[]
  readonly modal: View | null
}

interface Received {
  readonly headers: IncomingHttpHeaders
  readonly body: string
  readonly payload: Json
}

/** A bare request URL: notes what comes, answers what the test says. */
let received: Received[] = []
let answer: (got: Received) => {
  status?: number
  body?: unknown
  headers?: Record<string, string>
  after?: number
} = () => ({})
const app = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const body = Buffer.concat(chunks).toString()
    const form = Object.fromEntries(new URLSearchParams(body))
    const json = body.startsWith('{') ? body : form['payload']
    const got = { headers: request.headers, body, payload: (json === undefined ? form : JSON.parse(json)) as Json }
    received.push(got)
    const { status = 200, body: said, headers = {}, after = 0 } = answer(got)
    setTimeout(() => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers })
      response.end(said === undefined ? '' : JSON.stringify(said))
    }, after)
  })
})

let sandbox: Sandbox
let dataDir: string
beforeEach(async () => {
  received = []
  answer = () => ({})
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve))
  dataDir = mkdtempSync(join(tmpdir(), 'sandbox-'))
  sandbox = await startSandbox({
    port: 0,
    dataDir,
    now: new Date('2026-03-02T08:00:00Z'),
    quietMs: 20,
    app: { manifest: MANIFEST, requestUrl: `http://127.0.0.1:${(app.address() as AddressInfo).port}/events` },
  })
  await post('clock', { running: false })
})
afterEach(async () => {
  await sandbox.stop()
  app.closeAllConnections()
  await new Promise((resolve) => app.close(resolve))
  rmSync(dataDir, { recursive: true, force: true })
})

const post = async <T = Json>(path: string, body: unknown) =>
  (await (await fetch(`${sandbox.url}/sandbox/${path}`, { method: 'POST', body: JSON.stringify(body) })).json()) as T
const act = (body: Json) => post<Acted>('act', { as: 'ana', channel: '#general', ...body })
const api = async (method: string, args: Json) => {
  const response = await fetch(sandbox.apiUrl + method, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${sandbox.credentials.botToken}`,
      'content-type': 'application/json; charset=utf-8',
    },
    body: JSON.stringify(args),
  })
  return (await response.json()) as Json
}
const respond = async (url: unknown, body: unknown) => {
  const response = await fetch(String(url), { method: 'POST', body: JSON.stringify(body) })
  return { status: response.status, text: await response.text() }
}
const seenBy = async (as: string) =>
  (
    (await (await fetch(`${sandbox.url}/sandbox/channels/%23general/messages?as=${as}`)).json()) as {
      messages: Message[]
    }
  ).messages
const MODAL = {
  type: 'modal',
  callback_id: 'm',
  title: { type: 'plain_text', text: 'T' },
  submit: { type: 'plain_text', text: 'Go' },
  notify_on_close: true,
  blocks: [
    {
      type: 'input',
      block_id: 'b',
      label: { type: 'plain_text', text: 'Name' },
      element: { type: 'plain_text_input', action_id: 'a' },
    },
    {
      type: 'section',
      block_id: 's',
      text: { type: 'mrkdwn', text: 'x' },
      accessory: { type: 'button', action_id: 'p', text: { type: 'plain_text', text: 'Push' } },
    },
  ],
}

describe('a delivery over HTTP', () => {
  it('is signed, with real time, in the exact form that Bolt takes', async () => {
    await act({ do: 'command', text: '/poll it' })
    const [{ headers, body, payload }] = received as [Received]
    expect(headers['content-type']).toBe('application/x-www-form-urlencoded')
    expect(Math.abs(Number(headers['x-slack-request-timestamp']) - Date.now() / 1000)).toBeLessThan(5)
    const base = `v0:${String(headers['x-slack-request-timestamp'])}:${body}`
    const hash = createHmac('sha256', sandbox.credentials.signingSecret).update(base).digest('hex')
    expect(headers['x-slack-signature']).toBe(`v0=${hash}`)
    expect(payload).toMatchObject({
      command: '/poll',
      text: 'it',
      user_name: 'ana',
      channel_name: 'general',
      is_enterprise_install: 'false',
    })
  })

  it('is an event envelope with authorizations', async () => {
    await act({ do: 'message', text: 'hi' })
    const [{ headers, payload }] = received as [Received]
    expect(headers['content-type']).toBe('application/json')
    expect(payload).toMatchObject({
      type: 'event_callback',
      event_time: Date.parse('2026-03-02T08:00:00Z') / 1000,
      event: { type: 'message', text: 'hi', channel_type: 'channel' },
      authorizations: [{ is_bot: true, user_id: sandbox.credentials.botUserId, team_id: sandbox.credentials.teamId }],
    })
  })

  it('of an event is repeated at once, after one and after five minutes, with the same id; then no more', async () => {
    answer = () => ({ status: 500 })
    await act({ do: 'message', text: 'hi' })
    const tries = () => received.map((r) => [r.headers['x-slack-retry-num'], r.headers['x-slack-retry-reason']])
    expect(tries()).toEqual([
      [undefined, undefined],
      ['1', 'http_error'],
    ])
    await post('clock', { advance: '59s' })
    expect(tries().length).toBe(2)
    await post('clock', { advance: '1s' })
    expect(tries().length).toBe(3)
    await post('clock', { advance: '1h' })
    expect(tries().slice(2)).toEqual([
      ['2', 'http_error'],
      ['3', 'http_error'],
    ])
    expect(new Set(received.map((r) => r.payload['event_id'])).size).toBe(1)
  })

  it('of an event is not repeated when the app says so', async () => {
    answer = () => ({ status: 500, headers: { 'x-slack-no-retry': '1' } })
    await act({ do: 'message', text: 'hi' })
    await post('clock', { advance: '1h' })
    expect(received.length).toBe(1)
  })

  it('has three seconds; then the person sees what Slack shows', async () => {
    answer = () => ({ after: 3300 })
    const refused = await act({ do: 'command', text: '/poll x' })
    expect(refused).toMatchObject({ ok: false, error: '/poll failed with the error "operation_timeout"' })
  })

  it('is not waited for longer than the caller wants', async () => {
    answer = () => ({ after: 3300 })
    const began = performance.now()
    const said = await act({ do: 'message', text: 'hi', wait_ms: 500 })
    expect(said.seen.map((m) => m.plain)).toEqual(['hi'])
    expect(performance.now() - began).toBeLessThan(2500)
  })

  it.each([
    ['timeout', 'operation_timeout', 1],
    ['server_error', 'http_service_error', 0],
    ['reset', 'dispatch_failed', 0],
    ['drop_after_accept', 'dispatch_failed', 1],
  ])('fails on order: %s', async (kind, error, arrived) => {
    await post('faults', { method: 'delivery', kind })
    expect(await act({ do: 'command', text: '/poll x' })).toMatchObject({
      ok: false,
      error: `/poll failed with the error "${error}"`,
    })
    expect(received.length).toBe(arrived)
    expect(await act({ do: 'command', text: '/poll x' })).toMatchObject({ ok: true })
  })

  it('comes twice, or late, on order', async () => {
    await post('faults', { method: 'delivery', kind: 'twice' })
    await act({ do: 'message', text: 'hi' })
    expect(received.map((r) => r.payload['event_id'])).toEqual([
      received[0]!.payload['event_id'],
      received[0]!.payload['event_id'],
    ])
    await post('faults', { method: 'delivery', kind: 'late' })
    expect(await act({ do: 'command', text: '/poll x' })).toMatchObject({ ok: false })
    expect(received.length).toBe(2)
    await expect.poll(() => received.length, { timeout: 2000 }).toBe(3)
    expect(await api('views.open', { trigger_id: received[2]!.payload['trigger_id'], view: MODAL })).toMatchObject({
      error: 'expired_trigger_id',
    })
  })
})

describe('a response_url', () => {
  const press = async () => {
    await act({ do: 'command', text: '/poll x' })
    return received.at(-1)!.payload['response_url']
  }

  it('answers that person alone, or all, five times', async () => {
    const url = await press()
    expect(await respond(url, { text: 'one' })).toEqual({ status: 200, text: 'ok' })
    await respond(url, { text: 'two', response_type: 'in_channel' })
    expect((await seenBy('ana')).map((m) => [m.plain, m.ephemeral])).toEqual([
      ['one', true],
      ['two', undefined],
    ])
    expect((await seenBy('ben')).map((m) => m.plain)).toEqual(['two'])
    for (const text of ['three', 'four', 'five']) await respond(url, { text })
    expect(await respond(url, { text: 'six' })).toMatchObject({
      status: 404,
      text: expect.stringContaining('used_url') as string,
    })
  })

  it('replaces and deletes what it answers to', async () => {
    const url = await press()
    const block = {
      type: 'actions',
      elements: [{ type: 'button', action_id: 'b', text: { type: 'plain_text', text: 'Press' } }],
    }
    await respond(url, { text: 'x', blocks: [block] })
    const { ts } = (await seenBy('ana'))[0]!
    await act({ do: 'click', ts, label: 'Press' })
    const { response_url: again, message, container } = received.at(-1)!.payload
    expect([message, container]).toEqual([undefined, expect.objectContaining({ is_ephemeral: true })])
    await respond(again, { text: 'new', replace_original: true })
    expect((await seenBy('ana')).map((m) => [m.ts, m.plain])).toEqual([[ts, 'new']])
    await respond(again, { delete_original: true })
    expect(await seenBy('ana')).toEqual([])
  })

  it('lives thirty minutes of world time', async () => {
    const url = await press()
    await post('clock', { advance: '29m' })
    expect(await respond(url, { text: 'in time' })).toMatchObject({ status: 200 })
    await post('clock', { advance: '2m' })
    expect(await respond(url, { text: 'late' })).toMatchObject({
      status: 404,
      text: expect.stringContaining('expired_url') as string,
    })
  })

  it('refuses what Slack would not show', async () => {
    const url = await press()
    expect(await respond(url, { blocks: [{ type: 'nope' }] })).toMatchObject({
      status: 400,
      text: expect.stringContaining('invalid_blocks') as string,
    })
    expect(await respond(url, {})).toMatchObject({ status: 400, text: expect.stringContaining('no_text') as string })
  })
})

describe('modals', () => {
  const open = async (view: Json = MODAL) => {
    await act({ do: 'command', text: '/poll x' })
    const trigger = received.at(-1)!.payload['trigger_id']
    return { trigger, opened: await api('views.open', { trigger_id: trigger, view }) }
  }

  it('take a trigger once, and only a real one', async () => {
    const { trigger, opened } = await open()
    expect(opened).toMatchObject({
      ok: true,
      view: { type: 'modal', state: { values: { b: { a: { value: null } } } } },
    })
    expect(await api('views.open', { trigger_id: trigger, view: MODAL })).toMatchObject({
      error: 'exchanged_trigger_id',
    })
    expect(await api('views.open', { trigger_id: '1.2.x', view: MODAL })).toMatchObject({ error: 'invalid_trigger_id' })
  })

  it('keep what is typed over an update, and refuse a stale hash', async () => {
    const { opened } = await open()
    const { id, hash } = opened['view'] as { id: string; hash: string }
    await act({ do: 'fill', values: { Name: 'Nora' } })
    expect(await api('views.update', { view_id: id, hash: 'old', view: MODAL })).toMatchObject({
      error: 'hash_conflict',
    })
    const updated = await api('views.update', {
      view_id: id,
      hash,
      view: { ...MODAL, title: { type: 'plain_text', text: 'U' } },
    })
    expect(updated).toMatchObject({ ok: true, view: { state: { values: { b: { a: { value: 'Nora' } } } } } })
    const submitted = await act({ do: 'submit' })
    expect(submitted.modal).toBeNull()
    expect(received.at(-1)!.payload).toMatchObject({
      type: 'view_submission',
      view: { state: { values: { b: { a: { value: 'Nora' } } } } },
    })
  })

  it('stack up to three, and close one by one or all', async () => {
    const { opened } = await open()
    for (const more of [1, 2]) {
      await act({ do: 'click', in: 'modal', label: 'Push' })
      const trigger = received.at(-1)!.payload['trigger_id']
      expect(await api('views.push', { trigger_id: trigger, view: MODAL })).toMatchObject({ ok: true })
      expect(((await (await fetch(`${sandbox.url}/sandbox/modal?as=ana`)).json()) as Json)['depth']).toBe(more + 1)
    }
    await act({ do: 'click', in: 'modal', label: 'Push' })
    expect(await api('views.push', { trigger_id: received.at(-1)!.payload['trigger_id'], view: MODAL })).toMatchObject({
      error: 'push_limit_reached',
    })
    await act({ do: 'close' })
    expect(received.at(-1)!.payload).toMatchObject({ type: 'view_closed', is_cleared: false })
    const closed = await act({ do: 'close', all: true })
    expect(closed.modal).toBeNull()
    expect(received.at(-1)!.payload).toMatchObject({
      type: 'view_closed',
      is_cleared: true,
      view: { id: (opened['view'] as Json)['id'] },
    })
  })

  it.each([
    ['update', { response_action: 'update', view: { ...MODAL, title: { type: 'plain_text', text: 'Up' } } }, 'Up'],
    ['push', { response_action: 'push', view: { ...MODAL, title: { type: 'plain_text', text: 'Two' } } }, 'Two'],
    ['clear', { response_action: 'clear' }, undefined],
  ])('answer a submission by %s', async (_name, body, title) => {
    await open()
    answer = () => ({ body })
    const answered = await act({ do: 'submit', values: { 'b/a': 'x' } })
    expect(answered.modal?.title?.text).toBe(title)
  })

  it('stay open with Slack’s banner when the answer is no good', async () => {
    await open()
    answer = () => ({ body: { response_action: 'errors', errors: { nowhere: 'x' } } })
    const refused = await act({ do: 'submit', values: { Name: 'x' } })
    expect(refused).toMatchObject({
      ok: false,
      error: 'We had some trouble connecting. Try again?',
      modal: { callback_id: 'm' },
    })
  })

  it('need a submit button where there are inputs', async () => {
    const { submit: _submit, ...without } = MODAL
    const { opened } = await open(without)
    expect(opened).toMatchObject({ error: 'invalid_arguments' })
  })
})

describe('faults of the Web API', () => {
  it('come as ordered, and are in the log', async () => {
    await post('faults', { method: 'chat.postMessage', kind: 'rate_limit', retry_after: 7, times: 2 })
    const call = () =>
      fetch(`${sandbox.apiUrl}chat.postMessage`, {
        method: 'POST',
        headers: { authorization: `Bearer ${sandbox.credentials.botToken}` },
        body: new URLSearchParams({ channel: '#general', text: 'x' }),
      })
    const limited = await call()
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7'])
    expect((await call()).status).toBe(429)
    await post('faults', { method: '*', kind: 'server_error' })
    expect((await call()).status).toBe(500)
    await post('faults', { method: 'chat.postMessage', kind: 'drop_after_accept' })
    await expect(call()).rejects.toThrow('fetch failed')
    await post('faults', { method: 'chat.postMessage', kind: 'reset' })
    await expect(call()).rejects.toThrow('fetch failed')
    expect((await seenBy('ana')).length).toBe(1)
    expect((await call()).status).toBe(200)
    const { entries } = (await (await fetch(`${sandbox.url}/sandbox/log`)).json()) as { entries: LogEntry[] }
    expect(entries.filter((e) => e.name === 'chat.postMessage').map((e) => [e.status, e.ok])).toEqual([
      [429, false],
      [429, false],
      [500, false],
      [0, false],
      [0, false],
      [200, true],
    ])
  })

  it('strike as often as the rate says, the same way for the same seed', async () => {
    const run = async () => {
      await fetch(`${sandbox.url}/sandbox/faults`, { method: 'DELETE' })
      await post('faults', { method: 'api.test', kind: 'server_error', rate: 0.3, seed: 7 })
      const statuses: number[] = []
      for (let i = 0; i < 40; i += 1)
        statuses.push((await fetch(`${sandbox.apiUrl}api.test`, { method: 'POST' })).status)
      return statuses
    }
    const first = await run()
    expect(first.filter((status) => status === 500).length).toBeGreaterThan(4)
    expect(first.filter((status) => status === 200).length).toBeGreaterThan(15)
    expect(await run()).toEqual(first)
  })
})
