import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { read } from '../support/drive.ts'
import type { ActDone } from '../../src/sandbox/protocol.ts'
import { startRunsheet } from '../support/runsheet.ts'
import type { TestRunsheet } from '../support/runsheet.ts'

let bot: TestRunsheet
beforeAll(async () => {
  bot = await startRunsheet()
})
afterAll(() => bot.stop())

const WEB = '#web-redesign'
const say = async (line: string, as = 'ana', channel = WEB): Promise<string> =>
  read(await bot.say(as, channel, `/task ${line}`))
const create = async (line: string, channel = WEB): Promise<string> =>
  /[A-Z]+-\d+/.exec(await say(line, 'ana', channel))?.[0] ?? ''
const press = (as: string, answer: ActDone, label: string): Promise<ActDone> => {
  const message = answer.seen.at(-1)
  return bot.act({ as, do: 'click', channel: message?.channel ?? '', ts: message?.ts ?? '', label })
}

describe('a command that is refused', () => {
  it.each([
    ['done WEB-9999 client approved it', 'There is no task WEB-9999'],
    ['assign WEB-1 @ana @ben', 'exactly one owner'],
    ['due WEB-1 the day after never', 'could not be read as a date'],
    ['watch WEB-1 video with the client', 'needs references and nothing more'],
    ['depends WEB-1 on WEB-1', 'wait for each other in a circle: WEB-1 → WEB-1'],
    ['list me @ben', 'No task can be all of that at once'],
    ['Retouch it @ana @ben due fri', 'exactly one owner'],
    ['Buy a chair @Runsheet', 'is an app and cannot own a task'],
    ['dnoe WEB-1', 'Did you mean'],
  ])('%s: says why, changes nothing, and keeps the line for the form', async (line, why) => {
    const before = await say('list WEB', 'ana', '#general')
    const answer = await bot.say('ana', WEB, `/task ${line}`)
    expect(read(answer)).toContain(why)
    const opened = await press('ana', answer, 'Open as form')
    const [, word] = line.split(' ')
    expect(opened.modal?.plain).toContain(word)
    await bot.act({ as: 'ana', do: 'close' })
    expect(await say('list WEB', 'ana', '#general')).toBe(before)
  })

  it.each([
    ['due WEB-1', 'needs a date'],
    ['estimate WEB-1 ages', 'needs a time'],
    ['block WEB-1 on WEB-1', 'none can wait for itself'],
    ['label WEB-1 foo', 'needs a label, such as #launch'],
    ['link WEB-1 javascript:alert(1)', 'needs an address'],
    ['watch WEB-1 closely', 'needs references and nothing more'],
    ['undo 2', 'needs nothing behind it'],
    ['export xml', 'needs csv or json'],
  ])('%s: says what the verb needs, makes no task and offers no form', async (line, why) => {
    const before = await say('list WEB', 'ana', '#general')
    const told = await say(line)
    expect(told).toContain(why)
    expect(told).not.toContain('Open as form')
    expect(await say('list WEB', 'ana', '#general')).toBe(before)
  })

  it('keeps its line for whoever typed it', async () => {
    const answer = await bot.say('ana', WEB, '/task Whose line @ana @ben')
    const opened = await press('ana', answer, 'Open as form')
    expect(opened.modal?.plain).toContain('Whose line')
    const made = await bot.act({ as: 'ana', do: 'submit', values: { Owner: 'ben' } })
    expect(read(made)).toMatch(/Created WEB-\d+ Whose line/)
  })
})

describe('what is said with a move', () => {
  it('is shown as the note that it became, for every task that was named', async () => {
    const [one, two] = [await create('Noted one'), await create('Noted two')]
    const answer = await say(`review ${one} and ${two} by monday`)
    expect(answer).toContain(`${one} Noted one is now Review. Your note: “by monday”.`)
    expect(answer).toContain(`${two} Noted two is now Review. Your note: “by monday”.`)
  })

  it('is shown as the reason where one is wanted', async () => {
    const reference = await create('Reasoned @ana')
    expect(await say(`block ${reference} no copy yet`)).toContain('is now Blocked. Why: “no copy yet”.')
    expect(await say(`drop ${reference} client left`)).toContain('is now Dropped. Why: “client left”.')
  })
})

describe('assign', () => {
  it('takes an owner away, once', async () => {
    const reference = await create('Given up @ben')
    expect(await say(`assign ${reference} nobody`)).toContain('has no owner now')
    expect(await say(`assign ${reference} none`)).toContain('it was so already')
    expect(await say(`undo`)).toContain('is now owned by ben, as it was before')
  })
})

describe('several at once', () => {
  it('does what can be done and says what cannot', async () => {
    const [open, closed] = [await create('Still open'), await create('Closed already')]
    await say(`drop ${closed} cancelled`)
    const answer = await say(`done ${open} ${closed}`)
    expect(answer).toContain(`${closed} is Dropped, so it cannot be done. Reopen it first`)
    expect(answer).toContain(`${open} Still open is now Done`)
  })

  it('does nothing at all where one of them is unknown', async () => {
    const known = await create('Known')
    expect(await say(`done ${known} WEB-9999`)).toContain('There is no task WEB-9999')
    expect(await say(known)).toContain('Status: Todo')
  })

  it('is taken back from all of them at once, or from none', async () => {
    const [one, two, three] = [await create('Undo one'), await create('Undo two'), await create('Undo three')]
    const answer = await bot.say('ana', WEB, `/task start ${one} ${two}`)
    expect(read(await press('ana', answer, 'Undo'))).toMatch(
      new RegExp(`${one} Undo one is now Todo, as it was before.\\n.*${two} Undo two is now Todo, as it was before`),
    )
    expect(await say(one)).toContain('Status: Todo')
    await say(`start ${one} ${two} ${three}`)
    await say(`review ${two}`, 'ben')
    expect(await say('undo')).toContain(`${two} has changed since then: ben changed Status.`)
    for (const reference of [one, three]) expect(await say(reference)).toContain('Status: Doing')
    await say('undo', 'ben')
    expect(await say('undo')).toContain(`${three} Undo three is now Todo, as it was before`)
  })

  it('answers for many tasks in one message', async () => {
    const made: string[] = []
    while (made.length < 8) made.push(await create(`Bulk ${made.length}`, '#autumn-campaign'))
    const answer = await bot.say('ana', '#autumn-campaign', `/task start ${made.join(' ')}`)
    for (const reference of made) expect(read(answer)).toMatch(new RegExp(`${reference} Bulk \\d is now Doing`))
    expect(answer.seen).toHaveLength(1)
  })
})

describe('dependencies', () => {
  it('stand on the card, and a circle is refused with its path', async () => {
    const [a, b, c] = [await create('First'), await create('Second'), await create('Third')]
    expect(await say(`depends ${b} on ${a}`)).toContain(`now comes after ${a}`)
    expect(await say(`depends ${c} on ${b}`)).toContain(`now comes after ${b}`)
    expect(await say(`depends ${a} on ${c}`)).toContain(`in a circle: ${a} → ${c} → ${b} → ${a}. Nothing was changed.`)
    expect(await say(b)).toContain(`after ${a}`)
    expect(await say(a)).not.toContain('after')
  })

  it('of a closed task are left alone', async () => {
    const [a, b] = [await create('Over'), await create('Next')]
    await say(`done ${a}`)
    expect(await say(`depends ${a} on ${b}`)).toContain(`${a} is Done, so it was not changed`)
  })

  it('are said in the line of a new task', async () => {
    const first = await create('Before')
    expect(await say(`Behind it after ${first}`)).toContain(`After: ${first}`)
  })
})

describe('a list', () => {
  it('meets all of its filters, and says which', async () => {
    const mine = await create('Filter me @ana due today 11pm #filtered')
    const blocked = await create('Filter blocked @ben #filtered')
    await say(`block ${blocked} waiting on @dev`)
    const done = await create('Filter done #filtered')
    await say(`done ${done}`)
    const lists: Record<string, readonly string[]> = {
      'label:filtered': [mine, blocked],
      'label:filtered me': [mine],
      'label:filtered @ben': [blocked],
      'label:filtered today': [mine],
      'label:filtered week': [mine],
      'label:filtered blocked': [blocked],
      'label:filtered at-risk': [blocked],
      'label:filtered done': [done],
      'label:filtered overdue': [],
      'label:filtered unassigned': [],
      'BRD label:filtered': [],
    }
    for (const [filters, expected] of Object.entries(lists)) {
      const answer = await say(`list ${filters}`, 'ana', '#general')
      const found = [mine, blocked, done].filter((reference) => answer.includes(`${reference} `))
      expect([filters, found]).toEqual([filters, expected])
    }
    expect(await say('list label:filtered done', 'ana', '#general')).toContain('1 task: ')
  })

  it('shows its last page where it is asked for one behind it', async () => {
    expect(await say('list BRD page 99', 'ana', '#general')).toContain('Three logo routes')
  })
})

describe('anywhere', () => {
  it('answers in a direct message with the app, where there is no project', async () => {
    await bot.act({ as: 'ana', do: 'open_dm' })
    expect(await say('Call the printer', 'ana', '@Runsheet')).toContain('choose it under Project')
    expect(await say('Call the printer in BRD', 'ana', '@Runsheet')).toMatch(/Created BRD-\d+/)
  })

  it('keeps what is said with a move, for the card', async () => {
    const reference = await create('Said with it @ana')
    await say(`done ${reference} client approved version B`)
    expect(await say(reference, 'ben')).toContain('client approved version B')
    expect(await say(`done ${reference} and again`)).toContain(
      'nothing changed, it was so already. Your note was added',
    )
    expect(await say(reference, 'ben')).toContain('and again')
  })

  it('shows names, titles, reasons and notes as text, and pings nobody', async () => {
    const nasty = '<!channel> <@U1> *b* & @here'
    const reference = await create(`Title ${nasty}`)
    await say(`block ${reference} ${nasty}`)
    await say(`note ${reference} ${nasty}`)
    const shown = await bot.say('ben', WEB, `/task ${reference}`)
    expect(read(shown).replaceAll(/[\u200B\uFEFF]/g, '')).toContain('*b* & @here')
    for (const channel of [WEB, '#escalations']) {
      const messages = await bot.messages(channel, 'ben')
      expect(messages.filter(({ bot_id, pings }) => bot_id !== undefined && pings.length > 0)).toEqual([])
    }
  })
})

describe('a task that waits', () => {
  const told = async (as: string, words: string): Promise<string | undefined> =>
    (await bot.dm(as)).findLast(({ plain }) => plain.includes(words))?.plain

  it('on somebody tells them once, and takes that back with an undo', async () => {
    const reference = await create('Waits on a person')
    await say(`block ${reference} the photos from @cleo`)
    await expect.poll(() => told('cleo', reference)).toContain(`${reference} Waits on a person waits on you: `)
    await say('undo')
    await expect.poll(() => told('cleo', reference)).toContain('waits on you, and took that back')
    await say(`block ${reference} the photos from @ana`)
    expect(await told('ana', 'waits on you')).toBeUndefined()
  })

  it('on other tasks tells its owner when the last of them is done', async () => {
    const [one, two, waiting] = [await create('First of two'), await create('Last of two'), await create('Third @cleo')]
    await say(`block ${waiting} needs ${one} and ${two}`)
    await say(`done ${one}`)
    await say(`done ${two}`)
    await expect
      .poll(() => told('cleo', 'can go on'))
      .toContain(`${waiting} Third can go on: ${two} Last of two is Done.`)
    expect((await bot.dm('cleo')).filter(({ plain }) => plain.includes('can go on'))).toHaveLength(1)
    // Not only of the last of them.
    await say('undo')
    await expect
      .poll(() => told('cleo', waiting))
      .toBe(`Undone: what ${waiting} Third waited on is not done, so it still waits.`)
  })

  it('is not told to go on where one that was done before the last is undone', async () => {
    const [one, two, waiting] = [await create('Early'), await create('Late'), await create('Patient @cleo')]
    await say(`block ${waiting} needs ${one} and ${two}`)
    await bot.say('ben', WEB, `/task done ${one}`)
    await say(`done ${two}`)
    await expect.poll(() => told('cleo', `${waiting} Patient can go on`)).toBeDefined()
    await bot.say('ben', WEB, '/task undo')
    await expect.poll(() => told('cleo', waiting)).toContain('it still waits')
  })

  it('on a duplicate waits on the task that it went into', async () => {
    const [duplicate, target, waiting] = [await create('Twice'), await create('Once'), await create('Behind @cleo')]
    await say(`block ${waiting} needs ${duplicate}`)
    await say(`merge ${duplicate} into ${target}`)
    expect(await told('cleo', `${waiting} Behind can go on`)).toBeUndefined()
    await say(`done ${target}`)
    await expect.poll(() => told('cleo', `${waiting} Behind can go on`)).toContain(`${target} Once is Done`)
  })
})
