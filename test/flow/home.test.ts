import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { read } from '../support/drive.ts'
import { startRunsheet } from '../support/runsheet.ts'
import type { TestRunsheet } from '../support/runsheet.ts'

let bot: TestRunsheet
beforeAll(async () => {
  bot = await startRunsheet()
})
afterAll(() => bot.stop())

const homeOf = async (as: string): Promise<string> => (await bot.act({ as, do: 'open_home' })).home?.plain ?? ''

describe('the Home tab', () => {
  it('shows a person their open tasks by when they are due', async () => {
    await bot.say('ana', '#web-redesign', '/task Send the invoice @finn due today 4pm')
    const said = read(await bot.say('ana', '#web-redesign', '/task Sign the contract @finn'))
    const reference = /WEB-\d+/.exec(said)?.[0] ?? ''
    await bot.say('ana', '#web-redesign', `/task block ${reference} waiting on @ben for the annex`)
    const text = await homeOf('finn')
    expect(text).toContain('My work')
    expect(text).toContain('4 open tasks')
    const order = ['Today (1)', 'Send the invoice', 'Copy for the landing page', 'Blocked (1)', 'Sign the contract']
    const places = order.map((words) => text.indexOf(words))
    expect(places).not.toContain(-1)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(text).toContain('the annex')
    expect(text).not.toContain('Wireframes')
  })

  it('is made anew when it is opened again', async () => {
    await bot.moveTo('2026-03-02T22:00:00.000Z')
    const text = await homeOf('finn')
    expect(text).toContain('Overdue (1)')
    expect(text).toContain('1 overdue')
  })

  it('opens the New task modal', async () => {
    await homeOf('finn')
    const opened = await bot.act({ as: 'finn', do: 'click', in: 'home', label: 'New task' })
    expect(opened.modal?.title?.text).toBe('New task')
    await bot.act({
      as: 'finn',
      do: 'submit',
      values: { Title: 'From home', Owner: 'finn', Project: 'WEB · Web redesign' },
    })
    expect(await homeOf('finn')).toContain('From home')
  })

  it('has a friendly word for those who have nothing to do', async () => {
    const text = await homeOf('cleo')
    expect(text).toContain('Nothing is waiting for you')
    expect(text).toContain('[New task]')
  })
})

describe('/runsheet', () => {
  it.each(['', ' help'])('%j says what Runsheet is', async (text) => {
    expect(read(await bot.say('eve', '#general', `/runsheet${text}`))).toContain(
      'Runsheet coordinates projects in Slack',
    )
  })

  it('says of other words that it does not know them', async () => {
    const text = read(await bot.say('eve', '#general', '/runsheet weather'))
    expect(text).toContain('“weather” is nothing that /runsheet does')
  })

  it('never blames itself', () => {
    expect(bot.logged.filter(({ level }) => Number(level) >= 50)).toEqual([])
  })
})
