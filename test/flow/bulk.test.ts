import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ActDone } from '../../src/sandbox/protocol.ts'
import { read } from '../support/drive.ts'
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
const create = async (line: string): Promise<string> => /[A-Z]+-\d+/.exec(await say(line))?.[0] ?? ''
const press = (as: string, answer: ActDone, label: string): Promise<ActDone> => {
  const message = answer.seen.at(-1)
  return bot.act({ as, do: 'click', channel: message?.channel ?? '', ts: message?.ts ?? '', label })
}
/** Opens the form for a list. */
const open = async (list: string, as = 'ana', channel = WEB): Promise<ActDone> =>
  press(as, await bot.say(as, channel, `/task list ${list}`), 'Change these…')
const preview = (values: Readonly<Record<string, string>>, as = 'ana'): Promise<ActDone> =>
  bot.act({ as, do: 'submit', values })
const agree = (as = 'ana'): Promise<ActDone> => bot.act({ as, do: 'submit', wait_ms: 15_000 })
const dms = async (as: string): Promise<readonly string[]> => (await bot.dm(as)).map(({ plain }) => plain)

describe('a list', () => {
  it('is changed as a whole, after a preview, and taken back as a whole', async () => {
    const [one, two, three] = [
      await create('Bulk one @ben due fri 5pm #bulk'),
      await create('Bulk two @eve due thu 5pm !high #bulk #draft'),
      await create('Bulk three due wed 5pm #bulk'),
    ]
    const form = await open('label:bulk')
    expect(form.modal?.plain).toContain('3 tasks of your list.')
    const shown = await preview({
      Priority: 'Urgent',
      Due: '+1 week',
      'Add labels': 'Launch',
      'Remove labels': 'draft',
    })
    const text = shown.modal?.plain ?? ''
    expect(text).toContain('3 tasks will change: due 1 week later · priority Urgent · with #launch · without #draft')
    expect(text).toContain('Due: Thu, Mar 5, 2026, 5:00 PM → Thu, Mar 12, 2026, 5:00 PM')
    expect(text).toContain('Priority: High → Urgent')
    expect(text).toContain('Labels: #bulk, #draft → #bulk, #launch')
    // Nothing is done before it is agreed to.
    expect(await say(two)).toContain('Priority: High')
    const done = await agree()
    expect(done.modal).toBeNull()
    expect(read(done)).toContain('Changed 3 tasks: due 1 week later · priority Urgent')
    for (const reference of [one, two, three]) expect(await say(reference)).toContain('Priority: Urgent')
    expect(await say(`history ${one}`)).toMatch(/Priority: Normal → Urgent/)
    const undone = await press('ana', done, 'Undo')
    for (const reference of [one, two, three]) expect(read(undone)).toContain(`${reference} `)
    expect(await say(two)).toContain('Priority: High')
    expect(await say('list label:launch')).toContain('No open tasks')
  })

  it('moves dates in each owner’s calendar', async () => {
    // 5 pm in Berlin on the Friday before the clocks change in New York, where it is 11 in the morning.
    const [berlin, york] = [
      await create('Zone one @ana due 2026-03-06 17:00 #zones'),
      await create('Zone two @ben due 2026-03-06 17:00 #zones'),
    ]
    await open('label:zones')
    const shown = await preview({ Due: '3 working days later' })
    expect(shown.modal?.plain).toContain(
      `${berlin} Zone one\nDue: Fri, Mar 6, 2026, 5:00 PM → Wed, Mar 11, 2026, 5:00 PM`,
    )
    // The same time of day in New York is an hour earlier in Berlin then.
    expect(shown.modal?.plain).toContain(
      `${york} Zone two\nDue: Fri, Mar 6, 2026, 5:00 PM → Wed, Mar 11, 2026, 4:00 PM`,
    )
    await agree()
    expect(await say(york)).toContain('March 11th')
  })

  it('tells a new owner once of all that came to them', async () => {
    for (const name of ['one', 'two', 'three']) await create(`Given ${name} @ben due fri #given`)
    const before = (await dms('eve')).length
    await open('label:given')
    const shown = await preview({ Owner: 'eve' })
    expect(shown.modal?.plain).toContain('Owner: ben → eve')
    expect(read(await agree())).toContain('eve is told once, of all of them')
    await expect.poll(async () => (await dms('eve')).length).toBe(before + 1)
    const told = (await dms('eve')).at(-1) ?? ''
    expect(told).toContain('ana gave you 3 tasks')
    for (const name of ['one', 'two', 'three']) expect(told).toContain(`Given ${name}`)
    const notice = (await bot.dm('eve')).at(-1)
    const mine = await bot.act({
      as: 'eve',
      do: 'click',
      channel: notice?.channel ?? '',
      ts: notice?.ts ?? '',
      label: 'Show my tasks',
    })
    expect(read(mine)).toContain('Given one')
  })

  it('tells whom it gave tasks to when that is undone', async () => {
    for (const name of ['one', 'two']) await create(`Taken back ${name} @ana #takenback`)
    await open('label:takenback')
    await preview({ Owner: 'cleo' })
    const answer = await agree()
    await expect.poll(async () => (await dms('cleo')).at(-1)).toContain('ana gave you 2 tasks')
    await press('ana', answer, 'Undo')
    await expect.poll(async () => (await dms('cleo')).at(-1)).toBe('None of these tasks is yours any more.')
  })

  it('says why tasks stay as they are, and does the rest', async () => {
    const [open1, undated, done] = [
      await create('Rest open due fri #rest'),
      await create('Rest undated #rest'),
      await create('Rest done due fri #rest'),
    ]
    await open('label:rest')
    await say(`done ${done}`)
    const shown = await preview({ Due: '+1 day' })
    // What was closed meanwhile is no longer on the list at all.
    expect(shown.modal?.plain).toContain('1 task will change')
    expect(shown.modal?.plain).toContain(`${undated}: without a due date that could be moved`)
    const answer = read(await agree())
    expect(answer).toContain('Changed 1 task')
    expect(answer).toContain(`Not changed: ${undated}: without a due date that could be moved`)
    expect(await say(open1)).toContain('March 7th')
  })

  it('decides anew on what others changed between preview and agreement', async () => {
    const [touched, closed] = [await create('Race touched #race'), await create('Race closed #race')]
    await open('label:race')
    await preview({ Priority: 'High' })
    await say(`start ${touched}`, 'ben')
    await say(`done ${closed}`, 'ben')
    const shown = (await agree()).modal?.plain ?? ''
    // Started is not what the change is about; closed is.
    expect(shown).toContain(`Somebody has changed ${closed} meanwhile. This is what would change now.`)
    expect(shown).toContain('1 task will change: priority High')
    const answer = read(await agree())
    expect(answer).toContain('Changed 1 task')
    expect(await say(touched)).toMatch(/Status: Doing[^]*Priority: High/)
  })

  it('shows first what others have set meanwhile, and overwrites it only then', async () => {
    const reference = await create('Race for the date #race2')
    await open('label:race2')
    await preview({ Priority: 'High' })
    await say(`priority ${reference} urgent`, 'ben')
    const shown = (await agree()).modal?.plain ?? ''
    expect(shown).toContain(`Somebody has changed ${reference} meanwhile`)
    expect(shown).toContain('Priority: Urgent → High')
    expect(await say(reference)).toContain('Priority: Urgent')
    expect(read(await agree())).toContain('Changed 1 task')
    expect(await say(reference)).toContain('Priority: High')
  })

  it('goes back from the preview to the form as it was filled', async () => {
    await create('Back and forth #back')
    await open('label:back')
    await preview({ Status: 'Blocked', Reason: 'waiting for the client', 'Add labels': 'hold' })
    const form = await bot.act({ as: 'ana', do: 'click', in: 'modal', label: 'Back' })
    expect(form.modal?.plain).toContain('waiting for the client')
    const again = await preview({ 'Add labels': 'held' })
    expect(again.modal?.plain).toContain('Status: Todo → Blocked')
    expect(again.modal?.plain).toContain('#held')
    expect(read(await agree())).toContain('Changed 1 task: Blocked · with #held')
  })

  it('completes recurring tasks with the ones that follow them', async () => {
    const reference = await create('Weekly bulk @ana due fri #weekly')
    await say(`repeat ${reference} every friday`)
    await open('label:weekly')
    await preview({ Status: 'Done' })
    const answer = await agree()
    expect(await say('list label:weekly')).toContain('1 open task')
    await press('ana', answer, 'Undo')
    expect(await say('list label:weekly')).toContain(reference)
    expect(await say('list label:weekly')).toContain('1 open task')
  })
})

describe('where assignments must be accepted', () => {
  it('asks the new owner once, for all of them', async () => {
    await bot.say('ana', WEB, '/runsheet settings')
    await bot.act({
      as: 'ana',
      do: 'submit',
      values: { 'What the other person must accept': 'Hand-offs and assignments' },
    })
    const made: string[] = []
    for (const name of ['one', 'two', 'three', 'four', 'five']) made.push(await create(`Offered ${name} @ben #offered`))
    await open('label:offered')
    expect((await preview({ Owner: 'cleo' })).modal?.plain).toContain('Offered to: nobody → cleo')
    await agree()
    await expect
      .poll(async () => (await dms('cleo')).at(-1))
      .toContain('ana would like to hand you 5 tasks. Do you take them?')
    await bot.say('cleo', WEB, `/task accept ${made[3]} ${made[4]}`)
    await expect
      .poll(async () => (await dms('cleo')).at(-1))
      .toContain('ana would like to hand you 3 tasks. Do you take them?')
    const third = /[A-Z]+-\d+(?= +Offered three)/.exec((await dms('cleo')).at(-1) ?? '')?.[0] ?? ''
    await bot.say('cleo', WEB, `/task decline ${third} no time`)
    await expect
      .poll(async () => (await dms('cleo')).at(-1))
      .toContain('ana would like to hand you 2 tasks. Do you take them?')
    const asked = (await bot.dm('cleo')).at(-1)
    const answer = await bot.act({
      as: 'cleo',
      do: 'click',
      channel: asked?.channel ?? '',
      ts: asked?.ts ?? '',
      label: 'Accept all',
    })
    expect(read(answer)).toMatch(/Offered one is now owned by cleo/)
    expect(await say('list label:offered @cleo')).toContain('4 open tasks')
    // What was answered in its place stays there, with its Undo; undone, the question stands there again.
    await bot.advance('1m')
    expect((await dms('cleo')).at(-1)).toContain('Offered one is now owned by cleo')
    const undone = await press('cleo', answer, 'Undo')
    expect(read(undone)).toContain('[Accept all] [Decline all]')
    expect(await say('list label:offered @cleo')).toContain('2 open tasks')
    await bot.say('ana', WEB, '/runsheet settings')
    await bot.act({
      as: 'ana',
      do: 'submit',
      values: { 'What the other person must accept': 'Neither: who gets a task is told' },
    })
  })
})

describe('the form', () => {
  it('says what keeps it from being read', async () => {
    await create('Refused form #form')
    await open('label:form')
    expect((await preview({})).modal?.errors).toEqual({
      Status: expect.stringContaining('at least one thing') as string,
    })
    expect((await preview({ Status: 'Dropped' })).modal?.errors).toEqual({
      Reason: expect.stringContaining('Say why') as string,
    })
    expect((await preview({ Status: '', Due: 'soonish' })).modal?.errors).toEqual({
      Due: expect.stringContaining('could not be read as a date') as string,
    })
    expect((await preview({ Due: '', 'Add labels': 'a, b', 'Remove labels': '#B' })).modal?.errors).toEqual({
      'Remove labels': expect.stringContaining('added and removed at once') as string,
    })
    const bot1 = await preview({ 'Remove labels': '', Owner: 'Runsheet' })
    expect(bot1.modal?.errors).toEqual({ Owner: expect.stringContaining('is an app') as string })
    await bot.act({ as: 'ana', do: 'close' })
  })

  it('shows that nothing would change', async () => {
    await create('Same already !high #same')
    await open('label:same')
    const shown = await preview({ Priority: 'High' })
    expect(shown.modal?.plain).toContain('0 tasks will change')
    expect(shown.modal?.plain).toContain('1 task is so already')
    await bot.act({ as: 'ana', do: 'close' })
  })

  it('does not open for a list that has become empty', async () => {
    const reference = await create('Gone soon #gone')
    const list = await bot.say('ana', WEB, '/task list label:gone')
    await say(`done ${reference}`)
    expect(read(await press('ana', list, 'Change these…'))).toContain('That list has no tasks any more')
  })
})
