import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { read } from '../support/drive.ts'
import { startRunsheet } from '../support/runsheet.ts'
import type { TestRunsheet } from '../support/runsheet.ts'

let bot: TestRunsheet

beforeAll(async () => {
  bot = await startRunsheet()
})
afterAll(() => bot.stop())
afterEach(() => bot.clearFaults())

interface Made {
  readonly reference: string
  readonly channel: string
  readonly root: string
}

/** Makes a task of a message of ana's; its card comes into the message's thread. */
async function fromMessage(text: string, wait: { readonly wait_ms?: number } = {}): Promise<Made> {
  const [message] = (await bot.act({ as: 'ana', do: 'message', channel: '#web-redesign', text })).seen
  const [channel, root] = [message?.channel ?? '', message?.ts ?? '']
  await bot.act({ as: 'ana', do: 'message_shortcut', channel, ts: root, name: 'Create task from message' })
  await bot.act({ as: 'ana', do: 'submit', in: 'modal', ...wait })
  const told = async (): Promise<string> =>
    read({ seen: (await bot.messages('#web-redesign', 'ana')).filter(({ plain }) => plain.includes(text)) })
  await expect.poll(told).toContain('Created WEB-')
  return { reference: /Created (WEB-\d+)/.exec(await told())?.[1] ?? '', channel, root }
}

const inThread = async (root: string) =>
  (await bot.messages('#web-redesign', 'ana', root)).filter(({ ephemeral, ts }) => !ephemeral && ts !== root)
const threadText = async (root: string): Promise<string> => (await inThread(root)).map(({ plain }) => plain).join('\n')
const say = (text: string, as = 'ana') => bot.say(as, '#general', text)

/** Waits until the card of a task stands in the thread. */
async function cardIn({ root }: Made) {
  await expect.poll(async () => (await inThread(root)).length).toBe(1)
  const [card] = await inThread(root)
  if (!card) throw new Error('The card is not in the thread.')
  return card
}

describe('a card that waits to be sent', () => {
  it('says what is true when it is sent, not what was when it was written', async () => {
    await bot.fault({ method: 'chat.postMessage', kind: 'rate_limit', times: 1, retry_after: 2 })
    const made = await fromMessage('Crop the van', { wait_ms: 200 })
    await say(`/task start ${made.reference}`)
    const card = await cardIn(made)
    expect(card.plain).toContain('Status: Doing')
    expect(card.edited).toBeUndefined()
  })
})

describe('a card', () => {
  it('is edited once for what changes within moments, and shows the last of it', async () => {
    const made = await fromMessage('Retouch the faces')
    const { ts, channel } = await cardIn(made)
    const before = (await bot.log()).length
    await Promise.all([
      say(`/task start ${made.reference}`),
      say(`/task priority ${made.reference} urgent`, 'ben'),
      say(`/task estimate ${made.reference} 3h`, 'cleo'),
    ])
    await expect.poll(() => threadText(made.root)).toContain('Estimate: 3h')
    await say('/task list WEB')
    expect(await threadText(made.root)).toMatch(/Status: Doing[^]*Priority: Urgent/)
    const edits = (await bot.log(before)).filter(
      ({ name, request }) => name === 'chat.update' && (request as { ts?: string }).ts === ts,
    )
    expect(edits).toHaveLength(1)
    expect(channel).toBe(made.channel)
  })

  it('of a task whose creation was undone says so', async () => {
    const made = await fromMessage('Never mind this')
    await cardIn(made)
    await bot.say('ana', '#web-redesign', '/task undo')
    await expect.poll(() => threadText(made.root)).toMatch(/Undone: .*was taken away again/)
    expect(await threadText(made.root)).not.toContain('[Done]')
  })

  it('that was still on its way when its task was undone is never posted', async () => {
    await bot.fault({ method: 'chat.postMessage', kind: 'rate_limit', times: 1, retry_after: 1 })
    const made = await fromMessage('Gone before it came', { wait_ms: 200 })
    await bot.say('ana', '#web-redesign', '/task undo')
    await bot.act({ as: 'ana', do: 'message', channel: '#web-redesign', text: 'and on' })
    expect(await inThread(made.root)).toEqual([])
  })

  it('of a task that went into another names that one', async () => {
    const [duplicate, target] = [await fromMessage('Print the flyer'), await fromMessage('Print the flyers')]
    await cardIn(duplicate)
    await say(`/task merge ${duplicate.reference} into ${target.reference}`)
    await expect.poll(() => threadText(duplicate.root)).toContain(`Merged: into ${target.reference}`)
  })
})

describe('a card whose message was deleted', () => {
  it('is forgotten when Slack says so, or does not find it', async () => {
    const made = await fromMessage('Clean up the thread')
    const { ts, channel } = await cardIn(made)
    await bot.remove(channel ?? '', ts)
    await say(`/task start ${made.reference}`)
    const before = (await bot.log()).length
    await say(`/task review ${made.reference}`)
    expect((await bot.log(before)).filter(({ name }) => name === 'chat.update')).toEqual([])
    expect(read(await say(`/task ${made.reference}`))).toContain('Status: Review')
  })
})

describe('a card with replies whose message was deleted', () => {
  it('is forgotten as well', async () => {
    await bot.say('ana', '#brand-refresh', '/project cards on')
    const reference = /BRD-\d+/.exec(read(await bot.say('ana', '#brand-refresh', '/task Leave a stone')))?.[0] ?? ''
    const find = async () =>
      (await bot.messages('#brand-refresh', 'ana')).find(({ plain }) => plain.startsWith(`${reference} `))
    await expect.poll(find).toBeDefined()
    const { channel = '', ts = '' } = (await find()) ?? {}
    await bot.act({ as: 'ben', do: 'message', channel, text: 'a reply', thread_ts: ts })
    await bot.remove(channel, ts)
    const before = (await bot.log()).length
    await say(`/task start ${reference}`)
    expect((await bot.log(before)).filter(({ name }) => name === 'chat.update')).toEqual([])
    await bot.say('ana', '#brand-refresh', '/project cards off')
  })
})

describe('/project cards', () => {
  const project = async (text: string): Promise<string> =>
    read(await bot.say('ana', '#brand-refresh', `/project ${text}`))
  const inChannel = async () =>
    (await bot.messages('#brand-refresh', 'ben')).filter(({ plain }) => plain.startsWith('BRD-'))
  const make = async (line: string): Promise<string> => {
    const text = read(await bot.say('ana', '#general', `/task ${line} in BRD`))
    return /BRD-\d+/.exec(text)?.[0] ?? ''
  }

  it('shows every new task of the project in its channel, once, and pings nobody', async () => {
    expect(await project('show')).toContain('Cards of new tasks: not in the channel')
    await make('Before the switch @eve')
    expect(await project('cards on')).toContain('now shows its card in #brand-refresh')
    const reference = await make('Choose a typeface @eve !high')
    await expect.poll(async () => (await inChannel()).length).toBe(1)
    const [card] = await inChannel()
    expect(card?.plain).toMatch(new RegExp(`^${reference} +Choose a typeface`))
    expect(card?.pings).toEqual([])
    await bot.act({ as: 'eve', do: 'message', channel: '#brand-refresh', text: 'a serif', thread_ts: card?.ts ?? '' })
    expect(read(await say(`/task ${reference}`))).toContain('a serif')
    await say(`/task done ${reference}`)
    await expect.poll(async () => (await inChannel())[0]?.plain).toContain('Status: Done')
  })

  it('does so for the form and for the next one of a series', async () => {
    await bot.say('ben', '#brand-refresh', '/task')
    await bot.act({ as: 'ben', do: 'submit', in: 'modal', values: { Title: 'Weekly call', Due: 'fri 5pm' } })
    await expect.poll(async () => (await inChannel()).length).toBe(2)
    const reference = /BRD-\d+/.exec((await inChannel())[1]?.plain ?? '')?.[0] ?? ''
    await say(`/task repeat ${reference} every friday`)
    await say(`/task done ${reference}`)
    await expect.poll(async () => (await inChannel()).length).toBe(3)
  })

  it('off leaves the channel alone', async () => {
    expect(await project('cards BRD off')).toContain('show no card in #brand-refresh any more')
    const before = (await inChannel()).length
    await make('Quietly made')
    expect(await inChannel()).toHaveLength(before)
    expect(await project('cards BRD')).toContain('Say on or off')
  })
})
