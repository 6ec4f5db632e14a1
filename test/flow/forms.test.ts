import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { read } from '../support/drive.ts'
import type { InputValue } from '../../src/sandbox/protocol.ts'
import { startRunsheet } from '../support/runsheet.ts'
import type { TestRunsheet } from '../support/runsheet.ts'

type Values = Readonly<Record<string, InputValue>>

let bot: TestRunsheet
const WEB = '#web-redesign'

beforeAll(async () => {
  bot = await startRunsheet()
  for (const line of ['phases WEB Design, Build', 'phases BRD Concept, Build', 'field WEB Budget number'])
    await bot.say('ana', WEB, `/project ${line}`)
  for (const line of ['field WEB Round: First draft, Final', 'field WEB Shoot day date', 'field BRD Budget number'])
    await bot.say('ana', WEB, `/project ${line}`)
})
afterAll(() => bot.stop())

const referenceIn = (text: string): string => /[A-Z]+-\d+/.exec(text)?.[0] ?? ''
const create = async (line: string): Promise<string> => referenceIn(read(await bot.say('ana', WEB, `/task ${line}`)))
const card = async (reference: string, as = 'ana'): Promise<string> =>
  read(await bot.say(as, WEB, `/task ${reference}`))

async function edit(as: string, reference: string) {
  const [message] = (await bot.say(as, WEB, `/task ${reference}`)).seen
  return bot.act({ as, do: 'click', channel: message?.channel ?? '', ts: message?.ts ?? '', label: 'Edit' })
}
const fill = (as: string, values: Values) => bot.act({ as, do: 'fill', in: 'modal', values })
const submit = (as: string, values: Values = {}) => bot.act({ as, do: 'submit', values })
const close = (as: string) => bot.act({ as, do: 'close' })

describe('the New task modal', () => {
  it('makes a task with all that can be said of one, and the card says it', async () => {
    const before = await create('The brief')
    await bot.say('ana', WEB, '/task')
    const done = await submit('ana', {
      Title: 'Everything',
      Owner: 'eve',
      Due: '2026-03-06',
      Estimate: '1,5d',
      Description: 'In two routes',
      Phase: 'Build',
      Budget: '1,200.50',
      Round: 'Final',
      'Shoot day': '20 april',
      Links: 'https://example.com/brief The brief',
      Checklist: 'Proofread\n[x] Call the client',
      After: before,
      Repeats: 'every friday',
      Accountable: 'dev',
      Consulted: ['ben', 'finn'],
      Informed: ['cleo'],
      Watchers: ['ana'],
    })
    expect(done.modal).toBeNull()
    const answer = read(done)
    for (const words of ['Phase: Build', 'Budget: 1\u202F200.5', 'Consulted: ben, finn', 'Checklist: 1 of 2'])
      expect(answer).toContain(words)
    const text = await card(referenceIn(answer))
    for (const words of [
      'Phase: Build',
      'Round: Final',
      'Shoot day: Mon, 20 Apr 2026',
      'Repeats: every Friday at 17:00',
    ])
      expect(text).toContain(words)
    for (const words of ['Accountable: dev', 'Informed: cleo', 'Watched by: ana', 'The brief (example.com)'])
      expect(text).toContain(words)
    expect(text).toContain(`after ${before}`)
  })

  it('says at each input what cannot be read, and keeps everything', async () => {
    await bot.say('ana', WEB, '/task')
    const values = {
      Title: 'Many faults',
      Budget: 'lots',
      'Shoot day': 'someday',
      Links: 'example.com',
      After: 'WEB-9999',
      Repeats: 'biweekly',
    }
    const refused = await submit('ana', values)
    expect(Object.keys(refused.modal?.errors ?? {}).sort()).toEqual(['Budget', 'Links', 'Repeats', 'Shoot day'])
    expect(refused.modal?.errors?.['Budget']).toContain('“lots” could not be read as a number for Budget')
    const again = await submit('ana', { Budget: '12', 'Shoot day': '', Links: '', Repeats: '' })
    expect(again.modal?.errors).toEqual({ After: expect.stringContaining('There is no task WEB-9999') })
    const people = await submit('ana', { After: '', Consulted: ['Runsheet'] })
    expect(people.modal?.errors?.['Consulted']).toContain('is an app and cannot have a part')
    expect(people.modal?.plain).toContain('Many faults')
    const done = await submit('ana', { Consulted: [] })
    expect(read(done)).toContain('Many faults')
  })

  it('shows who runs the project that is chosen, and its inputs; what others had comes back with their project', async () => {
    const opened = await bot.say('ana', WEB, '/task')
    expect(opened.modal?.plain).toContain('On this project: accountable cleo, coordinator ana')
    for (const label of ['Phase', 'Budget', 'Round', 'Shoot day']) expect(opened.modal?.plain).toContain(label)
    await fill('ana', { Title: 'Moving', Budget: '7', Round: 'Final', 'Shoot day': 'fri', Phase: 'Build' })
    const brand = await fill('ana', { Project: 'BRD · Brand refresh' })
    expect(brand.modal?.plain).toContain('Put aside, since this project does not have it: Round, Shoot day')
    expect(brand.modal?.plain).not.toContain('A day: fri')
    // Both have a budget, and a phase of that name.
    expect(JSON.stringify(brand.modal?.state)).toMatch(
      /"field:budget":\{"value":\{"type":"plain_text_input","value":"7"/,
    )
    expect(JSON.stringify(brand.modal?.state)).toMatch(
      /"phase:[^"]+":\{"value":\{"type":"static_select","selected_option":\{[^}]*"Build"/,
    )
    const campaign = await fill('ana', { Project: 'CMP · Autumn campaign' })
    expect(campaign.modal?.plain).toContain('Put aside, since this project does not have it: ')
    const back = await fill('ana', { Project: 'WEB · Web redesign' })
    expect(back.modal?.plain).not.toContain('Put aside')
    const done = await submit('ana')
    for (const words of ['Moving', 'Budget: 7', 'Round: Final', 'Shoot day: Fri, 6 Mar 2026', 'Phase: Build'])
      expect(read(done)).toContain(words)
  })

  it('reads the date and the owner’s week while it is filled in', async () => {
    await create('Filler @ben due 2026-03-10 ~30h')
    await create('Unmeasured @ben due 2026-03-11')
    await bot.say('ana', WEB, '/task')
    const busy = await fill('ana', { Owner: 'ben', Due: '2026-03-12 22:00', Estimate: '16h' })
    expect(busy.modal?.plain).toContain(
      'Read as Thu, Mar 12, 2026, 10:00 PM; for ben: Thu, Mar 12, 2026, 5:00 PM (America/New_York)',
    )
    expect(busy.modal?.plain).toMatch(
      /ben has \d+h to do in the week of Mon, Mar 9 \(\d+ tasks, 1 of them without an estimate\), and 40h of working time\./,
    )
    const full = await fill('ana', { Due: '2026-03-12 23:30' })
    expect(full.modal?.plain).toContain('With this task: ')
    expect(full.modal?.plain).toContain('That is more than fits.')
    expect(full.modal?.plain).toContain('outside their working hours')
    const unread = await fill('ana', { Due: 'soonish' })
    expect(unread.modal?.plain).toContain('“soonish” could not be read as a date')
    const nobody = await fill('ana', { Owner: null, Due: '' })
    expect(nobody.modal?.plain).not.toMatch(/Read as|working time/)
    await close('ana')
  })

  it('keeps the inputs of another project on it where there is no room to put their texts aside', async () => {
    for (const name of ['One', 'Two', 'Three', 'Four', 'Five', 'Six'])
      await bot.say('cleo', WEB, `/project field CMP ${name} text`)
    await bot.say('ana', '#autumn-campaign', '/task')
    const texts = Object.fromEntries(
      ['One', 'Two', 'Three', 'Four', 'Five', 'Six'].map((name) => [name, name.repeat(100)]),
    )
    await fill('ana', { Title: 'Much to keep', ...texts })
    const moved = await fill('ana', { Project: 'BRD · Brand refresh' })
    expect(moved.modal?.plain).toContain('Put aside')
    expect(moved.modal?.plain).toContain('Six')
    const back = await fill('ana', { Project: 'CMP · Autumn campaign' })
    const state = JSON.stringify(back.modal?.state)
    for (const text of Object.values(texts)) expect(state).toContain(text)
    await close('ana')
  })

  it('shows what follows from all that was chosen, also where two things are chosen at once', async () => {
    await bot.say('cleo', WEB, '/task')
    const choices = [{ Owner: 'dev' }, { Due: '2026-03-12' }, { Project: 'BRD · Brand refresh' }]
    await Promise.all(choices.map((values) => fill('cleo', values)))
    const { modal } = await fill('cleo', { Title: 'All at once' })
    for (const words of ['dev has', 'Read as Thu, Mar 12', '[BRD · Brand refresh ▾]'])
      expect(modal?.plain).toContain(words)
    expect(modal?.plain).not.toContain('Shoot day')
    await close('cleo')
  })

  it('takes a project that was chosen and sent off in the same breath', async () => {
    await bot.say('ana', WEB, '/task')
    const done = await submit('ana', { Title: 'In a hurry', Budget: '5', Project: 'BRD · Brand refresh' })
    expect(read(done)).toMatch(/Created BRD-\d+ In a hurry/)
    expect(read(done)).toContain('Budget: 5')
  })

  it('opens from Home and by the shortcut with the same inputs', async () => {
    const home = await bot.act({ as: 'ana', do: 'open_home' })
    expect(home.home?.plain).toContain('[New task]')
    const byButton = await bot.act({ as: 'ana', do: 'click', in: 'home', label: 'New task' })
    await close('ana')
    const byShortcut = await bot.act({ as: 'ana', do: 'shortcut', name: 'New task' })
    expect(byShortcut.modal?.plain).toBe(byButton.modal?.plain)
    await close('ana')
  })
})

describe('the Edit form', () => {
  it('has all that the task has, and takes away what is taken out', async () => {
    const reference = await create('Full #one @eve due fri 5pm ~3h')
    await edit('ana', reference)
    const further = { 'Time left': 'nothing', Repeats: 'weekdays at 9am' }
    await submit('ana', { Budget: '1200.5', Links: 'https://example.com/a A', ...further })
    const text = await card(reference)
    for (const words of [
      'Budget: 1\u202F200.5',
      'Time left: none',
      'Repeats: every weekday at 09:00',
      'A (example.com)',
    ])
      expect(text).toContain(words)
    const again = await edit('ana', reference)
    for (const words of ['1200.5', 'https://example.com/a A', '0h', 'every weekday at 09:00', 'eve'])
      expect(again.modal?.plain).toContain(words)
    expect((await submit('ana')).modal).toBeNull()
    expect(read(await bot.say('ana', WEB, `/task history ${reference}`)).match(/in a form/g)).toHaveLength(1)
    await edit('ana', reference)
    await submit('ana', { Budget: '', Links: '', 'Time left': '', Repeats: 'never' })
    expect(await card(reference)).not.toMatch(/Budget|Links|Time left|Repeats/)
  })

  it('moves a task to another project and back without losing what only one of them has', async () => {
    const reference = await create('There and back')
    await edit('ana', reference)
    await submit('ana', { Round: 'Final', Phase: 'Design' })
    await edit('ana', reference)
    await submit('ana', { Project: 'BRD · Brand refresh' })
    expect(await card(reference)).not.toMatch(/Round|Phase/)
    const back = await edit('ana', reference)
    expect(back.modal?.plain).not.toContain('Round')
    const chosen = await fill('ana', { Project: 'WEB · Web redesign' })
    expect(chosen.modal?.plain).toContain('Round (optional): [Final ▾]')
    await submit('ana')
    expect(await card(reference)).toMatch(/Project: Web redesign[\s\S]*Round: Final/)
  })

  it('says at After that tasks would wait for each other', async () => {
    const first = await create('First of a circle')
    const second = await create(`Second of a circle after ${first}`)
    await edit('ana', first)
    const refused = await submit('ana', { After: second })
    expect(refused.modal?.errors).toEqual({ After: expect.stringContaining(`${first} → ${second} → ${first}`) })
    await close('ana')
  })

  it('does not scold for a date that has passed, and keeps it', async () => {
    const reference = await create('Late already due today 9:30')
    await bot.advance('1h')
    const opened = await edit('ana', reference)
    expect(opened.modal?.plain).toContain('Mon, Mar 2, 2026, 9:30 AM has passed.')
    expect((await submit('ana', { Title: 'Late, renamed' })).modal).toBeNull()
    expect(await card(reference)).toContain('Due: today at 9:30 AM')
  })
})

describe('two people at once', () => {
  it('the second sees what the first changed, keeps what they typed, and saves it on top', async () => {
    const reference = await create('Two editors ~2h')
    await edit('ana', reference)
    await bot.say('ben', WEB, `/task priority ${reference} urgent`)
    await bot.say('ben', WEB, `/task estimate ${reference} 5h`)
    const shown = await submit('ana', { Title: 'Mine', Estimate: '3h' })
    const text = shown.modal?.plain ?? ''
    expect(text).toContain(`${reference} was changed while you had this open`)
    expect(text).toMatch(/Priority: Normal → Urgent \(ben, .*\)\n/)
    expect(text).toMatch(/Estimate: 2h → 5h \(ben, .*\)\. You changed it too\./)
    expect(text).toContain('Mine')
    expect(shown.modal?.submit?.text).toBe('Save anyway')
    const saved = await submit('ana')
    expect(saved.modal).toBeNull()
    const after = await card(reference)
    for (const words of ['Mine', 'Priority: Urgent', 'Estimate: 3h']) expect(after).toContain(words)
    expect(read(await bot.say('ana', WEB, '/task undo'))).toContain('as it was before')
    expect(await card(reference)).toMatch(/Two editors[\s\S]*Estimate: 5h/)
  })

  it('shows a change that came after the first was shown, too', async () => {
    const reference = await create('Three editors')
    await edit('ana', reference)
    await bot.say('ben', WEB, `/task priority ${reference} high`)
    await submit('ana', { Title: 'First try' })
    await bot.say('cleo', WEB, `/task priority ${reference} low`)
    const again = await submit('ana')
    expect(again.modal?.plain).toMatch(/Priority: High → Low \(cleo, /)
    expect(again.modal?.plain).not.toContain('(ben, ')
    await submit('ana')
    expect(await card(reference)).toMatch(/First try[\s\S]*Priority: Low/)
  })

  it('finds nothing to show in what was put back, nor in what the same person did', async () => {
    const reference = await create('Put back')
    await edit('ana', reference)
    await bot.say('ben', WEB, `/task priority ${reference} high`)
    await bot.say('ben', WEB, '/task undo')
    await bot.say('ana', WEB, `/task estimate ${reference} 4h`)
    const saved = await submit('ana', { Title: 'Put back, mine' })
    expect(saved.modal).toBeNull()
    expect(await card(reference)).toMatch(/Put back, mine[\s\S]*Priority: Normal[\s\S]*Estimate: 4h/)
  })

  it('keeps what a project’s fields say by others, field by field', async () => {
    const reference = await create('Fields of two')
    await edit('ana', reference)
    await edit('ben', reference)
    await submit('ben', { Round: 'Final' })
    const shown = await submit('ana', { Budget: '9' })
    expect(shown.modal?.plain).toMatch(/Fields: nothing → Round Final \(ben, .*\)\. You changed it too\./)
    await submit('ana')
    expect(await card(reference)).toMatch(/Budget: 9[\s\S]*Round: Final/)
  })

  it.each([
    ['Need until…', `due REF 2026-03-19`, { 'New due date': '2026-03-20' }, 'Due: nothing → ', 'March 20th'],
    ['Blocked…', 'start REF', { 'What does it wait on?': 'the logo' }, 'Status: Todo → Doing', 'Blocked: the logo'],
    ['Hand off…', 'assign REF @dev', { 'New owner': 'cleo' }, 'Owner: eve → dev', 'Owner: cleo'],
  ])('are told in %s', async (label, line, values, ...[told, outcome]) => {
    const reference = await create('Dialogs of two @eve')
    const [message] = (await bot.say('ana', WEB, `/task ${reference}`)).seen
    await bot.act({ as: 'ana', do: 'click', channel: message?.channel ?? '', ts: message?.ts ?? '', label })
    await bot.say('ben', WEB, `/task ${line.replace('REF', reference)}`)
    const shown = await submit('ana', values)
    expect(shown.modal?.plain).toContain(told)
    expect(shown.modal?.submit?.text).toBe('Save anyway')
    const saved = await submit('ana')
    expect(saved.modal).toBeNull()
    expect(await card(reference)).toContain(outcome)
  })

  it('are told in the answer to a command, for two minutes', async () => {
    const reference = await create('Contested date')
    await bot.say('ben', WEB, `/task due ${reference} 2026-03-13`)
    const answer = await bot.say('ana', WEB, `/task due ${reference} 2026-03-16`)
    expect(read(answer)).toMatch(/ben had set it to Mar 13 at .* moments ago\./)
    expect(read(answer)).toContain('[Undo]')
    expect(read(await bot.say('ana', WEB, `/task due ${reference} 2026-03-17`))).not.toContain('had set')
    await bot.advance('1m')
    expect(read(await bot.say('ben', WEB, `/task due ${reference} 2026-03-18`))).toContain('ana had set it to')
    await bot.advance('3m')
    expect(read(await bot.say('ana', WEB, `/task due ${reference} 2026-03-19`))).not.toContain('had set')
  })
})
