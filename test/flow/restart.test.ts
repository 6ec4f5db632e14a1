import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { read } from '../support/drive.ts'
import { startProcess } from '../support/process.ts'
import type { RunsheetProcess } from '../support/process.ts'

/** A start takes a second, and longer on a busy machine. */
vi.setConfig({ testTimeout: 240_000 })

let dataDir: string
let bot: RunsheetProcess | undefined

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'runsheet-restart-'))
})
afterEach(async () => {
  await bot?.kill()
  await rm(dataDir, { recursive: true, force: true })
})

/** Monday, 2 March 2026, nine in Berlin. */
const MONDAY = '2026-03-02T08:00:00.000Z'
const asksAbout =
  (reference: string) =>
  ({ plain }: { plain: string }) =>
    plain.includes(reference) && plain.includes('Is it done')
const tells =
  (reference: string) =>
  ({ plain }: { plain: string }) =>
    plain.includes(reference) && plain.includes('has not answered')

describe('a process that is killed', () => {
  it('loses nothing that it confirmed, and posts nothing twice', async () => {
    bot = await startProcess({ dataDir, now: MONDAY })
    const reference =
      /WEB-\d+/.exec(read(await bot.say('ana', '#web-redesign', '/task Survive @cleo due tue 3pm')))?.[0] ?? ''
    await bot.moveTo('2026-03-03T14:30:00.000Z')
    expect((await bot.dm('cleo')).filter(asksAbout(reference))).toHaveLength(1)
    await bot.kill()

    bot = await startProcess({ dataDir })
    expect((await bot.now()).getTime()).toBeGreaterThanOrEqual(Date.parse('2026-03-03T14:30:00.000Z'))
    expect(read(await bot.say('ana', '#general', `/task ${reference}`))).toContain('Survive')
    await bot.moveTo('2026-03-05T20:00:00.000Z')
    await bot.kill()

    bot = await startProcess({ dataDir })
    await bot.moveTo('2026-03-06T20:00:00.000Z')
    expect((await bot.dm('cleo')).filter(asksAbout(reference))).toHaveLength(1)
    const escalations = await bot.messages('#escalations', 'ana')
    expect(escalations.filter(tells(reference))).toHaveLength(1)
    const digests = (await bot.messages('#web-redesign', 'ana')).filter(({ plain }) =>
      plain.startsWith('WEB standup digest'),
    )
    const days = digests.map(({ ts }) => new Date(Number(ts) * 1000).toISOString().slice(0, 10))
    expect(days).toEqual(['2026-03-03', '2026-03-04', '2026-03-05', '2026-03-06'])
  })

  it('is killed in the middle of a move of the clock, again and again, and the outcome is the same', async () => {
    bot = await startProcess({ dataDir, now: MONDAY })
    const reference =
      /WEB-\d+/.exec(read(await bot.say('ana', '#web-redesign', '/task Survive the move @cleo due tue 3pm')))?.[0] ?? ''
    for (const delay of [150, 300, 450, 600]) {
      const moving = bot.moveTo('2026-03-06T20:00:00.000Z').catch(() => undefined)
      await new Promise((resolve) => setTimeout(resolve, delay))
      await bot.kill()
      await moving
      bot = await startProcess({ dataDir })
    }
    await bot.moveTo('2026-03-06T20:00:00.000Z').catch(() => undefined)
    expect((await bot.dm('cleo')).filter(asksAbout(reference))).toHaveLength(1)
    expect((await bot.messages('#escalations', 'ana')).filter(tells(reference))).toHaveLength(1)
  })
})

describe('a process that is asked to stop', () => {
  it('ends with 0', async () => {
    bot = await startProcess({ dataDir, now: MONDAY })
    expect(await bot.terminate()).toBe(0)
    bot = undefined
  })

  it('refuses half a configuration with all that is missing, and exit code 2', async () => {
    const refused = startProcess({ dataDir, env: { SLACK_BOT_TOKEN: 'xoxb-1' } })
    await expect(refused).rejects.toThrow(/ended with 2[\s\S]*SLACK_SIGNING_SECRET \(HTTP\) or SLACK_APP_TOKEN/)
  })
})
