import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { createLog } from '../../src/log.ts'
import { driveOf } from './drive.ts'
import type { Drive } from './drive.ts'
import { startTestMongo } from './mongo.ts'
import { event, sendEvent } from './slack-requests.ts'

/** The whole of Runsheet with its sandbox, in this process. */
export interface TestRunsheet extends Drive {
  /** Where Runsheet listens for Slack. */
  readonly port: number
  /** Lines of the log, parsed. */
  readonly logged: readonly Readonly<Record<string, unknown>>[]
  /** Delivers an event of the first workspace that Slack has and its sandbox does not tell of. */
  tell(event: object, body?: object): Promise<void>
  stop(): Promise<void>
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/**
 * Starts Runsheet as `npm start` does, on free ports and an empty folder, with the sandbox's clock at `now`: by default a
 * Monday at nine in Berlin (08:00 UTC), standing still.
 */
export async function startRunsheet(
  now = '2026-03-02T08:00:00.000Z',
  env: Readonly<Record<string, string>> = {},
): Promise<TestRunsheet> {
  const dataDir = await mkdtemp(join(tmpdir(), 'runsheet-test-'))
  const mongo = process.env['TEST_MONGODB_URI'] ? await startTestMongo() : undefined
  const logged: Record<string, unknown>[] = []
  const log = createLog('debug', { write: (line) => void logged.push(JSON.parse(line) as Record<string, unknown>) })
  const config = readConfig({
    DATA_DIR: dataDir,
    PORT: '0',
    SANDBOX_PORT: '0',
    SANDBOX_NOW: now,
    ...(mongo ? { MONGODB_URI: mongo.uri } : {}),
    ...env,
  })
  const app = buildApp(config, log)
  const { sandboxUrl, port } = await app.start()
  const drive = driveOf(sandboxUrl ?? '')
  await fetch(`${drive.url}/sandbox/clock`, {
    method: 'POST',
    body: JSON.stringify({ running: false }),
    headers: { 'content-type': 'application/json' },
  })
  return {
    ...drive,
    port,
    logged,
    tell: async (told, facts = {}) => {
      const [{ signing_secret: signingSecret }, { workspaces }] = await Promise.all([
        drive.credentials(),
        drive.state(),
      ])
      const teamId = workspaces[0]?.id ?? ''
      const authorizations = [{ team_id: teamId, enterprise_id: null, is_enterprise_install: false }]
      const body = event(told, { team_id: teamId, authorizations, ...facts })
      const { status } = await sendEvent({ baseUrl: `http://127.0.0.1:${port}`, signingSecret }, body)
      if (status !== 200) throw new Error(`The event was answered by ${status}`)
    },
    stop: async () => {
      await app.stop()
      await mongo?.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
