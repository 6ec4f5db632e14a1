import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Message } from '../../src/sandbox/protocol.ts'
import { castOf } from '../support/people.ts'
import type { Person } from '../support/people.ts'
import { startRunsheet } from '../support/runsheet.ts'
import type { TestRunsheet } from '../support/runsheet.ts'

// A story in steps that follow one another: each goes on where the one before it left off. The agency is the one that
// `npm start` shows.

const CMP = '#autumn-campaign'
const MEMBERS = ['ana', 'ben', 'cleo', 'dev', 'eve', 'finn']

let bot: TestRunsheet
let ana: Person
let ben: Person
let cleo: Person
let dev: Person
let eve: Person
let finn: Person
let gita: Person

let [posters, photo, print, proof] = ['', '', '', '']
/** What Gita asked for; its thread has the card of the task that was made of it. */
let wish: Message
/** The question that Finn does not answer. */
let question: Message

beforeAll(async () => {
  bot = await startRunsheet()
  ;({ ana, ben, cleo, dev, eve, finn, gita } = castOf(bot))
})
afterAll(() => bot.stop())

const referenceIn = (text: string): string => /[A-Z]+-\d+/.exec(text)?.[0] ?? ''
const card = async (reference: string, reader = ana): Promise<string> =>
  (await reader.types(CMP, `/task ${reference}`)).text
/** The card below Gita's wish. */
const shownToGita = async (): Promise<string | undefined> => (await gita.thread(wish))[1]?.plain

describe('Monday, nine in Berlin and four in the afternoon in Manila', () => {
  it('Ana gives Eve the posters in one line, and reads when they are due for both of them', async () => {
    const { text } = await ana.types(CMP, '/task Draw two poster routes @eve due wed 5pm !high ~6h #posters')
    posters = referenceIn(text)
    expect(text).toContain('Due: Wednesday, March 4th at 5:00 PM (from “due wed 5pm”)')
    expect(text).toContain('for eve: Thu, Mar 5, 2026, 12:00 AM (Asia/Manila), outside their working hours')
    expect(await eve.hears(`gave you ${posters}`)).toMatchObject({ plain: expect.stringContaining('ana gave you') })
  })

  it('Gita asks for a picture; Ana makes a task of her message, whose form is half filled in', async () => {
    const asked = 'Could you please crop the harvest photo by thu? The brief: https://example.com/brief'
    wish = (await gita.writes(CMP, asked, [{ name: 'harvest.jpg', text: 'a photo' }])).message
    const { form } = await ana.picks('Create task from message', wish)
    for (const words of ['Title: Crop the harvest photo\n', '[x] harvest.jpg', 'Links (optional): https://example.com'])
      expect(form).toContain(words)
    expect(form).toContain('Read as Thu, Mar 5, 2026, 6:00 PM')
    photo = referenceIn((await ana.sends({ Owner: 'dev', Estimate: '2h' })).text)
    await expect.poll(shownToGita).toMatch(/Crop the harvest photo\n[\s\S]*Owner: dev[\s\S]*Due: Thursday, March 5th/)
    expect(await shownToGita()).toContain('Files: harvest.jpg')
  })

  it('what is said below the card becomes the task’s, as it is edited and deleted', async () => {
    const said = await gita.replies(wish, 'The one with the rihgt barn')
    await gita.edits(said.message, 'The one with the red barn')
    const slip = await ben.replies(wish, 'Wrong window, sorry')
    expect(await card(photo)).toContain('ben today at 9:00 AM: Wrong window, sorry')
    await ben.deletes(slip.message)
    await dev.replies(wish, 'First crop', [{ name: 'barn.jpg', text: 'a photo' }])
    const text = await card(photo)
    expect(text).toMatch(/dev .*: First crop \(files: barn\.jpg\)\ngita .*: The one with the red barn/)
    expect(text).toContain('Files: harvest.jpg · barn.jpg')
    expect(text).not.toMatch(/rihgt|Wrong window/)
  })

  it('Dev says a verb to Runsheet where slash commands cannot go, in the thread', async () => {
    const { message } = await dev.replies(wish, `@Runsheet start ${photo}`)
    await expect.poll(shownToGita).toContain('Status: Doing')
    expect((await gita.thread(message)).filter(({ bot_id }) => bot_id !== undefined)).toHaveLength(1)
  })

  it('Eve leaves for a shoot and offers the posters to Finn, whose night it is', async () => {
    const { text } = await eve.types(CMP, `/task handoff ${posters} @finn I am on a shoot`)
    expect(text).toContain('is offered to finn, who has not answered yet')
    expect(await card(posters)).toMatch(/Owner: eve[\s\S]*Offered to: finn \(not accepted yet\)/)
    expect(await finn.heard(posters)).toBe(0)
  })
})

describe('The same day, three in Berlin and nine in New York', () => {
  it('Finn reads the offer as his day begins, and accepts it by its button', async () => {
    await bot.moveTo('2026-03-02T14:00:00.000Z')
    const offer = await finn.hears(`would like to hand you ${posters}`)
    expect(offer.plain).toContain('eve says: I am on a shoot')
    expect((await finn.presses('Accept', offer)).text).toContain('Draw two poster routes is now owned by finn.')
    expect(await card(posters)).toContain('Owner: finn')
  })

  it('Cleo declines what Ben would like to hand her, and he reads why', async () => {
    await ben.types(CMP, '/task handoff CMP-1 @cleo the figures are yours')
    const offer = await cleo.hears('would like to hand you CMP-1')
    await cleo.presses('Decline…', offer)
    await cleo.sends({ Why: 'I never saw the budget' })
    const answer = await ben.hears('cleo declined CMP-1')
    expect(answer.plain).toMatch(/It stays with ben\.\ncleo says: I never saw the budget/)
    expect((await cleo.hears('CMP-1')).plain).not.toContain('[Accept]')
  })

  it('Cleo plans what comes after the posters; a circle is refused, with the way round it', async () => {
    print = referenceIn((await cleo.types(CMP, `/task Print the posters @ben due mar 16 after ${posters}`)).text)
    const hang = referenceIn((await cleo.types(CMP, `/task Hang the posters @dev due mar 20 9am after ${print}`)).text)
    const { text } = await cleo.types(CMP, `/task depends ${posters} on ${hang}`)
    expect(text).toContain(`in a circle: ${posters} → ${hang} → ${print} → ${posters}. Nothing was changed.`)
    expect(await card(posters)).not.toContain('after')
  })

  it('the printer keeps Ben waiting, until the quote is there', async () => {
    await ben.types(CMP, `/task start ${print}`)
    await ben.types(CMP, `/task block ${print} until the printer sends a quote, @cleo asks for it`)
    expect(await card(print)).toContain('Blocked: until the printer sends a quote, @cleo asks for it (waits on cleo)')
    expect((await cleo.types(CMP, '/task list CMP blocked')).text).toContain(print)
    expect((await cleo.types(CMP, `/task unblock ${print}`)).text).toContain('is now Doing')
  })

  it('Cleo saves a list, changes all of it after a preview, and takes it back by one Undo', async () => {
    const saved = await cleo.types(CMP, '/task list CMP by owner save:campaign')
    expect(saved.text).toMatch(/\nfinn · 1\n.*Draw two poster routes/)
    const list = await cleo.types('#general', '/task list campaign')
    expect(list.text).toContain('campaign · 7 open tasks: in CMP; grouped by owner')
    await cleo.presses('Change these…', list.message)
    const preview = await cleo.sends({ Priority: 'Urgent', Due: '+1 working day', 'Add labels': 'autumn' })
    expect(preview.form).toContain('6 tasks will change: due 1 working day later · priority Urgent · with #autumn')
    expect(preview.form).toContain('Due: Wed, Mar 4, 2026, 5:00 PM → Thu, Mar 5, 2026, 5:00 PM')
    expect(preview.form).toMatch(/1 task stays as it is:\nCMP-3: without a due date/)
    const changed = await cleo.sends()
    expect(await card(posters)).toMatch(/Due: Thursday, March 5th[\s\S]*Priority: Urgent[\s\S]*#posters #autumn/)
    const undone = await cleo.presses('Undo', changed.message)
    expect(undone.text.match(/, as it was before/g)).toHaveLength(6)
    expect(await card(posters)).toMatch(/Due: Wednesday, March 4th[\s\S]*Priority: High/)
    expect((await cleo.types(CMP, '/task list label:autumn')).text).toContain('No open tasks')
  })

  it('the posters get steps, a label, a field of the campaign’s own, and what time they still need', async () => {
    await finn.types(CMP, `/task check ${posters} + Choose the paper`)
    await finn.types(CMP, `/task check ${posters} + Proofread the claim @ben`)
    await finn.types(CMP, `/task check ${posters} 1`)
    expect(await ben.hears('gave you a step')).toMatchObject({
      plain: expect.stringContaining('☐ Proofread the claim'),
    })
    await finn.types(CMP, `/task label ${posters} #print -#posters`)
    await cleo.types(CMP, '/project field CMP Print run number')
    expect((await finn.types(CMP, `/task set ${posters} print run 1,200`)).text).toContain('Print run 1\u202F200')
    await finn.presses('Edit', (await finn.types(CMP, `/task ${posters}`)).message)
    await finn.sends({ Estimate: '2d' })
    await finn.types(CMP, `/task left ${posters} 4h`)
    const text = await card(posters)
    for (const words of ['Checklist: 1 of 2', '#print ·', 'Print run: 1\u202F200', 'Estimate: 2d', 'Time left: 4h'])
      expect(text).toContain(words)
  })

  it('Ana is told that Ben changed what she is changing, before she saves it', async () => {
    await ana.presses('Edit', (await ana.types(CMP, `/task ${posters}`)).message)
    await ben.types(CMP, `/task priority ${posters} urgent`)
    const { form } = await ana.sends({ Title: 'Draw three poster routes', Priority: 'Normal' })
    expect(form).toMatch(
      /was changed while you had this open\.[\s\S]*Priority: High → Urgent \(ben, .*\)\. You changed it/,
    )
    expect(await card(posters)).toContain('Priority: Urgent')
    await ana.sends()
    expect(await card(posters)).toMatch(/Draw three poster routes\n[\s\S]*Priority: Normal/)
  })

  it('what Ben wrote down a second time goes into the first', async () => {
    const twice = referenceIn((await ben.types(CMP, '/task Posters, three routes #outdoor')).text)
    await ben.types(CMP, `/task check ${twice} + Show them to Gita`)
    expect((await ben.types(CMP, `/task merge ${twice} into ${posters}`)).text).toContain('is dropped as a duplicate')
    expect(await card(posters)).toMatch(/Watched by: ben[\s\S]*Checklist: 1 of 3[\s\S]*#print #outdoor/)
    expect(await card(twice)).toContain(`Merged: into ${posters}`)
  })

  it('Ana has had the weekly call, and next Monday’s is there', async () => {
    const call = referenceIn((await ana.types(CMP, '/task Call with Harbour Foods @ana due today 4pm')).text)
    await ana.types(CMP, `/task repeat ${call} every monday`)
    const { text } = await ana.types(CMP, `/task done ${call}`)
    expect(text).toMatch(
      /is now Done\. The next one is CMP-\d+, due Mar 9 at 4:00 PM \(it repeats every Monday at 16:00 Berlin time\)/,
    )
  })

  it('the pitch is for those in its private channel, and commands are not for the client', async () => {
    await bot.act({ as: 'ana', do: 'create_channel', channel: '#pitch', private: true })
    for (const user of ['Runsheet', 'ben']) await bot.act({ as: 'ana', do: 'invite', channel: '#pitch', user })
    await ana.types('#pitch', '/project new PIT Museum pitch')
    await ana.types('#pitch', '/task Write the claim @ben due fri')
    expect((await ben.types(CMP, '/task PIT-1')).text).toContain('Write the claim')
    expect(await card('PIT-1', finn)).toContain('There is no task PIT-1')
    expect((await finn.types(CMP, '/task search write the claim')).text).not.toContain('PIT-1')
    expect((await finn.types(CMP, '/project list')).text).not.toContain('Museum')
    expect((await finn.writes(CMP, 'What is PIT-1?')).text).toBe('What is PIT-1?')
    const [, shown] = await gita.thread(wish)
    expect((await gita.presses('Done', shown!)).text).toContain('Only members and guests of this workspace')
    expect((await gita.replies(wish, '@Runsheet PIT-1')).text).toMatch(/so nothing was done\. Ask somebody of this/)
    expect(await shownToGita()).toContain('Status: Doing')
  })

  it('Ana looks back: at the history, for what she spells wrong, and takes a file of it all', async () => {
    const { text } = await ana.types(CMP, `/task history ${posters}`)
    expect(text).toMatch(
      /ana changed · .* · in a form\nTitle: “Draw two .*” → “Draw three .*”\nPriority: Urgent → Normal/,
    )
    expect(text).toMatch(/ben changed · .* · by command\nPriority: High → Urgent/)
    expect((await ana.types(CMP, '/task search potser roues')).text).toContain(`${posters} Draw three poster routes`)
    await ana.types(CMP, '/task export csv CMP')
    const [file] = (await ana.hears('Here is your export')).files ?? []
    const rows: readonly object[] = parse(await (await fetch(String(file?.url_private_download))).text(), {
      bom: true,
      columns: true,
    })
    const row = { owner: 'finn', due_utc: '2026-03-04T16:00:00.000Z', zone: 'Europe/Berlin', labels: 'print, outdoor' }
    expect(rows).toContainEqual(expect.objectContaining({ reference: posters, ...row }))
    proof = referenceIn((await ana.types(CMP, '/task Approve the proof @finn due tue 11am ~1h')).text)
  })
})

describe('Tuesday and Wednesday', () => {
  it('the morning brings one digest to each project, and Eve reads that the posters are Finn’s', async () => {
    const { posted } = await bot.moveTo('2026-03-03T09:00:00.000Z')
    const digests = posted.filter(({ plain }) => plain.includes('standup digest'))
    expect(digests.map(({ at, plain }) => `${at} ${plain.slice(0, 3)}`).sort()).toEqual(
      ['BRD', 'CMP', 'PIT', 'WEB'].map((key) => `2026-03-03T08:00:00.000Z ${key}`),
    )
    const told = digests.find(({ plain }) => plain.startsWith('CMP'))?.plain
    expect(told).toMatch(new RegExp(`Due today \\(1\\)\n• ${proof} Approve the proof · finn`))
    expect(told).not.toContain('PIT-1')
    const accepted = posted.find(({ plain }) => plain.includes('accepted'))
    expect(accepted).toMatchObject({ at: '2026-03-03T01:00:00.000Z' })
    expect((await eve.hears('finn accepted')).plain).toContain(`You get this because you offered ${posters}.`)
  })

  it('Finn is asked once about the proof that is late, when he is at work', async () => {
    const { posted } = await bot.moveTo('2026-03-03T21:00:00.000Z')
    expect(posted.filter(({ plain }) => plain.includes(proof)).map(({ at }) => at)).toEqual([
      '2026-03-03T14:00:00.000Z',
    ])
    question = await finn.hears(`${proof} Approve the proof was due`)
    expect(question.plain).toContain('Without an answer cleo is told after 8 working hours.')
  })

  it('he says nothing for eight working hours, so Cleo is told, in the channel and by herself, once', async () => {
    const { posted } = await bot.moveTo('2026-03-04T12:00:00.000Z')
    const told = posted.filter(({ plain }) => plain.includes(proof) && plain.includes('has not answered'))
    // Finn's eight hours end after Cleo has gone home: she is told as her day begins.
    expect(told.map(({ at }) => at)).toEqual(['2026-03-04T08:00:00.000Z', '2026-03-04T08:00:00.000Z'])
    expect((await bot.messages('#escalations', 'ana')).map(({ plain }) => plain)).toEqual([
      expect.stringContaining(`@cleo ${proof} Approve the proof was due`),
    ])
    expect(await cleo.heard(`Escalated to you because you answer for ${proof}`)).toBe(1)
  })

  it('Finn answers at last, by the button of his question, and is not asked again', async () => {
    await finn.presses('Need until…', question)
    await finn.sends({ 'New due date': 'fri 5pm', Why: 'Gita is away' })
    expect((await finn.hears(proof)).plain).toContain('is now due')
    expect(await card(proof)).toMatch(/Due: Friday, March 6th at 11:00 PM[\s\S]*finn .*: Gita is away/)
    const { posted } = await bot.moveTo('2026-03-05T20:00:00.000Z')
    expect(posted.filter(({ plain }) => plain.includes(proof) && !plain.includes('standup digest'))).toEqual([])
  })
})

it('in all of this nobody was pinged but Cleo by the escalation, and nothing went wrong', async () => {
  const [workspace] = (await bot.state()).workspaces
  const idOf = (name: string) => workspace?.members.find((member) => member.name === name)?.id
  const channels = (workspace?.channels ?? []).map(({ name }) => `#${name}`)
  const messages = await Promise.all(channels.map((channel) => bot.messages(channel, 'ana')))
  const threads = await Promise.all([ana.thread(wish), ...MEMBERS.map((name) => bot.dm(name))])
  const ours = [...messages, ...threads].flat().filter(({ bot_id }) => bot_id !== undefined)
  expect(ours.filter(({ pings }) => pings.length > 0).map(({ pings }) => pings)).toEqual([[idOf('cleo')]])
  expect(ours.filter(({ plain }) => plain.includes('Something went wrong'))).toEqual([])
  expect(bot.logged.filter(({ level }) => Number(level) >= 40)).toEqual([])
})
