import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ActDone, InputValues, Message } from '../../src/sandbox/protocol.ts'
import { read } from '../support/drive.ts'
import { startRunsheet } from '../support/runsheet.ts'
import type { TestRunsheet } from '../support/runsheet.ts'

let bot: TestRunsheet
beforeAll(async () => {
  bot = await startRunsheet()
})
afterAll(() => bot.stop())

const WEB = '#web-redesign'
const WAIT = { wait_ms: 15_000 }
const say = async (line: string, as = 'ana'): Promise<string> => read(await bot.say(as, WEB, `/task ${line}`))
const plainOf = (done: ActDone): string => done.modal?.plain ?? ''

type File = { readonly name: string; readonly text: string } | { readonly name: string; readonly base64: string }
/** Gives a file to the form, and shows what comes next. */
const give = (file: File, as = 'ana'): Promise<ActDone> =>
  bot.act({ as, do: 'submit', values: { File: [file] }, ...WAIT })
const open = (as = 'ana', key = 'WEB'): Promise<ActDone> => bot.say(as, WEB, `/project import ${key}`)
const begin = async (text: string, name = 'plan.csv'): Promise<ActDone> => {
  await open()
  return give({ name, text })
}
const go = (values: InputValues = {}, as = 'ana'): Promise<ActDone> => bot.act({ as, do: 'submit', values, ...WAIT })
const dms = async (as: string): Promise<readonly Message[]> => bot.dm(as)
const told = async (as: string, words: string): Promise<void> => {
  const said = async (): Promise<string> => (await dms(as)).map(({ plain }) => plain).join('\n')
  await expect.poll(said, { timeout: 10_000 }).toContain(words)
}
const press = async (as: string, words: string, label: string): Promise<ActDone> => {
  const message = (await dms(as)).findLast(({ plain }) => plain.includes(words))
  return bot.act({ as, do: 'click', channel: message?.channel ?? '', ts: message?.ts ?? '', label, ...WAIT })
}

const PLAN = `Task;Assignee;Due date;Priority;Status;Estimate (h);Tags;Notes
Hero copy;ben;13/03/2026;High;In progress;1,5;imported, hero;First draft
Hero image;Eve;04/03/2026;;;;imported;
"Old page; kept";ben;02/02/2026;;Done;;imported;
=2+5;ben;20/03/2026;urgent;;;imported;a formula
;ben;20/03/2026;;;;imported;
Nobody’s;Zoë Unknown;20/03/2026;soonish;;;imported;
`

describe('a file of tasks', () => {
  it('becomes tasks after its columns and a preview were agreed to', async () => {
    const mapping = await begin(PLAN)
    expect(plainOf(mapping)).toContain('plan.csv: 6 rows, 8 columns, for WEB Web redesign')
    const questions = await go()
    expect(plainOf(questions)).toContain('Who is “Zoë Unknown”?')
    const preview = plainOf(await go())
    expect(preview).toContain('4 tasks will be made in WEB from plan.csv')
    expect(preview).toContain(
      'Hero copy\nDoing · ben · due Fri, Mar 13, 2026, 5:00 PM · High · ~1.5h · #imported #hero',
    )
    expect(preview).toContain('Each owner is told once, of all of theirs: ben 2, eve 1')
    expect(preview).toContain('2 rows make no task:\nLine 6: It has no title.')
    expect(preview).toContain('Line 7: “soonish” is no priority that is known')
    expect(preview).toContain('“Zoë Unknown” is the name of nobody here')
    expect(await say('list label:imported')).toContain('No open tasks')
    const before = (await dms('ben')).length
    expect(plainOf(await go())).toContain('Your tasks are being made')
    await told('ana', 'Imported 4 tasks into WEB from plan.csv')
    const list = await say('list label:imported')
    expect(list).toContain('3 open tasks')
    expect(list).toContain('=2+5')
    const reference = /WEB-\d+(?= Hero copy)/.exec(list)?.[0] ?? ''
    const card = await say(reference)
    for (const fact of ['Status: Doing', 'Owner: ben', 'Priority: High', 'Estimate: 1.5h']) expect(card).toContain(fact)
    expect(await say(`history ${reference}`)).toContain('created')
    // Ben sleeps until nine in New York: he is told then, once, of what is still to be done.
    await bot.moveTo('2026-03-02T14:30:00Z')
    await told('ben', 'ana gave you 2 tasks')
    expect((await dms('ben')).length).toBe(before + 1)
    const report = (await dms('ana')).findLast(({ files }) => files !== undefined && files.length > 0)
    expect(report?.plain).toContain('2 rows of plan.csv made no task')
    expect(report?.files?.[0]?.name).toBe('plan-not-imported.csv')
    const text = await (await fetch(String(report?.files?.[0]?.url_private_download))).text()
    const rows: readonly Record<string, string>[] = parse(text, { bom: true, columns: true, delimiter: ';' })
    expect(rows.map(({ line, Task }) => [line, Task])).toEqual([
      ['6', ''],
      ['7', 'Nobody’s'],
    ])
    expect(rows[1]?.['problem']).toContain('nobody here who can own a task')
  })

  it('is taken back as a whole', async () => {
    await begin('Title,Owner,Labels\nBack one,eve,back\nBack two,dev,back\n')
    await go()
    await go()
    await told('ana', 'Imported 2 tasks into WEB')
    expect(await say('list label:back')).toContain('2 open tasks')
    const undone = await press('ana', 'Imported 2 tasks', 'Undo')
    for (const title of ['Back one', 'Back two']) expect(read(undone)).toContain(`${title} was taken away again`)
    expect(await say('list label:back')).toContain('No open tasks')
    // What is not there any more is not told.
    await bot.moveTo('2026-03-03T14:30:00Z')
    expect((await dms('dev')).map(({ plain }) => plain).join()).not.toContain('Back two')
  })
})
