import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { parse } from 'yaml'
import { readFile } from 'node:fs/promises'
import { buildApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { createLog } from '../../src/log.ts'
import { startSandbox } from '../../src/sandbox/index.ts'
import type { Sandbox } from '../../src/sandbox/index.ts'
import { driveOf, read } from '../support/drive.ts'
import { startTestMongo } from '../support/mongo.ts'
import type { TestMongo } from '../support/mongo.ts'
import { freePort } from '../support/runsheet.ts'

vi.setConfig({ testTimeout: 120_000 })

let dataDir: string
let mongo: TestMongo
let sandbox: Sandbox
const stops: (() => Promise<void>)[] = []

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'runsheet-replicas-'))
  mongo = await startTestMongo()
  sandbox = await startSandbox({
    port: await freePort(),
    dataDir,
    now: new Date('2026-03-02T08:00:00Z'),
    app: { manifest: parse(await readFile('manifest.yml', 'utf8')) },
  })
})
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
  await sandbox.stop()
  await mongo.stop()
  await rm(dataDir, { recursive: true, force: true })
})

/** A process of Runsheet on the same database, by Socket Mode, that follows the sandbox's clock from outside. */
async function startReplica(): Promise<void> {
  const { appToken, botToken } = sandbox.credentials
  const config = readConfig({
    MONGODB_URI: mongo.uri,
    PORT: String(await freePort()),
    SLACK_APP_TOKEN: appToken,
    SLACK_BOT_TOKEN: botToken,
    SLACK_API_URL: sandbox.apiUrl,
    CLOCK_URL: `${sandbox.url}/sandbox/clock`,
  })
  const app = buildApp(config, createLog('silent'))
  await app.start()
  stops.push(() => app.stop())
}

it('two processes on one database ask once, escalate once and post one digest a day', async () => {
  await startReplica()
  await startReplica()
  const drive = driveOf(sandbox.url)
  await drive.say('ana', '#web-redesign', '/project new WEB Web redesign')
  const created = read(await drive.say('ana', '#web-redesign', '/task Shared work @ben due tue 3pm'))
  const reference = /WEB-\d+/.exec(created)?.[0] ?? 'none'
  const { posted } = await drive.moveTo('2026-03-05T20:00:00Z')
  const about = posted.filter(({ plain }) => plain.includes(reference))
  expect(about.filter(({ plain }) => plain.includes('Is it done'))).toHaveLength(1)
  // The project's channel, which is where its escalations go, and ana, who is accountable.
  expect(about.filter(({ plain }) => plain.includes('has not answered'))).toHaveLength(2)
  expect(posted.filter(({ plain }) => plain.startsWith('WEB standup digest'))).toHaveLength(3)
})
