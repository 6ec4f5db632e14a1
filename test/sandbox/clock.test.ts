import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { followClock } from '../../src/sandbox/index.ts'
import type { ClockAnswer, Messages } from '../../src/sandbox/protocol.ts'
import { startRig } from './support/run.ts'
import type { Rig } from './support/run.ts'

const rigs: Rig[] = []
const rig = async (options: Parameters<typeof startRig>[0] = {}): Promise<Rig> => {
  const started = await startRig(options)
  rigs.push(started)
  return started
}
afterEach(async () => {
  for (const one of rigs.splice(0)) await one.stop()
})

describe('the clock', () => {
  it('starts where it is told, stands, moves by a span and to an instant, and never back', async () => {
    const { get, post } = await rig()
    await post('clock', { running: false })
    const { now } = await get<ClockAnswer>('clock')
    expect(now.startsWith('2026-03-02T08:00:0')).toBe(true)
    const moved = await post<ClockAnswer>('clock', { advance: '3d4h30m' })
    expect(new Date(moved.now).getTime() - new Date(now).getTime()).toBe(((3 * 24 + 4) * 60 + 30) * 60_000)
    expect(moved).toMatchObject({ running: false, posted: [], status: 200 })
    expect(await post('clock', { to: '2026-04-01T00:00:00Z' })).toMatchObject({ now: '2026-04-01T00:00:00.000Z' })
    expect(await post('clock', { to: '2026-03-01T00:00:00Z' })).toMatchObject({ status: 400, ok: false })
    expect(await post('clock', { advance: 'soon' })).toMatchObject({ status: 400, ok: false })
  })

  it('gives rising, unique timestamps even while it stands', async () => {
    const { post, api, get } = await rig()
    await post('clock', { running: false })
    const channel = (await get<Messages>('channels/%23general/messages?as=ana')).channel
    const all = await Promise.all(
      Array.from({ length: 20 }, (_v, i) => api('chat.postMessage', { channel, text: `m${i}` })),
    )
    const stamps = all.map((answer) => String(answer['ts']))
    expect(new Set(stamps).size).toBe(20)
    const { messages } = await get<Messages>('channels/%23general/messages?as=ana')
    expect(messages.map((m) => m.ts)).toEqual([...stamps].sort())
  })

  it('visits each instant at which something is due, and tells what was posted there', async () => {
    const { sandbox, post, api } = await rig()
    await post('clock', { running: false })
    const due = ['2026-03-02T09:00:00Z', '2026-03-03T09:00:00Z', '2026-03-09T09:00:00Z'].map((at) => new Date(at))
    const ran: string[] = []
    sandbox.join({
      nextDueAt: (after) => Promise.resolve(due.find((at) => at > after) ?? null),
      runDue: async (now) => {
        // A move looks first where the clock stands, where nothing is due here.
        if (!due.some((at) => at.getTime() === now.getTime())) return
        ran.push(now.toISOString())
        await api('chat.postMessage', { channel: '#general', text: `now <!date^${now.getTime() / 1000}^{time}|?>` })
      },
    })
    const { posted } = await post<ClockAnswer>('clock', { to: '2026-03-05T00:00:00Z' })
    expect(ran).toEqual(['2026-03-02T09:00:00.000Z', '2026-03-03T09:00:00.000Z'])
    expect(posted.map((m) => [m.at, m.plain])).toEqual([
      ['2026-03-02T09:00:00.000Z', 'now 9:00 AM'],
      ['2026-03-03T09:00:00.000Z', 'now 9:00 AM'],
    ])
  })

  it('posts scheduled messages when their time has come', async () => {
    const { post, api } = await rig()
    await post('clock', { running: false })
    const at = Date.parse('2026-03-02T10:00:00Z') / 1000
    await api('chat.scheduleMessage', { channel: '#general', text: 'at ten', post_at: at })
    await api('chat.scheduleMessage', {
      channel: '#general',
      text: 'never',
      post_at: at,
      metadata: { event_type: 'e', event_payload: {} },
    })
    expect((await post<ClockAnswer>('clock', { advance: '1h' })).posted).toEqual([])
    const { posted } = await post<ClockAnswer>('clock', { advance: '2h' })
    expect(posted.map((m) => [m.at, m.plain])).toEqual([['2026-03-02T10:00:00.000Z', 'at ten']])
  })

  it('is followed by an app in another process, and waits for it', async () => {
    const { sandbox, post, api } = await rig()
    await post('clock', { running: false })
    const clock = await followClock(`${sandbox.url}/sandbox/clock`)
    const due = new Date('2026-03-02T12:00:00Z')
    const ran: string[] = []
    clock.join({
      nextDueAt: (after) => Promise.resolve(due > after ? due : null),
      runDue: async (now) => {
        if (now < due) return
        ran.push(clock.now().toISOString())
        await api('chat.postMessage', { channel: '#general', text: 'noon' })
      },
    })
    await expect
      .poll(() => post('clock', { advance: '0s' }).then(() => clock.now().toISOString()))
      .toMatch(/^2026-03-02T08/)
    const { posted, now } = await post<ClockAnswer>('clock', { advance: '1d' })
    expect(ran).toEqual(['2026-03-02T12:00:00.000Z'])
    expect(posted.map((m) => m.plain)).toEqual(['noon'])
    await expect.poll(() => clock.now().toISOString()).toBe(now)
    await clock.stop()
  })
})

const MAIN = new URL('../../dist/sandbox/main.js', import.meta.url).pathname

/** `npm run sandbox` as a process of its own. */
async function process_(
  dataDir: string,
): Promise<{ url: string; env: Record<string, string>; kill: () => Promise<void> }> {
  const manifest = join(dataDir, 'manifest.json')
  const { writeFileSync } = await import('node:fs')
  const { MANIFEST } = await import('./support/manifest.ts')
  writeFileSync(manifest, JSON.stringify(MANIFEST))
  const child = spawn(
    process.execPath,
    [MAIN, '--port', '0', '--manifest', manifest, '--data', join(dataDir, 'world')],
    {
      env: { ...process.env, SANDBOX_NOW: '2026-03-02T08:00:00Z' },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  let out = ''
  await new Promise<void>((resolve) => {
    child.stdout.on('data', (data: Buffer) => {
      out += data.toString()
      if (out.endsWith('ready\n')) resolve()
    })
  })
  const env = Object.fromEntries(
    out
      .split('\n')
      .filter((line) => line.includes('='))
      .map((line) => line.split(/=(.*)/s).slice(0, 2) as [string, string]),
  )
  const kill = () =>
    new Promise<void>((resolve) => {
      child.once('exit', () => resolve())
      child.kill('SIGKILL')
    })
  return { url: env['SLACK_API_URL']!.replace('api/', ''), env, kill }
}

describe('a world on disk', () => {
  it('goes on after kill -9 from the last answer: time, messages, tokens', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'sandbox-'))
    try {
      const first = await process_(dataDir)
      expect(Object.keys(first.env)).toEqual([
        'SLACK_API_URL',
        'SLACK_BOT_TOKEN',
        'SLACK_SIGNING_SECRET',
        'SLACK_APP_TOKEN',
      ])
      const send = async (url: string, path: string, body: unknown) =>
        (await (
          await fetch(`${url}sandbox/${path}`, { method: 'POST', body: JSON.stringify(body) })
        ).json()) as ClockAnswer
      await send(first.url, 'clock', { running: false })
      await send(first.url, 'act', { as: 'ana', do: 'message', channel: '#general', text: 'before', quiet_ms: 0 })
      const { now } = await send(first.url, 'clock', { to: '2026-05-01T00:00:00Z' })
      await first.kill()

      const second = await process_(dataDir)
      const read = async (path: string) =>
        (await (await fetch(`${second.url}sandbox/${path}`)).json()) as ClockAnswer & Messages
      expect(await read('clock')).toEqual({ now, running: false })
      expect((await read('channels/%23general/messages?as=ben')).messages.map((m) => m.plain)).toEqual(['before'])
      expect(second.env['SLACK_BOT_TOKEN']).toBe(first.env['SLACK_BOT_TOKEN'])
      await second.kill()
    } finally {
      rmSync(dataDir, { recursive: true, force: true })
    }
  })
})
