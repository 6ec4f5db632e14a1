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
})
afterAll(() => bot.stop())

const referenceIn = (text: string): string => /[A-Z]+-\d+/.exec(text)?.[0] ?? ''
const create = async (line: string, as = 'ana'): Promise<string> =>
  referenceIn(read(await bot.say(as, WEB, `/task ${line}`)))
const card = async (reference: string, as = 'ana') => bot.say(as, WEB, `/task ${reference}`)
const blocksOf = async (reference: string): Promise<string> => JSON.stringify((await card(reference)).seen[0]?.blocks)

async function post(text: string, files: readonly string[] = [], as = 'ben'): Promise<string> {
  const attached = files.map((name) => ({ name, text: `This is ${name}` }))
  const said = await bot.act({ as, do: 'message', channel: WEB, text, files: attached })
  return said.seen[0]?.ts ?? ''
}
const shortcut = (as: string, ts: string, name: string) =>
  bot.act({ as, do: 'message_shortcut', channel: WEB, ts, name })
const pick = (as: string, option: string, query: string) =>
  bot.act({ as, do: 'select', in: 'modal', label: 'Task', option, query })
const submit = (as: string, values: Values = {}) => bot.act({ as, do: 'submit', values })

/** Adds a message to a task by its reference. */
async function add(as: string, ts: string, reference: string, title: string): Promise<string> {
  await shortcut(as, ts, 'Add to task…')
  await pick(as, `${reference} ${title} · Todo`, reference)
  return read(await submit(as))
}

describe('Create task from message', () => {
  it('suggests the links and the files, and the task gets them', async () => {
    const ts = await post('Please update https://example.com/hero and https://x.org/a?b=1&c=2 by thu @eve', [
      'logo.svg',
      'brief & plan.pdf',
    ])
    const opened = await shortcut('ana', ts, 'Create task from message')
    expect(opened.modal?.plain).toContain('https://example.com/hero\nhttps://x.org/a?b=1&c=2')
    expect(opened.modal?.plain).toContain('logo.svg')
    const done = await submit('ana', { Files: ['brief & plan.pdf'] })
    expect(read(done)).toMatch(/Links: 2\nFiles: 1/)
    const blocks = await blocksOf(referenceIn(read(done)))
    expect(blocks).toContain('|brief &amp; plan.pdf>')
    expect(blocks).not.toContain('logo.svg')
    expect(blocks).toContain('<https://x.org/a?b=1&amp;c=2|')
    expect(blocks).toContain('|from this message>')
  })

  it('keeps files and links through a change of project', async () => {
    const ts = await post('The new photos https://example.com/photos', ['one.txt', 'two.txt'])
    await shortcut('ana', ts, 'Create task from message')
    await bot.act({
      as: 'ana',
      do: 'fill',
      in: 'modal',
      values: { Project: 'BRD · Brand refresh', Files: ['two.txt'] },
    })
    const done = await submit('ana')
    expect(read(done)).toMatch(/Created BRD-\d+ The new photos/)
    const blocks = await blocksOf(referenceIn(read(done)))
    expect(blocks).toContain('|two.txt>')
    expect(blocks).not.toContain('one.txt')
  })

  it('does the same from a reaction', async () => {
    const ts = await post('Please crop these https://example.com/crop', ['hero.txt'])
    const offered = await bot.act({ as: 'cleo', do: 'react', channel: WEB, ts, emoji: 'memo' })
    const message = offered.seen.find(({ plain }) => plain.includes('[Make a task…]'))
    const opened = await bot.act({
      as: 'cleo',
      do: 'click',
      channel: message?.channel ?? '',
      ts: message?.ts ?? '',
      label: 'Make a task…',
    })
    expect(opened.modal?.plain).toContain('https://example.com/crop')
    const done = await submit('cleo')
    expect(read(done)).toMatch(/Links: 1\nFiles: 1/)
  })
})

describe('Add to task…', () => {
  it('keeps what a message says as a note, its links and its files', async () => {
    const reference = await create('Gather material')
    const ts = await post('Use the <new> logo, see https://example.com/logo', ['logo.svg'])
    const opened = await shortcut('ana', ts, 'Add to task…')
    const plain = opened.modal?.plain ?? ''
    for (const words of [
      'Use the <new> logo',
      'What it says, as a note',
      '1 link: example.com/logo',
      '1 file: logo.svg',
    ])
      expect(plain).toContain(words)
    await pick('ana', `${reference} Gather material · Todo`, 'gather mat')
    const done = await submit('ana')
    expect(done.modal).toBeNull()
    expect(read(done)).toContain(`Added to ${reference} Gather material: what it says, as a note, 1 link and 1 file.`)
    expect(read(done)).toContain('[Undo] [Show task]')
    const shown = read(await card(reference))
    expect(shown).toMatch(/ana .*: Use the <new> logo, see https:\/\/example\.com\/logo \(ben, http.*\/archives\//)
    expect(await blocksOf(reference)).toContain('|logo.svg>')
    expect(read(await bot.say('ana', WEB, `/task history ${reference}`))).toMatch(/from a message/)
  })

  it('tells what the task has already, and adds nothing twice', async () => {
    const reference = await create('Added twice')
    const ts = await post('The brief https://example.com/brief', ['brief.txt'])
    await add('ana', ts, reference, 'Added twice')
    const again = await add('cleo', ts, reference, 'Added twice')
    expect(again).toContain(`${reference} Added twice has that already, so nothing was added.`)
    expect(again).not.toContain('[Undo]')
    await bot.say('ana', WEB, `/task undo`)
    const rest = await add('ana', ts, reference, 'Added twice')
    expect(rest).toContain('what it says, as a note, 1 link and 1 file.')
    expect(read(await card(reference)).split('The brief')).toHaveLength(2)
    expect(await add('ana', ts, reference, 'Added twice')).toContain('has that already, so nothing was added.')
  })

  it('takes back all by Undo, and lets single parts be left out', async () => {
    const reference = await create('Only files')
    const ts = await post('Some words', ['words.txt'])
    await shortcut('ana', ts, 'Add to task…')
    await pick('ana', `${reference} Only files · Todo`, reference)
    const done = await submit('ana', { 'What to add': ['1 file: words.txt'] })
    expect(read(done)).toContain(': 1 file.')
    const [message] = done.seen
    const undone = await bot.act({
      as: 'ana',
      do: 'click',
      channel: message?.channel ?? '',
      ts: message?.ts ?? '',
      label: 'Undo',
    })
    expect(read(undone)).toContain('as it was before')
    expect(read(await card(reference))).not.toMatch(/words\.txt|Some words/)
  })

  it('offers what one last had to do with and the channel’s tasks before anything is typed, then what is searched for', async () => {
    const mine = await create('Mine of late', 'finn')
    const ts = await post('Anything')
    await shortcut('finn', ts, 'Add to task…')
    await pick('finn', `${mine} Mine of late · Todo`, '')
    await pick('finn', 'WEB-1 Wireframes for the shop pages · Todo', 'wirefrmaes')
    const required = await submit('finn', { Task: null })
    expect(Object.keys(required.modal?.errors ?? {})).toEqual(['Task'])
    await bot.act({ as: 'finn', do: 'close' })
  })

  it('puts the note into the threads of the task’s cards, but not where the message stands', async () => {
    const root = await post('Build the banner')
    await shortcut('ana', root, 'Create task from message')
    const reference = referenceIn(read(await submit('ana')))
    await expect.poll(async () => (await bot.messages(WEB, 'ana', root)).length).toBe(2)
    const other = await post('Banner needs the new colours')
    expect(await add('dev', other, reference, 'Build the banner')).toContain('Added to')
    await expect.poll(async () => (await bot.messages(WEB, 'ana', root)).length).toBe(3)
    const told = (await bot.messages(WEB, 'ana', root)).at(-1)
    expect(told?.plain).toContain('ben wrote:\nBanner needs the new colours\nFrom this message, added by dev')
    expect(told?.pings).toEqual([])
    const reply = await bot.act({ as: 'ben', do: 'message', channel: WEB, text: 'A reply about it', thread_ts: root })
    const there = await shortcut('ana', reply.seen[0]?.ts ?? '', 'Add to task…')
    expect(there.modal?.title?.text).toBe('Add to task…')
    await pick('ana', `${reference} Build the banner · Todo`, reference)
    // It is a comment of the task's already, since it stands in its thread.
    expect(read(await submit('ana'))).toContain('has that already')
  })

  it('does not offer tasks of projects that one may not see', async () => {
    const ts = await post('Secret things')
    await bot.act({ as: 'ana', do: 'create_channel', channel: '#secret', private: true })
    await bot.act({ as: 'ana', do: 'invite', channel: '#secret', user: 'Runsheet' })
    await bot.say('ana', '#secret', '/project new SEC Secret launch')
    const reference = referenceIn(read(await bot.say('ana', '#secret', '/task Hidden work')))
    expect(reference).toMatch(/^SEC-/)
    await shortcut('eve', ts, 'Add to task…')
    await expect(pick('eve', 'Hidden work', reference)).rejects.toThrow('there are: none')
    await bot.act({ as: 'eve', do: 'close' })
  })
})
