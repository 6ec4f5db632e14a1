import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { armed } from '../../src/domain/csv.ts'
import type { ActDone, Message } from '../../src/sandbox/protocol.ts'
import { read } from '../support/drive.ts'
import { startRunsheet } from '../support/runsheet.ts'
import type { TestRunsheet } from '../support/runsheet.ts'

let bot: TestRunsheet
beforeAll(async () => {
  bot = await startRunsheet()
})
afterAll(() => bot.stop())

const WEB = '#web-redesign'
const say = (line: string, as = 'ana', channel = WEB): Promise<ActDone> => bot.say(as, channel, `/task ${line}`)
const create = async (line: string): Promise<string> => /[A-Z]+-\d+/.exec(read(await say(line)))?.[0] ?? ''
/** The newest file in somebody's direct message with Runsheet: what was said with it, and what is in it. */
const received = async (as: string): Promise<{ message: Message; name: string; text: string }> => {
  const message = (await bot.dm(as)).findLast(({ files }) => files !== undefined && files.length > 0)
  const [file] = message?.files ?? []
  const bytes = new Uint8Array(await (await fetch(String(file?.url_private_download))).arrayBuffer())
  // The mark at its beginning is part of what is looked at.
  return {
    message: message!,
    name: file?.name ?? '',
    text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes),
  }
}
type Row = Readonly<Record<string, string>>
const table = (text: string, delimiter = ','): readonly Row[] => parse(text, { bom: true, columns: true, delimiter })

describe('a file of tasks', () => {
  it('comes into the direct message of whoever asked, each task in it once, as it is', async () => {
    const reference = await create('Hero; copy, größer @ben due fri 5pm !high ~90m #launch #hero')
    await say(`note ${reference} in the JSON only`)
    await say(`check ${reference} + First step`)
    const closed = await create('Closed one @eve')
    await say(`done ${closed}`)
    const answer = await say('export csv')
    const { message, name, text } = await received('ana')
    expect(name).toBe('runsheet-tasks-2026-03-02.csv')
    expect(message.plain).toContain('Here is your export: all tasks that you may see')
    expect(text.startsWith('\uFEFFreference,project,')).toBe(true)
    const rows = table(text)
    expect(new Set(rows.map((row) => row['reference'])).size).toBe(rows.length)
    expect(read(answer)).toContain(`${rows.length} tasks in ${name}, in your direct message`)
    expect(rows.find((row) => row['reference'] === reference)).toMatchObject({
      project: 'WEB',
      title: 'Hero; copy, größer',
      status: 'todo',
      priority: 'high',
      owner: 'ben',
      due_utc: '2026-03-06T16:00:00.000Z',
      due_local: '2026-03-06 17:00',
      zone: 'Europe/Berlin',
      estimate_hours: '1.5',
      labels: 'launch, hero',
      checklist: '[ ] First step',
    })
    expect(rows.find((row) => row['reference'] === closed)).toMatchObject({ status: 'done' })
  })

  it('is narrowed by filters, and by a saved list', async () => {
    await create('Urgent thing @ben !urgent #narrow')
    await create('Other thing @eve #narrow')
    await say('export label:narrow @ben')
    const first = await received('ana')
    expect(first.message.plain).toContain('tasks labelled #narrow, owned by ben')
    expect(table(first.text).map((row) => row['title'])).toEqual(['Urgent thing'])
    await say('list label:narrow @eve save:eves')
    await say('export csv eves')
    expect(table((await received('ana')).text).map((row) => row['title'])).toEqual(['Other thing'])
    const none = await say('export label:nowhere')
    expect(read(none)).toContain('No task fits that, so there is no file')
  })

  it('is run by no spreadsheet', async () => {
    const reference = await create('"=HYPERLINK(0)" #formula')
    await bot.say('ana', WEB, `/task ${reference}`)
    const second = await create('Second #formula')
    await bot.act({
      as: 'ana',
      do: 'click',
      channel: WEB,
      ts: (await say(second)).seen.at(-1)?.ts ?? '',
      label: 'Edit',
    })
    await bot.act({ as: 'ana', do: 'submit', values: { Title: '=1+1', Description: '@SUM(1)\n-2;=3' } })
    await say('export csv label:formula')
    const { text } = await received('ana')
    const row = table(text).find((each) => each['reference'] === second)
    expect(row).toMatchObject({ title: "'=1+1", description: "'@SUM(1)\n'-2;'=3" })
    expect([row?.['title'], row?.['description']].map((cell) => armed(cell ?? ''))).toEqual(['=1+1', '@SUM(1)\n-2;=3'])
  })

  it('is parted by semicolons where somebody says so', async () => {
    await say('export csv semicolon label:launch')
    const { text } = await received('ana')
    expect(table(text, ';')[0]).toMatchObject({ estimate_hours: '1,5', title: 'Hero; copy, größer' })
  })

  it('leaves nothing out as JSON, what was done and said included', async () => {
    await say('export json label:launch')
    const { name, text } = await received('ana')
    expect(name).toBe('runsheet-tasks-2026-03-02.json')
    expect(JSON.parse(text)).toMatchObject([
      {
        title: 'Hero; copy, größer',
        project: { key: 'WEB', name: 'Web redesign' },
        owner: { name: 'ben' },
        estimateMinutes: 90,
        labels: ['launch', 'hero'],
        dueAt: '2026-03-06T16:00:00.000Z',
        checklist: [{ text: 'First step', done: false }],
        history: [
          {
            kind: 'created',
            by: { name: 'ana' },
            via: 'command',
            at: expect.stringMatching(/^2026-03-02T08:00:/) as string,
          },
          { kind: 'noted', note: 'in the JSON only' },
          { kind: 'changed', changes: [{ fact: 'checklist' }] },
        ],
      },
    ])
  })

  it('can be asked for in the direct message, and has what that person may see', async () => {
    await bot.act({ as: 'ben', do: 'message', channel: '@Runsheet', text: 'export json @ben label:launch' })
    await expect.poll(async () => (await bot.dm('ben')).at(-1)?.plain).toContain('1 task in runsheet-tasks')
    expect(JSON.parse((await received('ben')).text)).toHaveLength(1)
  })

  it('that is nearly said is offered; what is no filter makes a task', async () => {
    expect(read(await say('export csv overdeu'))).toContain('Did you mean /task export csv overdue?')
    expect(read(await say('export csv page 2'))).toContain('has no order and no pages')
    expect(read(await say('Export the logo as svg'))).toMatch(/Created WEB-\d+ Export the logo as svg/)
  })

  it('is told of where Slack does not take it, with nothing made of it', async () => {
    await bot.fault({ method: 'files.completeUploadExternal', kind: 'server_error', times: 1 })
    const answer = await say('export csv label:launch')
    expect(read(answer)).toContain('Something went wrong')
    await bot.clearFaults()
  })
})
