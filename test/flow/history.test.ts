import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { read } from '../support/drive.ts'
import { startRunsheet } from '../support/runsheet.ts'
import type { TestRunsheet } from '../support/runsheet.ts'

let bot: TestRunsheet
beforeAll(async () => {
  bot = await startRunsheet()
})
afterAll(() => bot.stop())

const task = async (text: string, as = 'ana') => bot.say(as, '#web-redesign', `/task ${text}`)
const create = async (line: string): Promise<string> => /[A-Z]+-\d+/.exec(read(await task(line)))?.[0] ?? ''

describe('/task history', () => {
  it('tells who changed what, from what to what, and from where, newest first', async () => {
    const reference = await create('History work @ben due 2026-03-10')
    await task(`priority ${reference} urgent`, 'ben')
    await task(`due ${reference} 2026-03-12`)
    await task(`note ${reference} client likes B`)
    await task(`handoff ${reference} @eve`)
    const answer = await task(`history ${reference}`, 'cleo')
    const text = read(answer)
    expect(text).toMatch(/ana changed[\s\S]*Owner: ben → eve[\s\S]*ana noted[\s\S]*client likes B[\s\S]*ben changed/)
    expect(text).toContain('Priority: Normal → Urgent')
    expect(text).toMatch(/Due: Mar 10 at 5:00 PM → Mar 12 at 5:00 PM/)
    expect(text).toContain('by command')
    expect(text.indexOf('created the task')).toBeGreaterThan(text.indexOf('ben changed'))
    const tokens = JSON.stringify(answer.seen[0]?.blocks)
    for (const day of [10, 12]) expect(tokens).toContain(`<!date^${Date.UTC(2026, 2, day, 16) / 1000}^`)
    expect(answer.seen.every(({ ephemeral, pings }) => ephemeral === true && pings.length === 0)).toBe(true)
  })

  it('is paged by its buttons', async () => {
    const reference = await create('Long history')
    for (let number = 1; number <= 10; number += 1) await task(`note ${reference} remark ${number}`)
    const first = await task(`history ${reference}`)
    expect(read(first)).toContain('remark 10')
    expect(read(first)).not.toContain('remark 2')
    const [page] = first.seen
    const at = { channel: page?.channel ?? '', ts: page?.ts ?? '' }
    const older = await bot.act({ as: 'ana', do: 'click', ...at, label: 'Next' })
    expect(read(older)).toContain('remark 2')
    expect(read(older)).toContain('created the task')
    expect(read(older)).not.toContain('[Next]')
    expect(read(await bot.act({ as: 'ana', do: 'click', ...at, label: 'Previous' }))).toContain('remark 10')
  })

  it('refuses what it cannot show', async () => {
    expect(read(await task('history WEB-9999'))).toContain('There is no task WEB-9999')
    expect(read(await task('history WEB-1 WEB-2'))).toContain('one task at a time')
  })

  it('is in the help', async () => {
    expect(read(await task('help'))).toContain('/task history REF')
  })
})
