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
    await begin('Title,Owner,Labels\nBack one,eve,back\nBack two,dev,back\nBack three,ben,back\n')
    await go()
    await go()
    await told('ana', 'Imported 3 tasks into WEB')
    expect(await say('list label:back')).toContain('3 open tasks')
    await told('ben', 'ana gave you 1 task:')
    const undone = await press('ana', 'Imported 3 tasks', 'Undo')
    await expect.poll(async () => (await dms('ben')).at(-1)?.plain).toBe('None of these tasks is yours any more.')
    for (const title of ['Back one', 'Back two', 'Back three'])
      expect(read(undone)).toContain(`${title} was taken away again`)
    expect(await say('list label:back')).toContain('No open tasks')
    // What is not there any more is not told.
    await bot.moveTo('2026-03-03T14:30:00Z')
    expect((await dms('dev')).map(({ plain }) => plain).join()).not.toContain('Back two')
  })
})

describe('what only a person can say', () => {
  const ASKED = `Title,Owner,Due,Estimate,Status,Labels
Two ways,Bennie,03/04/2026,4,Cooking,asked
Gone by,eve,01/02/2026,2,Cooking,asked
Stranger,Old Hand,05/04/2026,1,Todo,asked
`

  it('is asked once, and counts for the whole file', async () => {
    await begin(ASKED, 'asked.csv')
    const questions = plainOf(await go())
    for (const question of [
      'Which comes first in a date such as 03/04/2026?',
      'What is an estimate such as 4?',
      'Which status is “Cooking”?',
      'Who is “Bennie”?',
      'Who is “Old Hand”?',
      'What becomes of rows whose owner is nobody here?',
    ])
      expect(questions).toContain(question)
    // Which dates have passed shows only once it is known how they are read.
    const late = await go({
      'Which comes first in a date such as 03/04/2026?': 'Day first: 03/04 is 3 April',
      'What is an estimate such as 4?': 'Days of eight hours',
      'Which status is “Cooking”?': 'Doing',
      'Who is “Bennie”?': 'ben',
      'What becomes of rows whose owner is nobody here?': 'Import these tasks without an owner',
    })
    expect(plainOf(late)).toContain('The due date of 1 open task has passed. What becomes of it?')
    const preview = plainOf(
      await go({ 'The due date of 1 open task has passed. What becomes of it?': 'Import these tasks without a date' }),
    )
    expect(preview).toContain('Two ways\nDoing · ben · due Fri, Apr 3, 2026, 5:00 PM · ~4d · #asked')
    expect(preview).toContain('Gone by\nDoing · eve · no due date · ~2d · #asked')
    expect(preview).toContain('Stranger\nTodo · no owner · due Sun, Apr 5, 2026, 5:00 PM · ~1d · #asked')
  })

  it('is kept on the way back to the columns, until another column is chosen', async () => {
    const mapping = await bot.act({ as: 'ana', do: 'click', in: 'modal', label: 'Back', ...WAIT })
    expect(plainOf(mapping)).toContain('asked.csv: 3 rows')
    expect(plainOf(await go())).toContain('3 tasks will be made')
    await bot.act({ as: 'ana', do: 'click', in: 'modal', label: 'Back', ...WAIT })
    const other = await go({ Due: 'Not imported', Owner: 'Not imported', Estimate: 'Not imported' })
    expect(plainOf(other)).toContain('Which status is “Cooking”?')
    const preview = plainOf(await go())
    expect(preview).toContain('1 task will be made')
    expect(preview).toContain('Line 2: “Cooking” is no status that is known.')
    await bot.act({ as: 'ana', do: 'close' })
  })
})

describe('the same file', () => {
  const SAME = 'Title,Labels\nSame one,same\n'

  it('is told of when it comes again, and imported again by whoever wants it', async () => {
    await begin(SAME, 'same.csv')
    await go()
    await go()
    await told('ana', 'Imported 1 task into WEB from same.csv')
    const again = await begin(SAME, 'renamed.csv')
    expect(plainOf(again)).toMatch(/The same file was imported into this project on .*, and made 1 task\./)
    const preview = plainOf(await go())
    expect(preview).toContain('all of it is made again')
    expect(preview).toContain('[Import anyway]')
    await go()
    await told('ana', 'Imported 1 task into WEB from renamed.csv')
    expect(await say('list label:same')).toContain('2 open tasks')
  })

  it('is news again once its tasks were taken back', async () => {
    await begin('Title,Labels\nTaken back,taken\n', 'taken.csv')
    await go()
    await go()
    await told('ana', 'from taken.csv')
    await press('ana', 'from taken.csv', 'Undo')
    expect(plainOf(await begin('Title,Labels\nTaken back,taken\n', 'taken.csv'))).not.toContain('The same file')
    await bot.act({ as: 'ana', do: 'close' })
  })
})

describe('a file that makes no tasks', () => {
  it.each<[string, File, string]>([
    ['empty', { name: 'e.csv', text: ' \n' }, 'That file is empty'],
    ['a header alone', { name: 'h.csv', text: 'Title,Owner\n' }, 'no rows below it'],
    ['Excel’s own', { name: 'x.csv', base64: Buffer.from('PK\x03\x04rest').toString('base64') }, 'is an Excel file'],
    [
      'a picture',
      { name: 'p.csv', base64: Buffer.from([0x89, 0x50, 0, 0, 0, 1, 2]).toString('base64') },
      'not a table',
    ],
    ['an open quotation', { name: 'q.csv', text: 'Title\n"a\nb' }, 'never closed'],
    ['too many rows', { name: 'r.csv', text: `Title\n${'x\n'.repeat(5001)}` }, 'more than 5,000 rows'],
    ['too large', { name: 'l.csv', text: `Title\n${'x'.repeat(5 * 1024 * 1024)}` }, 'larger than 5 MB'],
  ])('because it is %s, is answered with the form for another', async (_what, file, words) => {
    await open()
    const answer = await give(file)
    expect(plainOf(answer)).toContain(words)
    const better = await give({ name: 'better.csv', text: 'Title\nBetter' })
    expect(plainOf(better)).toContain('better.csv: 1 row, 1 column')
    await bot.act({ as: 'ana', do: 'close' })
  })

  it('because it has no column of titles, waits until one is chosen', async () => {
    await begin('Code,Colour\nA,red\n')
    const refused = await go()
    expect(refused.modal?.errors).toEqual({ Title: expect.stringContaining('every task needs one') as string })
    expect(plainOf(await go({ Title: 'Colour · red' }))).toContain('1 task will be made')
    await bot.act({ as: 'ana', do: 'close' })
  })

  it('because no row can be read, has nothing to agree to', async () => {
    await begin('Title,Priority\nOne,soonish\n')
    const preview = plainOf(await go())
    expect(preview).toContain('0 tasks will be made')
    expect(preview).not.toContain('[Import')
    await bot.act({ as: 'ana', do: 'close' })
  })

  it('because Slack does not give it, is told with a reference', async () => {
    await open()
    await bot.fault({ method: 'files.info', kind: 'server_error', times: 1 })
    expect(plainOf(await give({ name: 'f.csv', text: 'Title\nx' }))).toMatch(/Something went wrong \(reference/)
    await bot.clearFaults()
    await bot.act({ as: 'ana', do: 'close' })
  })
})

describe('who may not import', () => {
  it('is told so', async () => {
    expect(read(await open('ana', 'NOPE'))).toContain('There is no project NOPE')
    await bot.say('ana', WEB, '/project new OLD Old work')
    await bot.say('ana', WEB, '/project archive OLD')
    expect(read(await open('ana', 'OLD'))).toContain('OLD is archived, so no tasks are made in it')
    expect(read(await open('ana', ''))).toBe('')
    await bot.act({ as: 'ana', do: 'close' })
  })
})

it('takes what was exported', async () => {
  await say('Round trip; "quoted" @ben due 2026-03-20 15:30 !high ~90m #trip #two in WEB')
  await say('"=1+1 formula" @eve due 2026-03-23 #trip in WEB')
  await say('export csv label:trip')
  const file = (await dms('ana')).findLast(({ files }) => files !== undefined && files.length > 0)?.files?.[0]
  const bytes = Buffer.from(await (await fetch(String(file?.url_private_download))).arrayBuffer())
  await open('ana', 'BRD')
  await give({ name: 'trip.csv', base64: bytes.toString('base64') })
  const preview = plainOf(await go())
  expect(preview).toContain('2 tasks will be made in BRD from trip.csv')
  expect(preview).toContain(
    'Round trip; "quoted"\nTodo · ben · due Fri, Mar 20, 2026, 3:30 PM · High · ~1.5h · #trip #two',
  )
  expect(preview).toContain('=1+1 formula\nTodo · eve')
  await bot.act({ as: 'ana', do: 'close' })
})

it('begins where a project is shown, too', async () => {
  const shown = await bot.say('ana', WEB, '/project show WEB')
  const at = shown.seen.at(-1)
  const form = await bot.act({ as: 'ana', do: 'click', channel: WEB, ts: at?.ts ?? '', label: 'Import…' })
  expect(plainOf(form)).toContain('Tasks for WEB Web redesign from a file of rows')
  expect((await go()).modal?.errors).toEqual({ File: expect.any(String) as string })
})
