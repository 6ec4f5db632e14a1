import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WebClient } from '@slack/web-api'
import { startSandbox } from '../../../src/sandbox/index.ts'
import type { Sandbox } from '../../../src/sandbox/index.ts'
import { startDeskApp } from './app.ts'
import type { DeskApp } from './app.ts'
import { DESK_MANIFEST } from './manifest.ts'

/** A sandbox with the desk app in it, in this process. */
export interface DeskWorld {
  readonly sandbox: Sandbox
  readonly desk: DeskApp
  /** The Web API with the app's token. */
  readonly client: WebClient
  stop(): Promise<void>
}

/** Monday, 2 March 2026, nine in Berlin; the clock stands. */
export async function startDeskWorld(): Promise<DeskWorld> {
  const dataDir = await mkdtemp(join(tmpdir(), 'sandbox-page-'))
  const sandbox = await startSandbox({
    port: 0,
    dataDir,
    now: new Date('2026-03-02T08:00:00Z'),
    app: { manifest: DESK_MANIFEST },
  })
  await fetch(`${sandbox.url}/sandbox/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ running: false }),
  })
  const desk = await startDeskApp(sandbox.apiUrl, sandbox.credentials)
  sandbox.setReady(true)
  return {
    sandbox,
    desk,
    client: new WebClient(sandbox.credentials.botToken, { slackApiUrl: sandbox.apiUrl, retryConfig: { retries: 0 } }),
    stop: async () => {
      await desk.stop()
      await sandbox.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
