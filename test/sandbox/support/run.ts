import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App, LogLevel } from '@slack/bolt'
import { startSandbox } from '../../../src/sandbox/index.ts'
import type { Sandbox } from '../../../src/sandbox/index.ts'
import type { ActDone, Message, Refused } from '../../../src/sandbox/protocol.ts'
import { addListeners } from './app.ts'
import { MANIFEST } from './manifest.ts'

export type Json = Record<string, unknown>

/** A sandbox with or without the small app, and what a test does with it. */
export interface Rig {
  readonly sandbox: Sandbox
  readonly dataDir: string
  readonly get: <T = Json>(path: string) => Promise<T>
  readonly post: <T = Json>(path: string, body: unknown) => Promise<T & { status: number }>
  /** Calls the Web API with the bot's token. */
  readonly api: (
    method: string,
    args?: Json,
    token?: string,
  ) => Promise<Json & { ok: boolean; error?: string; status: number }>
  readonly act: (body: Json) => Promise<ActDone>
  /** An act that Slack or the sandbox refuses. */
  readonly refused: (body: Json) => Promise<Refused & { status: number }>
  readonly stop: () => Promise<void>
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

interface RigOptions {
  readonly mode?: 'http' | 'socket' | 'none'
  readonly now?: string
  readonly seed?: unknown
  readonly manifest?: unknown
  readonly dataDir?: string
  /** Where deliveries go instead of to the small app. */
  readonly requestUrl?: string
  readonly quietMs?: number
  readonly listeners?: (app: App) => void
}

export async function startRig(options: RigOptions = {}): Promise<Rig> {
  const mode = options.mode ?? 'none'
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'sandbox-'))
  const port = await freePort()
  const sandbox = await startSandbox({
    port: 0,
    dataDir,
    now: new Date(options.now ?? '2026-03-02T08:00:00Z'),
    ...(options.seed === undefined ? {} : { seed: options.seed }),
    ...(options.quietMs === undefined ? {} : { quietMs: options.quietMs }),
    app: {
      manifest: options.manifest ?? MANIFEST,
      ...(mode === 'socket' ? {} : { requestUrl: options.requestUrl ?? `http://127.0.0.1:${port}/slack/events` }),
    },
  })
  const stopApp = mode === 'none' ? undefined : await startApp(sandbox, mode, port, options.listeners ?? addListeners)
  return rigOf(sandbox, dataDir, async () => {
    await stopApp?.()
    await sandbox.stop()
    if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true })
  })
}

async function startApp(sandbox: Sandbox, mode: 'http' | 'socket', port: number, listeners: (app: App) => void) {
  const { botToken, signingSecret, appToken } = sandbox.credentials
  const app = new App({
    token: botToken,
    clientOptions: { slackApiUrl: sandbox.apiUrl },
    logLevel: LogLevel.ERROR,
    ...(mode === 'http' ? { signingSecret } : { socketMode: true, appToken }),
  })
  listeners(app)
  await app.start(port)
  return async () => {
    await app.stop()
  }
}

function rigOf(sandbox: Sandbox, dataDir: string, stop: () => Promise<void>): Rig {
  const send = async (path: string, body: unknown) => {
    const response = await fetch(`${sandbox.url}/sandbox/${path}`, { method: 'POST', body: JSON.stringify(body) })
    return { status: response.status, ...((await response.json()) as Json) }
  }
  return {
    sandbox,
    dataDir,
    stop,
    get: async <T>(path: string) => (await (await fetch(`${sandbox.url}/sandbox/${path}`)).json()) as T,
    post: async <T>(path: string, body: unknown) => (await send(path, body)) as T & { status: number },
    api: async (method, args = {}, token = sandbox.credentials.botToken) => {
      const body = new URLSearchParams(
        Object.entries(args).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
      )
      const response = await fetch(sandbox.apiUrl + method, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
        body: body.toString() === '' ? null : body,
      })
      return { status: response.status, ...((await response.json()) as { ok: boolean }) }
    },
    act: async (body) => {
      const answer = (await send('act', body)) as unknown as ActDone | Refused
      if (!answer.ok) throw new Error(`refused: ${JSON.stringify(answer)}`)
      return answer
    },
    refused: async (body) => {
      const answer = (await send('act', body)) as unknown as Refused & { status: number }
      if (answer.ok) throw new Error(`not refused: ${JSON.stringify(answer)}`)
      return answer
    },
  }
}

export const plain = (messages: readonly Message[]): string[] => messages.map((message) => message.plain)
