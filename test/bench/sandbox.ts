import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import type { Figure } from './figure.ts'

const PER_SECOND = 200
const SECONDS = 30
const MAIN = new URL('../../dist/sandbox/main.js', import.meta.url).pathname
const MANIFEST = {
  display_information: { name: 'Bench' },
  features: {
    bot_user: { display_name: 'Bench' },
    slash_commands: [{ command: '/bench', description: 'Answers', should_escape: true }],
  },
  oauth_config: { scopes: { bot: ['commands', 'chat:write'] } },
  settings: { interactivity: { is_enabled: true } },
}

/**
 * The sandbox alone, in a process of its own, under 200 slash commands a second for 30 s, each answered by an app that
 * acknowledges at once with a text. Its own overhead is the time of an act without the time to the acknowledgement.
 */
export async function bench(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-bench-'))
  const app = createServer((incoming, response) => {
    incoming.resume()
    incoming.on('end', () => response.end('done'))
  })
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve))
  const appUrl = `http://127.0.0.1:${(app.address() as AddressInfo).port}/slack/events`
  const started = performance.now()
  const sandbox = await start(folder, appUrl)
  const startMs = performance.now() - started
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  try {
    await load(sandbox.port, agent, 1)
    const overheads = (await load(sandbox.port, agent, SECONDS)).sort((a, b) => a - b)
    const at = (share: number): number => overheads[Math.floor(overheads.length * share)] ?? Number.NaN
    const round = (ms: number): number => Math.round(ms * 10) / 10
    return [
      {
        name: 'sandbox.start',
        value: Math.round(startMs),
        unit: 'ms',
        note: 'process start to ready, with an empty world',
      },
      {
        name: 'sandbox.commands',
        value: Math.round(overheads.length / SECONDS),
        unit: '1/s',
        note: `offered ${PER_SECOND}/s for ${SECONDS} s`,
      },
      { name: 'sandbox.overhead.p50', value: round(at(0.5)), unit: 'ms' },
      {
        name: 'sandbox.overhead.p99',
        value: round(at(0.99)),
        unit: 'ms',
        note: 'an act without the time to its acknowledgement; goal: under 20 ms',
      },
    ]
  } finally {
    agent.destroy()
    await sandbox.stop()
    app.closeAllConnections()
    app.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function start(folder: string, appUrl: string): Promise<{ port: number; stop: () => Promise<void> }> {
  const manifest = join(folder, 'manifest.json')
  writeFileSync(manifest, JSON.stringify(MANIFEST))
  const args = [MAIN, '--port', '0', '--manifest', manifest, '--data', join(folder, 'world'), '--app-url', appUrl]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  let out = ''
  await new Promise<void>((resolve, reject) => {
    child.once('exit', () => reject(new Error(`the sandbox did not start: ${out}`)))
    child.stdout.on('data', (data: Buffer) => {
      out += data.toString()
      if (/^ready$/m.test(out)) resolve()
    })
  })
  const port = Number(/SLACK_API_URL=http:\/\/127\.0\.0\.1:(\d+)/.exec(out)?.[1])
  const stop = () =>
    new Promise<void>((resolve) => {
      child.removeAllListeners('exit')
      child.once('exit', () => resolve())
      child.kill('SIGTERM')
    })
  return { port, stop }
}

/** Offers commands evenly over so many seconds; gives the overhead of each that was answered, in ms. */
async function load(port: number, agent: Agent, seconds: number): Promise<number[]> {
  const people = ['ana', 'ben', 'cleo', 'dev', 'eve', 'finn']
  const total = PER_SECOND * seconds
  const began = performance.now()
  const running: Promise<number | undefined>[] = []
  for (let i = 0; i < total; i += 1) {
    const due = began + (i * 1000) / PER_SECOND
    const wait = due - performance.now()
    if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait))
    running.push(command(port, agent, people[i % people.length] ?? 'ana', i))
  }
  const all = await Promise.all(running)
  const answered = all.filter((overhead) => overhead !== undefined)
  if (answered.length < total * 0.99) throw new Error(`${total - answered.length} of ${total} commands failed`)
  return answered
}

function command(port: number, agent: Agent, as: string, i: number): Promise<number | undefined> {
  const body = JSON.stringify({
    as,
    do: 'command',
    channel: '#general',
    text: `/bench number ${i} for @eve`,
    quiet_ms: 0,
  })
  const started = performance.now()
  return new Promise((resolve) => {
    const call = request({ port, host: '127.0.0.1', path: '/sandbox/act', method: 'POST', agent }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        const total = performance.now() - started
        const answer = JSON.parse(Buffer.concat(chunks).toString()) as { ok: boolean; ack_ms: number }
        resolve(answer.ok ? total - answer.ack_ms : undefined)
      })
    })
    call.on('error', () => resolve(undefined))
    call.end(body)
  })
}
