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

  it('is killed in the middle of an import, again and again, and makes a task of every row once', async () => {
    bot = await startProcess({ dataDir, now: MONDAY })
    const titles = Array.from({ length: 400 }, (_, row) => `Row ${row}`)
    const text = `Title,Labels\n${titles.map((title) => `${title},crash\n`).join('')}`
    await bot.say('ana', '#web-redesign', '/project import WEB')
    const wait = { wait_ms: 15_000 }
    await bot.act({ as: 'ana', do: 'submit', values: { File: [{ name: 'rows.csv', text }] }, ...wait })
    const preview = await bot.act({ as: 'ana', do: 'submit', values: {}, ...wait })
    expect(preview.modal?.plain).toContain('400 tasks will be made in WEB')
    const begun = bot.act({ as: 'ana', do: 'submit', values: {} }).catch(() => undefined)
    for (const delay of [250, 400, 550]) {
      await new Promise((resolve) => setTimeout(resolve, delay))
      await bot.kill()
      await begun
      bot = await startProcess({ dataDir })
      void bot.advance('1m').catch(() => undefined)
    }
    const running = bot
    await running.advance('5m')
    const told = async () => (await running.dm('ana')).filter(({ plain }) => plain.includes('Imported 400 tasks'))
    await expect.poll(async () => (await told()).length, { timeout: 30_000 }).toBe(1)
    expect(read(await running.say('ana', '#web-redesign', '/task list label:crash'))).toContain('400 open tasks')
    await running.say('ana', '#web-redesign', '/task export csv label:crash')
    const files = async () => (await running.dm('ana')).flatMap((message) => message.files ?? [])
    await expect.poll(async () => (await files()).length, { timeout: 10_000 }).toBe(1)
    const [file] = await files()
    const table = await (await fetch(String(file?.url_private_download))).text()
    const made = [...table.matchAll(/Row \d+/g)].map(([title]) => title)
    expect(made.toSorted()).toEqual(titles.toSorted())
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
