import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { read } from '../support/drive.ts'
import { startRunsheet } from '../support/runsheet.ts'
import type { TestRunsheet } from '../support/runsheet.ts'

let bot: TestRunsheet
beforeAll(async () => {
  bot = await startRunsheet()
})
afterAll(() => bot.stop())

const say = async (text: string, as = 'ana') => bot.say(as, '#web-redesign', `/task ${text}`)
const said = async (text: string, as = 'ana'): Promise<string> => read(await say(text, as))
const create = async (line: string): Promise<string> => /[A-Z]+-\d+/.exec(await said(line))?.[0] ?? ''

describe('/task check', () => {
  it('adds items, ticks and unticks them, and shows who did what', async () => {
    const reference = await create('Checked work @ana')
    expect(await said(`check ${reference}`)).toContain('has no checklist yet')
    await said(`check ${reference} + Proofread & send`)
    expect(await said(`check ${reference} + Upload <b>`)).toContain('now has 0 of 2 on its checklist done')
    const ticked = await said(`check ${reference} 2`, 'ben')
    expect(ticked).toContain('now has 1 of 2 on its checklist done')
    expect(ticked).toMatch(/☐ 1\. Proofread & send\n☑ 2\. Upload <b> \(ben, /)
    expect(await said(reference)).toContain('Checklist: 1 of 2')
    expect(await said(`check ${reference} 1 2`)).toMatch(/☑ 1\. Proofread.*\n☐ 2\. Upload/)
    expect(await said(`check ${reference}`, 'cleo')).toMatch(/1 of 2 done\n☑ 1\./)
  })

  it('is undone exactly', async () => {
    const reference = await create('Undone checks')
    await said(`check ${reference} + One`)
    await said(`check ${reference} 1`)
    expect(await said('undo')).toContain('as it was before')
    expect(await said(`check ${reference}`)).toContain('☐ 1. One')
  })

  it('refuses an item that is not there, and closed tasks', async () => {
    const reference = await create('Refused checks')
    expect(await said(`check ${reference} 3`)).toContain('has no checklist')
    await said(`check ${reference} + One`)
    expect(await said(`check ${reference} 3`)).toContain('has 1 item on its checklist and no number 3')
    await said(`done ${reference}`)
    expect(await said(`check ${reference} 1`)).toContain('Reopen it first')
  })

  it('is edited in the form, an item a line', async () => {
    const reference = await create('Edited checklist')
    await said(`check ${reference} + One`)
    await said(`check ${reference} 1`, 'ben')
    const card = await say(reference)
    const [shown] = card.seen
    const on = { channel: shown?.channel ?? '', ts: shown?.ts ?? '' }
    const { modal } = await bot.act({ as: 'ana', do: 'click', ...on, label: 'Edit' })
    expect(JSON.stringify(modal)).toContain('"initial_value":"[x] One"')
    await bot.act({ as: 'ana', do: 'submit', values: { Checklist: '[x] One\nTwo\n\n[x] Three' } })
    expect(await said(`check ${reference}`)).toMatch(/2 of 3 done\n☑ 1\. One \(ben, .*\n☐ 2\. Two\n☑ 3\. Three \(ana, /)
  })
})

describe('/task link', () => {
  it('adds real links with escaped texts, which the card shows', async () => {
    const reference = await create('Linked work')
    await said(`link ${reference} https://example.com/draft?a=1&b=2 First <draft> | v1`)
    const answer = await say(reference)
    expect(JSON.stringify(answer.seen[0]?.blocks)).toContain(
      '<https://example.com/draft?a=1&amp;b=2|First &lt;draft&gt; | v1> (example.com)',
    )
    expect(await said('undo')).toContain('as it was before')
    expect(JSON.stringify((await say(reference)).seen[0]?.blocks)).not.toContain('example.com')
  })

  it('takes web addresses only', async () => {
    const reference = await create('Links refused')
    expect(await said(`link ${reference} https://bank.com@example.com`)).toContain('begins with https://')
    expect(await said(`history ${reference}`)).not.toContain('Links:')
  })
})

describe('/task raci', () => {
  it('records the parts, which the card shows, and says nothing of messages', async () => {
    const reference = await create('RACI work @ana')
    const answer = await say(`raci ${reference} A:@dev C:@ben @finn I:@eve`)
    expect(read(answer)).toMatch(/answered for by dev, .*ben, finn as consulted, .*eve as informed/)
    expect(answer.seen.every(({ pings }) => pings.length === 0)).toBe(true)
    const card = await said(reference)
    for (const words of ['Owner: ana', 'Accountable: dev', 'Consulted: ben, finn', 'Informed: eve'])
      expect(card).toContain(words)
    expect(await said(`raci ${reference} I:none`)).toContain('names nobody as informed')
    await said('undo')
    expect(await said(reference)).toContain('Informed: eve')
  })

  it('takes exactly one Accountable, and people only', async () => {
    const reference = await create('RACI refused')
    expect(await said(`raci ${reference} A:@dev @ben`)).toContain('Exactly one person is Accountable')
    expect(await said(`raci ${reference} C:@Runsheet`)).toMatch(/is an app|needs a role/)
  })
})

describe('/task snooze', () => {
  it('lets nobody be asked before it ends, and counts the escalation from the nudge after it', async () => {
    const reference = await create('Snoozed work @eve due 2026-03-03')
    // Eve's Wednesday begins after Tuesday 17:00 in Berlin, when the task is late.
    expect(await said(`snooze ${reference} 2026-03-06`, 'eve')).toContain('is snoozed until')
    expect(await said(reference)).toContain('snoozed until')
    await bot.moveTo('2026-03-05T20:00:00.000Z')
    const nudges = async () => (await bot.dm('eve')).filter(({ plain }) => plain.includes(reference))
    const before = (await nudges()).length
    expect((await bot.messages('#escalations', 'cleo')).some(({ plain }) => plain.includes(reference))).toBe(false)
    await bot.moveTo('2026-03-06T20:00:00.000Z')
    expect((await nudges()).length).toBe(before + 1)
    await bot.moveTo('2026-03-10T20:00:00.000Z')
    expect((await bot.messages('#escalations', 'cleo')).some(({ plain }) => plain.includes(reference))).toBe(true)
  })

  it('has an end, and is for those who have a part in the task', async () => {
    const reference = await create('Snooze refused @eve')
    expect(await said(`snooze ${reference} 3w`)).toContain('14 days at most')
    expect(await said(`snooze ${reference} 2d`, 'finn')).toContain('only its owner')
    expect(await said(`snooze ${reference} soonish`)).toContain('could not be read')
  })
})

it('the help shows the verbs', async () => {
  const help = await said('help')
  for (const usage of ['check REF', 'link REF', 'raci REF', 'snooze REF', 'history REF']) expect(help).toContain(usage)
})
