import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { read } from '../support/drive.ts'
import { startRunsheet } from '../support/runsheet.ts'
import type { TestRunsheet } from '../support/runsheet.ts'

let bot: TestRunsheet
beforeAll(async () => {
  bot = await startRunsheet()
})
afterAll(() => bot.stop())

const ask = '[Need until…]'

describe('a task that nobody finishes', () => {
  it('is asked about once, put before others once, and stands in each digest, all in working hours', async () => {
    const created = read(await bot.say('ana', '#web-redesign', '/task Ship the landing page @eve due tue 3pm'))
    const reference = /WEB-\d+/.exec(created)?.[0] ?? ''
    const { posted } = await bot.moveTo('2026-03-06T20:00:00.000Z')
    const about = posted.filter(({ plain }) => plain.includes(reference))

    // Tuesday 15:00 in Berlin is 22:00 in Manila: eve is asked when she begins on Wednesday, 01:00 UTC.
    const nudges = about.filter(({ plain }) => plain.includes(ask) && plain.includes('Is it done'))
    expect(nudges.map(({ at }) => at)).toEqual(['2026-03-04T01:00:00.000Z'])

    // Eight of her working hours later it is 09:00 UTC, 10:00 in Berlin, where cleo works.
    const escalations = about.filter(({ plain }) => plain.includes('has not answered'))
    expect(escalations.map(({ at }) => at)).toEqual(['2026-03-04T09:00:00.000Z', '2026-03-04T09:00:00.000Z'])
    const state = await bot.state()
    const idOf = (name: string) => state.workspaces[0]?.members.find((member) => member.name === name)?.id ?? ''
    expect(escalations.map(({ pings }) => pings)).toContainEqual([idOf('cleo')])

    const digests = posted.filter(({ plain }) => plain.startsWith('WEB standup digest'))
    expect(digests.map(({ at }) => at)).toEqual(['03', '04', '05', '06'].map((day) => `2026-03-${day}T08:00:00.000Z`))
    expect(digests.every(({ pings }) => pings.length === 0)).toBe(true)
  })

  it('is not asked about at the weekend', async () => {
    await bot.moveTo('2026-03-06T20:30:00.000Z')
    await bot.say('ana', '#web-redesign', '/task Weekend work @ben due sat 11am')
    const { posted } = await bot.moveTo('2026-03-09T15:00:00.000Z')
    const asked = posted.filter(({ plain }) => plain.includes('Weekend work') && plain.includes(ask))
    // Monday 09:00 in New York, where summer time began on Sunday.
    expect(asked.map(({ at }) => at)).toEqual(['2026-03-09T13:00:00.000Z'])
  })
})

describe('the answers to a nudge', () => {
  async function nudged(title: string): Promise<{ channel: string; ts: string; reference: string }> {
    const now = await bot.now()
    const due = new Date(now.getTime() + 3_600_000).toISOString().slice(0, 16)
    const created = read(
      await bot.say('cleo', '#web-redesign', `/task ${title} @cleo due ${due.replace('T', ' ')} UTC`),
    )
    await bot.advance('3d')
    const message = (await bot.dm('cleo')).findLast(({ plain }) => plain.includes(title) && plain.includes(ask))
    return {
      channel: message?.channel ?? '@Runsheet',
      ts: message?.ts ?? '',
      reference: /WEB-\d+/.exec(created)?.[0] ?? '',
    }
  }

  it('Done finishes the task, and the nudge says so', async () => {
    const { ts, reference } = await nudged('Answer me done')
    await bot.act({ as: 'cleo', do: 'click', channel: '@Runsheet', ts, label: 'Done' })
    const message = (await bot.dm('cleo')).find((each) => each.ts === ts)
    expect(message?.plain).toContain('is now Done')
    expect(message?.plain).not.toContain(ask)
    expect(read(await bot.say('cleo', '#web-redesign', `/task ${reference}`))).toContain('Status: Done')
  })

  it('Need until… moves the date, and the next nudge comes after that one', async () => {
    const { ts, reference } = await nudged('Answer me later')
    const opened = await bot.act({ as: 'cleo', do: 'click', channel: '@Runsheet', ts, label: 'Need until…' })
    expect(opened.modal?.plain).toContain(reference)
    const refused = await bot.act({ as: 'cleo', do: 'submit', values: { 'New due date': 'yesterday' } })
    expect(refused.modal?.errors?.['New due date']).toContain('in the past')
    await bot.act({ as: 'cleo', do: 'submit', values: { 'New due date': 'in 2 days', Why: 'client is ill' } })
    expect((await bot.dm('cleo')).find((each) => each.ts === ts)?.plain).toContain('is now due')
    const { posted } = await bot.advance('6d')
    expect(
      posted.filter(({ plain }) => plain.includes(reference) && plain.includes(ask) && plain.includes('Is it done')),
    ).toHaveLength(1)
  })

  it('Blocked… keeps the reason and asks no more', async () => {
    const { ts, reference } = await nudged('Answer me blocked')
    await bot.act({ as: 'cleo', do: 'click', channel: '@Runsheet', ts, label: 'Blocked…' })
    await bot.act({ as: 'cleo', do: 'submit', values: { 'What does it wait on?': 'the legal text' } })
    expect(read(await bot.say('cleo', '#web-redesign', `/task ${reference}`))).toContain('Blocked: the legal text')
    const { posted } = await bot.advance('4d')
    expect(posted.filter(({ plain }) => plain.includes(reference) && plain.includes(ask))).toEqual([])
  })
})
