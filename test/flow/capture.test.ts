import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { read } from '../support/drive.ts'
import { startRunsheet } from '../support/runsheet.ts'
import type { TestRunsheet } from '../support/runsheet.ts'

let bot: TestRunsheet
beforeAll(async () => {
  bot = await startRunsheet()
})
afterAll(() => bot.stop())

describe('the New task modal', () => {
  it('opens by /task alone, preset to the channel’s project, and creates', async () => {
    const opened = await bot.say('ana', '#web-redesign', '/task')
    expect(opened.modal?.title?.text).toBe('New task')
    expect(opened.modal?.plain).toContain('WEB · Web redesign')
    const done = await bot.act({
      as: 'ana',
      do: 'submit',
      values: {
        Title: 'Style tile',
        Owner: 'eve',
        Due: '2026-03-06',
        Priority: 'High',
        Estimate: '3h',
        Labels: 'launch, hero',
        Description: 'Two routes',
      },
    })
    expect(done.modal).toBeNull()
    const text = read(done)
    expect(text).toMatch(/Created WEB-\d+/)
    expect(text).toContain('Owner: eve')
    expect(text).toContain('Priority: High')
    expect(text).toContain('#launch #hero')
  })

  it('keeps what was filled in when something cannot be read, with the error at its field', async () => {
    await bot.say('ana', '#web-redesign', '/task')
    const values = { Title: 'Kept title', Due: 'next sprint end', Estimate: 'ages' }
    const refused = await bot.act({ as: 'ana', do: 'submit', values })
    expect(Object.keys(refused.modal?.errors ?? {}).sort()).toEqual(['Due', 'Estimate'])
    expect(refused.modal?.errors?.['Due']).toContain('“next sprint end” could not be read as a date')
    const done = await bot.act({ as: 'ana', do: 'submit', values: { Due: 'fri', Estimate: '2d' } })
    expect(read(done)).toContain('Kept title')
  })

  it('opens by the global shortcut, and answers by direct message', async () => {
    await bot.act({ as: 'ben', do: 'shortcut', name: 'New task' })
    const refused = await bot.act({ as: 'ben', do: 'submit', values: { Title: 'From anywhere' } })
    expect(JSON.stringify(refused.modal?.errors)).toContain('project')
    await bot.act({ as: 'ben', do: 'submit', values: { Project: 'BRD · Brand refresh' } })
    expect((await bot.dm('ben')).at(-1)?.plain).toMatch(/Created BRD-\d+ From anywhere/)
  })
})

describe('Create task from message', () => {
  it('fills the modal from the message, keeps the link, and answers with a card in the thread', async () => {
    const said = await bot.act({
      as: 'ben',
      do: 'message',
      channel: '#web-redesign',
      text: 'Please send the style tile to the client @eve due thu',
    })
    const ts = said.seen[0]?.ts ?? ''
    const opened = await bot.act({
      as: 'ana',
      do: 'message_shortcut',
      channel: '#web-redesign',
      ts,
      name: 'Create task from message',
    })
    expect(opened.modal?.plain).toContain('Please send the style tile to the client @eve')
    const done = await bot.act({ as: 'ana', do: 'submit', values: {} })
    expect(read(done)).toMatch(/Created WEB-\d+ Send the style tile to the client/)
    const thread = await bot.messages('#web-redesign', 'ana', ts)
    expect(thread).toHaveLength(2)
    expect(thread[1]?.plain).toContain('Status: Todo')
    expect(thread[1]?.plain).toContain('from this message')
    expect(thread[1]?.pings).toEqual([])
  })

  it('makes one task of a message, however often it is asked for', async () => {
    const said = await bot.act({ as: 'ben', do: 'message', channel: '#web-redesign', text: 'Order the signage' })
    const ts = said.seen[0]?.ts ?? ''
    const shortcut = { do: 'message_shortcut', channel: '#web-redesign', ts, name: 'Create task from message' } as const
    await bot.act({ as: 'ana', ...shortcut })
    await bot.act({ as: 'ana', do: 'submit', values: {} })
    const again = await bot.act({ as: 'cleo', ...shortcut })
    expect(again.modal).toBeNull()
    expect(read(again)).toMatch(/already tracked as WEB-\d+ Order the signage/)
  })

  it('makes one task when two people send the form at the same time', async () => {
    const said = await bot.act({ as: 'ben', do: 'message', channel: '#web-redesign', text: 'Both want this' })
    const ts = said.seen[0]?.ts ?? ''
    const shortcut = { do: 'message_shortcut', channel: '#web-redesign', ts, name: 'Create task from message' } as const
    for (const as of ['ana', 'cleo']) await bot.act({ as, ...shortcut })
    const answers = await Promise.all(['ana', 'cleo'].map((as) => bot.act({ as, do: 'submit', values: {} })))
    const [one, other] = answers.map((answer) => /WEB-\d+/.exec(read(answer))?.[0])
    expect(one).toBeDefined()
    expect(other).toBe(one)
    expect(answers.filter((answer) => read(answer).includes('already tracked'))).toHaveLength(1)
    expect(await bot.messages('#web-redesign', 'ana', ts)).toHaveLength(2)
  })

  it('keeps the card in the thread true', async () => {
    const said = await bot.act({ as: 'ben', do: 'message', channel: '#web-redesign', text: 'Check the contrast' })
    const ts = said.seen[0]?.ts ?? ''
    await bot.act({ as: 'ana', do: 'message_shortcut', channel: '#web-redesign', ts, name: 'Create task from message' })
    const created = await bot.act({ as: 'ana', do: 'submit', values: {} })
    const reference = /WEB-\d+/.exec(read(created))?.[0] ?? ''
    await bot.say('ana', '#web-redesign', `/task done ${reference}`)
    const [, card] = await bot.messages('#web-redesign', 'ana', ts)
    expect(card?.plain).toContain('Status: Done')
  })
})

describe('input that cannot be taken as it is', () => {
  const refused = async (line: string): Promise<string> => read(await bot.say('ana', '#web-redesign', `/task ${line}`))

  it.each([
    ['an unknown verb with a reference', 'dnoe WEB-1', /Did you mean \/task done WEB-1/],
    ['an unknown reference', 'done WEB-9999', /There is no task WEB-9999/],
    ['a date in the past', 'Old news due 2020-01-01', /“2020-01-01” is in the past/],
    ['words that are no date', 'Sprint work due next sprint end', /“next sprint end” could not be read as a date/],
    ['two owners', 'Whose @ana @ben', /exactly one owner/],
    ['an empty title', '@ana due fri', /needs a title/],
    ['an incomplete verb', 'assign WEB-1', /needs who is meant/],
  ])('%s gets a clear sentence and creates nothing', async (_name, line, sentence) => {
    const before = read(await bot.say('ana', '#general', '/task list WEB'))
    const text = await refused(line)
    expect(text).toMatch(sentence)
    expect(text).not.toContain('Something went wrong')
    expect(read(await bot.say('ana', '#general', '/task list WEB'))).toBe(before)
  })

  it('says what was understood, and not what was not', async () => {
    const text = await refused('Poster for the fair @ana @ben due next sprint end !high #fair')
    expect(text).toContain('Understood so far: the title “Poster for the fair”, “!high”, “#fair”.')
  })

  it('says that a date without “due” stayed in the title', async () => {
    const text = read(await bot.say('ana', '#web-redesign', '/task Send recap by friday'))
    expect(text).toContain('Due: no due date')
    expect(text).toContain('“by friday” stayed in the title and sets no due date; “due friday” does.')
  })

  it('keeps the whole text behind a button that opens the form', async () => {
    const answer = await bot.say('ana', '#web-redesign', '/task Retouch the hero @eve due next sprint end ~3h #hero')
    const [message] = answer.seen
    const opened = await bot.act({
      as: 'ana',
      do: 'click',
      channel: message?.channel ?? '',
      ts: message?.ts ?? '',
      label: 'Open as form',
    })
    for (const words of ['Retouch the hero', 'next sprint end', '3h', 'hero'])
      expect(opened.modal?.plain).toContain(words)
    await bot.act({ as: 'ana', do: 'close' })
  })

  it('takes a title of 4,000 characters without losing one of them', async () => {
    const long = Array.from({ length: 667 }, (_, index) => `w${String(index).padStart(4, '0')}`)
      .join(' ')
      .slice(0, 4000)
    const answer = await bot.say('ana', '#web-redesign', `/task ${long}`)
    const text = read(answer)
    expect(text).toContain('description')
    const [message] = answer.seen
    const opened = await bot.act({
      as: 'ana',
      do: 'click',
      channel: message?.channel ?? '',
      ts: message?.ts ?? '',
      label: 'Edit',
    })
    const form = JSON.stringify(opened.modal)
    for (const word of long.split(' ').filter((each) => each.length === 5)) expect(form).toContain(word)
    await bot.act({ as: 'ana', do: 'close' })
  })

  it('shows a channel ping in a title as text, and pings nobody', async () => {
    const answer = await bot.say('ana', '#web-redesign', '/task Tell @channel and <!here> about *launch*')
    expect(read(answer)).toContain('@channel')
    expect(answer.seen.flatMap(({ pings }) => pings)).toEqual([])
    const messages = await bot.messages('#web-redesign', 'ben')
    expect(messages.flatMap(({ pings, user }) => (user === undefined ? pings : []))).toEqual([])
  })
})
