import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { read } from '../support/drive.ts'
import { startRunsheet } from '../support/runsheet.ts'
import type { TestRunsheet } from '../support/runsheet.ts'

let bot: TestRunsheet
beforeAll(async () => {
  bot = await startRunsheet()
  await bot.say('ana', '#brand-refresh', '/project cards on')
})
afterAll(() => bot.stop())

interface Place {
  readonly channel: string
  readonly root: string
}

/** Makes a task whose card stands in its project's channel. */
async function make(title: string): Promise<Place & { readonly reference: string }> {
  const reference = /BRD-\d+/.exec(read(await bot.say('ana', '#brand-refresh', `/task ${title}`)))?.[0] ?? ''
  const find = async () =>
    (await bot.messages('#brand-refresh', 'ana')).find(({ plain }) => plain.startsWith(`${reference} `))
  await expect.poll(find).toBeDefined()
  return { reference, channel: '#brand-refresh', root: (await find())?.ts ?? '' }
}

/** Makes a task of a message elsewhere: it has a card in that thread, and one in its project's channel. */
async function makeFromMessage(text: string) {
  const [message] = (await bot.act({ as: 'ana', do: 'message', channel: '#general', text })).seen
  const root = message?.ts ?? ''
  const shortcut = { do: 'message_shortcut', channel: '#general', ts: root, name: 'Create task from message' } as const
  await bot.act({ as: 'ana', ...shortcut })
  const made = await bot.act({ as: 'ana', do: 'submit', values: { Project: 'BRD · Brand refresh' } })
  const reference = /BRD-\d+/.exec(read(made))?.[0] ?? ''
  const find = async () =>
    (await bot.messages('#brand-refresh', 'ana')).find(({ plain }) => plain.startsWith(`${reference} `))
  await expect.poll(find).toBeDefined()
  await expect.poll(async () => (await thread({ channel: '#general', root })).length).toBe(2)
  const home = { channel: '#brand-refresh', root: (await find())?.ts ?? '' }
  return { reference, home, source: { channel: '#general', root } }
}

const thread = async ({ channel, root }: Place) =>
  (await bot.messages(channel, 'ana', root)).filter(({ ephemeral }) => !ephemeral)
const threadText = async (place: Place): Promise<string> => (await thread(place)).map(({ plain }) => plain).join('\n')
const share = async (as: string, { channel, root }: Place, name: string, text?: string): Promise<string> => {
  const { seen } = text
    ? await bot.act({ as, do: 'message', channel, text, thread_ts: root, files: [{ name, text: 'x' }] })
    : await bot.act({ as, do: 'upload', channel, name, text: 'x', thread_ts: root })
  return seen.find((message) => message.bot_id === undefined && message.thread_ts === root)?.ts ?? ''
}
const card = async (reference: string): Promise<string> => read(await bot.say('ana', '#general', `/task ${reference}`))
const history = async (reference: string): Promise<string> =>
  read(await bot.say('ana', '#general', `/task history ${reference}`))

describe('a file in the thread of a task’s card', () => {
  it('is the task’s: on its card, as a link, and in its history', async () => {
    const task = await make('Logo in colour')
    await share('eve', task, 'logo.svg')
    await expect.poll(() => threadText(task)).toMatch(/Files: logo\.svg/)
    const [root] = await thread(task)
    expect(JSON.stringify(root?.blocks)).toMatch(/\*Files:\* <https?:[^|>]+logo\.svg\|logo\.svg>/)
    expect(await history(task.reference)).toMatch(/eve[^]*Files: nothing → logo\.svg/)
    expect((await thread(task)).length).toBe(2)
  })

  it('with words is a comment as well, which names it', async () => {
    const task = await make('Logo in black')
    await share('eve', task, 'black.svg', 'first try')
    expect(await card(task.reference)).toContain('first try (files: black.svg)')
    expect(await card(task.reference)).toMatch(/Files: black\.svg/)
  })

  it('goes with its message', async () => {
    const task = await make('Logo on white')
    const ts = await share('eve', task, 'white.svg')
    await share('eve', task, 'grey.svg')
    expect(await card(task.reference)).toContain('Files: white.svg · grey.svg')
    await bot.act({ as: 'eve', do: 'delete', channel: task.channel, ts })
    expect(await card(task.reference)).toContain('Files: grey.svg')
    expect(await history(task.reference)).toMatch(/Runsheet[^]*Files: white\.svg, grey\.svg → grey\.svg/)
  })

  it('goes when it is deleted in Slack', async () => {
    const task = await make('Logo in gold')
    const ts = await share('eve', task, 'gold.svg', 'here it is')
    const message = (await thread(task)).find((each) => each.ts === ts)
    const [file] = (message?.files ?? []) as readonly { readonly id: string }[]
    await bot.tell({ type: 'file_deleted', file_id: file?.id, event_ts: '1.1' })
    await expect.poll(() => card(task.reference)).not.toContain('Files:')
    expect(await card(task.reference)).toContain('here it is')
  })

  it('can be undone by whoever shared it, and its going stands in nobody’s way', async () => {
    const task = await make('Logo as a stamp')
    await share('eve', task, 'stamp.svg')
    const undone = await bot.say('eve', '#general', '/task undo')
    expect(read(undone)).toContain('as it was before')
    expect(await card(task.reference)).not.toContain('Files:')
    const ts = await share('eve', task, 'stamp-2.svg')
    await bot.say('ana', '#general', `/task start ${task.reference}`)
    await bot.act({ as: 'eve', do: 'delete', channel: task.channel, ts })
    expect(read(await bot.say('ana', '#general', '/task undo'))).toContain('as it was before')
    expect(await card(task.reference)).toContain('Status: Todo')
  })

  it('that is gone with its message is passed over by an undo, which takes back what came before', async () => {
    const task = await make('Logo in felt')
    await bot.say('ana', '#general', `/task start ${task.reference}`)
    const ts = await share('ana', task, 'felt.svg')
    await bot.act({ as: 'ana', do: 'delete', channel: task.channel, ts })
    await expect.poll(() => card(task.reference)).not.toContain('Files:')
    expect(read(await bot.say('ana', '#general', '/task undo'))).toContain(task.reference)
    expect(await card(task.reference)).toContain('Status: Todo')
    expect(read(await bot.say('ana', '#general', '/task undo'))).not.toContain('as it was before')
  })

  it('that Slack tells of twice is there once', async () => {
    const task = await make('Logo twice')
    await bot.fault({ method: 'delivery', kind: 'twice', times: 3 })
    await share('eve', task, 'twice.svg')
    await bot.clearFaults()
    expect(await card(task.reference)).toMatch(/Files: twice\.svg\n/)
  })

  it('elsewhere is nobody’s', async () => {
    const task = await make('Logo elsewhere')
    const [message] = (await bot.act({ as: 'ben', do: 'message', channel: '#brand-refresh', text: 'Lunch menu?' })).seen
    await share('ben', { channel: '#brand-refresh', root: message?.ts ?? '' }, 'menu.pdf')
    expect(await card(task.reference)).not.toContain('menu.pdf')
  })
})

describe('a task with cards in two threads', () => {
  it('tells the other thread of a file, once, and pings nobody', async () => {
    const { reference, home, source } = await makeFromMessage('Paint the van')
    await share('eve', source, 'van.png')
    await expect.poll(() => threadText(home)).toContain(`A file was added to ${reference}:\nvan.png from eve`)
    expect((await threadText(source)).match(/was added to/g)).toBeNull()
    const told = (await thread(home)).filter(({ plain }) => plain.includes('was added to'))
    expect(told.map(({ pings }) => pings)).toEqual([[]])
    await bot.say('eve', '#general', '/task undo')
    await bot.say('ana', '#general', `/task start ${reference}`)
    expect((await threadText(home)).match(/was added to/g)).toHaveLength(1)
  })
})

describe('a file that comes with a message elsewhere', () => {
  it('is told in the task’s thread once it was added to the task', async () => {
    const task = await make('Print the sign')
    const files = [{ name: 'sign.pdf', text: 'x' }]
    const [message] = (await bot.act({ as: 'ben', do: 'message', channel: '#general', text: 'here it is', files })).seen
    const on = { channel: '#general', ts: message?.ts ?? '' }
    await bot.act({ as: 'ana', do: 'message_shortcut', ...on, name: 'Add to task…' })
    const option = `${task.reference} Print the sign · Todo`
    await bot.act({ as: 'ana', do: 'select', in: 'modal', label: 'Task', option, query: task.reference })
    await bot.act({ as: 'ana', do: 'submit' })
    await expect.poll(() => threadText(task)).toContain('sign.pdf from ben')
    expect(await card(task.reference)).toContain('Files: sign.pdf')
    await bot.act({ as: 'ben', do: 'delete', ...on })
    expect(await card(task.reference)).not.toContain('Files:')
    expect((await threadText(task)).match(/was added to/g)).toHaveLength(1)
  })
})
