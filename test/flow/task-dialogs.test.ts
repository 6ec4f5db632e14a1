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
const referenceIn = (text: string): string => /[A-Z]+-\d+/.exec(text)?.[0] ?? ''
const create = async (line: string): Promise<string> => referenceIn(read(await bot.say('ana', WEB, `/task ${line}`)))
const card = async (reference: string, as = 'ana'): Promise<string> =>
  read(await bot.say(as, WEB, `/task ${reference}`))

/** Presses a button on the message that an answer was. */
function press(as: string, answer: ActDone, label: string): Promise<ActDone> {
  const message = answer.seen.at(-1)
  return bot.act({ as, do: 'click', channel: message?.channel ?? '', ts: message?.ts ?? '', label })
}
const pressOnCard = async (as: string, reference: string, label: string): Promise<ActDone> =>
  press(as, await bot.say(as, WEB, `/task ${reference}`), label)

describe('the Edit form', () => {
  it('has all facts in it and saves what is changed, the rest as it was', async () => {
    const reference = await create('Edit me @ben due 2026-03-12 3pm !high ~3h #launch')
    const opened = await pressOnCard('ana', reference, 'Edit')
    for (const words of ['Edit me', 'ben', '2026-03-12 15:00', 'High', '3h', 'launch', 'WEB · Web redesign'])
      expect(opened.modal?.plain).toContain(words)
    await bot.act({ as: 'ana', do: 'submit', values: { Title: 'Edited', Labels: 'launch, hero', Owner: 'cleo' } })
    const text = await card(reference)
    for (const words of ['Edited', 'Owner: cleo', 'Priority: High', 'Estimate: 3h', '#launch #hero'])
      expect(text).toContain(words)
    expect((await bot.dm('cleo')).at(-1)?.plain).toContain('gave you')
  })

  it('moves a task to another project', async () => {
    const reference = await create('Wrong project')
    await pressOnCard('ana', reference, 'Edit')
    await bot.act({ as: 'ana', do: 'submit', values: { Project: 'BRD · Brand refresh' } })
    expect(await card(reference)).toContain('Project: Brand refresh (BRD)')
  })

  it('takes no offence at a note or a start meanwhile', async () => {
    const reference = await create('Harmless')
    await pressOnCard('ana', reference, 'Edit')
    await bot.say('ben', WEB, `/task note ${reference} seen it`)
    await bot.say('ben', WEB, `/task start ${reference}`)
    const saved = await bot.act({ as: 'ana', do: 'submit', values: { Title: 'Still mine' } })
    expect(saved.modal).toBeNull()
    expect(await card(reference)).toMatch(/Still mine[\s\S]*Status: Doing/)
  })

  it('is refused once the task is closed, before and after it was opened', async () => {
    const reference = await create('Closing soon')
    const shown = await bot.say('ana', WEB, `/task ${reference}`)
    await press('ana', shown, 'Edit')
    await bot.say('ben', WEB, `/task done ${reference}`)
    const refused = await bot.act({ as: 'ana', do: 'submit', values: { Title: 'Too late' } })
    expect(JSON.stringify(refused.modal?.errors)).toContain('is Done, so it was not changed')
    await bot.act({ as: 'ana', do: 'close' })
    const again = await press('ana', shown, 'Edit')
    expect(again.modal).toBeNull()
    expect(read(again)).toContain(`${reference} is Done`)
  })

  it('says at the Owner that an app owns nothing', async () => {
    const reference = await create('For a person')
    await pressOnCard('ana', reference, 'Edit')
    const refused = await bot.act({ as: 'ana', do: 'submit', values: { Owner: 'Runsheet' } })
    expect(refused.modal?.errors?.['Owner']).toContain('is an app and cannot own a task')
    await bot.act({ as: 'ana', do: 'close' })
  })
})

describe('Hand off…', () => {
  it('gives the task to another owner, who reads the note, and renews the card', async () => {
    const reference = await create('Hand me over @eve')
    const opened = await pressOnCard('ana', reference, 'Hand off…')
    expect(opened.modal?.plain).toContain(reference)
    const done = await bot.act({
      as: 'ana',
      do: 'submit',
      values: { 'New owner': 'cleo', Note: 'Files are in <!here> the drive' },
    })
    expect(read(done)).toContain('Owner: cleo')
    expect(read(done)).toContain('Files are in')
    const notice = async (): Promise<string> => (await bot.dm('cleo')).at(-1)?.plain ?? ''
    await expect.poll(notice).toContain(`gave you ${reference}`)
    expect(await notice()).toContain('says: Files are in <!here> the drive')
  })

  it('asks the other first where the owner hands it off', async () => {
    const reference = await create('Hand me over politely @ana')
    await pressOnCard('ana', reference, 'Hand off…')
    const done = await bot.act({ as: 'ana', do: 'submit', values: { 'New owner': 'cleo', Note: 'please' } })
    expect(read(done)).toMatch(/Owner: ana[\s\S]*Offered to: cleo \(not accepted yet\)/)
    const notice = async (): Promise<string> => (await bot.dm('cleo')).at(-1)?.plain ?? ''
    await expect.poll(notice).toContain(`would like to hand you ${reference}`)
  })

  it('says Assign… where nobody owns it', async () => {
    const reference = await create('Nobody’s')
    expect((await pressOnCard('ana', reference, 'Assign…')).modal?.title?.text).toBe('Assign…')
    await bot.act({ as: 'ana', do: 'close' })
  })
})

describe('Need until… and Blocked… on a card', () => {
  it('keep why, for everybody to read', async () => {
    const reference = await create('Needs time @ana due 2026-03-10')
    await pressOnCard('ana', reference, 'Need until…')
    await bot.act({ as: 'ana', do: 'submit', values: { 'New due date': 'mar 20', Why: 'the client is ill' } })
    expect(await card(reference, 'ben')).toContain('the client is ill')
  })

  it('name whom the task waits on', async () => {
    const reference = await create('Waiting room @ana')
    await pressOnCard('ana', reference, 'Blocked…')
    await bot.act({
      as: 'ana',
      do: 'submit',
      values: { 'What does it wait on?': 'the logo', 'Whom does it wait on?': 'dev' },
    })
    expect(await card(reference)).toMatch(/Blocked: the logo \(waits on dev\)/)
    const again = read(await bot.say('ana', WEB, `/task block ${reference} the legal text`))
    expect(again).toContain('now waits for something else: the legal text')
  })

  it('are refused at their input once the task is closed', async () => {
    const reference = await create('Gone while typing @ana')
    await pressOnCard('ana', reference, 'Need until…')
    await bot.say('ben', WEB, `/task drop ${reference} cancelled`)
    const refused = await bot.act({ as: 'ana', do: 'submit', values: { 'New due date': 'mar 20' } })
    expect(JSON.stringify(refused.modal?.errors)).toContain('is Dropped, so it was not changed')
    await bot.act({ as: 'ana', do: 'close' })
  })
})

describe('undo', () => {
  it('goes back step by step', async () => {
    const reference = await create('Stack of changes')
    await bot.say('ben', WEB, `/task due ${reference} 2026-03-20`)
    await bot.say('ben', WEB, `/task due ${reference} 2026-03-27`)
    for (const _ of [1, 2]) expect(read(await bot.say('ben', WEB, '/task undo'))).toContain('as it was before')
    expect(await card(reference)).toContain('no due date')
    expect(read(await bot.say('eve', WEB, '/task undo'))).toContain('changed nothing in the last ten minutes')
  })

  it('by a button pressed twice undoes once', async () => {
    const reference = await create('Pressed twice')
    const changed = await bot.say('cleo', WEB, `/task start ${reference}`)
    const presses = await Promise.all([press('cleo', changed, 'Undo'), press('cleo', changed, 'Undo')])
    expect(presses.map(read).join('\n')).toContain('as it was before')
    expect(await card(reference)).toContain('Status: Todo')
  })

  it('never takes back over somebody’s later change', async () => {
    const reference = await create('Contested')
    await bot.say('cleo', WEB, `/task start ${reference}`)
    await bot.say('ben', WEB, `/task done ${reference}`)
    expect(read(await bot.say('cleo', WEB, '/task undo'))).toContain('has changed since then')
  })

  it('is over after ten minutes', async () => {
    const reference = await create('Too late to undo')
    const changed = await bot.say('dev', WEB, `/task start ${reference}`)
    await bot.advance('11m')
    expect(read(await press('dev', changed, 'Undo'))).toContain('more than ten minutes old')
    expect(read(await bot.say('dev', WEB, '/task undo'))).toContain('changed nothing in the last ten minutes')
  })

  it('stands below an answered nudge, and brings back what was', async () => {
    const reference = await create('Answered too fast @ana due 2026-03-03 9:30')
    await bot.moveTo('2026-03-03T09:00:00.000Z')
    const nudge = (await bot.dm('ana')).findLast(
      ({ plain }) => plain.includes(reference) && plain.includes('[Need until…]'),
    )
    const place = { as: 'ana', do: 'click', channel: '@Runsheet', ts: nudge?.ts ?? '' } as const
    await bot.act({ ...place, label: 'Done' })
    const undone = await bot.act({ ...place, label: 'Undo' })
    expect(read(undone)).toContain('is now Todo, as it was before')
    expect(await card(reference)).toContain('Status: Todo')
  })
})
