import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { read } from '../support/drive.ts'
import { startRunsheet } from '../support/runsheet.ts'
import type { TestRunsheet } from '../support/runsheet.ts'

const PUBLIC_URL = 'https://runsheet.example.com'
let bot: TestRunsheet
let workspaceId: string
beforeAll(async () => {
  bot = await startRunsheet('2026-03-02T08:00:00.000Z', { PUBLIC_URL })
  workspaceId = (await bot.state()).workspaces[0]?.id ?? ''
})
afterAll(() => bot.stop())
afterEach(async () => {
  await bot.clearFaults()
  // What one test showed in a channel is nothing to the next.
  await bot.advance('31m')
})

const make = async (line: string, channel = '#web-redesign'): Promise<string> =>
  /[A-Z]+-\d+/.exec(read(await bot.say('ana', channel, `/task ${line}`)))?.[0] ?? ''
const say = async (text: string, channel = '#general', as = 'ben', threadTs?: string): Promise<string> => {
  const thread = threadTs === undefined ? {} : { thread_ts: threadTs }
  const { seen } = await bot.act({ as, do: 'message', channel, text, ...thread })
  return seen.find(({ bot_id }) => bot_id === undefined)?.ts ?? ''
}
/** What Runsheet replied in the thread of a message. */
const replies = async (ts: string, channel = '#general', as = 'ana') =>
  (await bot.messages(channel, as, ts)).filter(({ bot_id, ephemeral }) => bot_id !== undefined && !ephemeral)
const shown = async (ts: string, channel = '#general'): Promise<string> =>
  (await replies(ts, channel)).map(({ plain }) => plain).join('\n')
const link = (reference: string, workspace = workspaceId): string => `${PUBLIC_URL}/t/${workspace}/${reference}`
const messageAt = async (ts: string, channel = '#general') =>
  (await bot.messages(channel, 'ana')).find((message) => message.ts === ts)

describe('a reference in a message', () => {
  it('shows the task in a line, in the message’s thread, and pings nobody', async () => {
    const reference = await make('Crop the hero @eve due fri 5pm !high')
    const ts = await say(`what about ${reference}?`)
    await expect.poll(() => shown(ts)).toContain(`${reference} Crop the hero`)
    const [reply] = await replies(ts)
    expect(reply?.plain).toMatch(/Todo · eve · due .* · High/)
    expect(reply?.plain).toContain('[Show task]')
    expect(reply?.pings).toEqual([])
    const pressed = await bot.act({
      as: 'cleo',
      do: 'click',
      channel: '#general',
      ts: reply?.ts ?? '',
      label: 'Show task',
    })
    expect(read(pressed)).toContain('Status: Todo')
  })

  it('is kept true', async () => {
    const reference = await make('Retouch the hero')
    const ts = await say(`${reference} next?`)
    await expect.poll(() => shown(ts)).toContain('Todo')
    await bot.say('ana', '#general', `/task start ${reference}`)
    await expect.poll(() => shown(ts)).toContain('Doing')
    expect(await replies(ts)).toHaveLength(1)
  })

  it('says so when the task was taken away', async () => {
    const reference = await make('Never mind')
    const ts = await say(`${reference} it is`)
    await expect.poll(() => shown(ts)).toContain('Never mind')
    await bot.say('ana', '#general', '/task undo')
    await expect.poll(() => shown(ts)).toContain('taken away again')
  })

  it('is shown as it is when Slack lets it be shown', async () => {
    await bot.fault({ method: 'chat.postMessage', kind: 'rate_limit', times: 1, retry_after: 2 })
    const reference = await make('Scale the hero')
    const { seen } = await bot.act({
      as: 'ben',
      do: 'message',
      channel: '#general',
      text: `${reference}!`,
      wait_ms: 200,
    })
    await bot.say('ana', '#brand-refresh', `/task review ${reference}`)
    const ts = seen[0]?.ts ?? ''
    await expect.poll(() => shown(ts)).toContain('Review')
  })

  it('is not shown twice within half an hour in a channel, however often it is named, and again after that', async () => {
    const reference = await make('Mirror the hero')
    const first = await say(`${reference} please`)
    await expect.poll(() => shown(first)).toContain('Mirror the hero')
    const second = await say(`I mean ${reference}`)
    const elsewhere = await say(`${reference} here too`, '#brand-refresh')
    await expect.poll(() => shown(elsewhere, '#brand-refresh')).toContain('Mirror the hero')
    expect(await replies(second)).toEqual([])
    await bot.advance('30m')
    const third = await say(`back to ${reference}`)
    await expect.poll(() => shown(third)).toContain('Mirror the hero')
    await bot.advance('45m')
    await say(`${reference} again`, '#general', 'ben', third)
    expect(await replies(third)).toHaveLength(1)
  })

  it('is not shown among more than two, but both of two are', async () => {
    const [one, two, three] = [await make('One hero'), await make('Two heroes'), await make('Three heroes')]
    const list = await say(`${one}, ${two} and ${three} are late`)
    const both = await say(`${one} before ${two}`)
    await expect.poll(async () => (await replies(both)).length).toBe(2)
    expect(await shown(both)).toMatch(/One hero[^]*Two heroes/)
    expect(await replies(list)).toEqual([])
  })

  it('is not shown where it is quoted or code, for words that only look like it, or when somebody speaks to Runsheet', async () => {
    const reference = await make('Sharpen the hero')
    const quiet = [
      await say(`\`${reference}\``),
      await say('utf-8, covid-19 and WEB-99999'),
      await say(`@Runsheet start ${reference}`),
      await say(`I asked @Runsheet about ${reference}`),
    ]
    const loud = await say(`${reference} now`)
    await expect.poll(() => shown(loud)).toContain('Doing')
    for (const ts of quiet) expect(await replies(ts)).toEqual([])
  })

  it('is not shown in the thread of the task’s own card', async () => {
    await bot.say('ana', '#brand-refresh', '/project cards on')
    const reference = await make('Set the type', '#brand-refresh')
    const find = async () =>
      (await bot.messages('#brand-refresh', 'ana')).find(({ plain }) => plain.startsWith(`${reference} `))
    await expect.poll(find).toBeDefined()
    const root = (await find())?.ts ?? ''
    const ts = await say(`${reference} is nearly there`, '#brand-refresh', 'ben', root)
    const other = await say(`${reference} is nearly there`, '#brand-refresh')
    await expect.poll(() => shown(other, '#brand-refresh')).toContain('Set the type')
    expect(await replies(root, '#brand-refresh')).toHaveLength(1)
    expect(ts).not.toBe('')
  })

  it('makes no comments of what is said below it, and completes nothing', async () => {
    const reference = await make('Blur the hero')
    const ts = await say(`${reference}?`)
    await expect.poll(() => shown(ts)).toContain('Blur the hero')
    await say('no idea', '#general', 'cleo', ts)
    const [reply] = await replies(ts)
    await bot.act({ as: 'cleo', do: 'react', channel: '#general', ts: reply?.ts ?? '', emoji: 'white_check_mark' })
    const card = read(await bot.say('ana', '#general', `/task ${reference}`))
    expect(card).not.toContain('no idea')
    expect(card).toContain('Status: Todo')
  })

  it('goes with the message that named the task', async () => {
    const reference = await make('Wash the hero')
    const ts = await say(`${reference}?`)
    await expect.poll(() => shown(ts)).toContain('Wash the hero')
    await bot.act({ as: 'ben', do: 'delete', channel: '#general', ts })
    await expect.poll(async () => (await bot.messages('#general', 'ana', ts)).map(({ plain }) => plain)).toEqual([])
  })

  it('that somebody deleted does not come back', async () => {
    const reference = await make('Tint the hero')
    const ts = await say(`${reference}?`)
    await expect.poll(() => shown(ts)).toContain('Tint the hero')
    const [reply] = await replies(ts)
    await bot.remove(reply?.channel ?? '', reply?.ts ?? '')
    const before = (await bot.log()).length
    await bot.say('ana', '#brand-refresh', `/task start ${reference}`)
    await bot.advance('40m')
    await say(`${reference}??`, '#general', 'ben', ts)
    expect(await replies(ts)).toEqual([])
    expect((await bot.log(before)).filter(({ name }) => name === 'chat.update')).toEqual([])
  })
})

describe('a link to a task', () => {
  it('shows the task below it, and is kept true', async () => {
    const reference = await make('Light the hero @eve')
    const ts = await say(`see ${link(reference)}`)
    await expect.poll(async () => (await messageAt(ts))?.plain).toMatch(/Light the hero · Todo · eve|Light the hero/)
    expect(await replies(ts)).toEqual([])
    await bot.say('ana', '#brand-refresh', `/task start ${reference}`)
    await expect.poll(async () => (await messageAt(ts))?.plain).toContain('Doing')
    await bot.say('ana', '#brand-refresh', '/task undo')
    await expect.poll(async () => (await messageAt(ts))?.plain).toContain('Todo')
  })

  it('counts with references: one place, not more than two, not twice', async () => {
    const [one, two, three] = [await make('Ink one'), await make('Ink two'), await make('Ink three')]
    const mixed = await say(`${link(one)} and ${two} and ${three}`)
    const same = await say(`${one}, that is ${link(one)}`)
    await expect.poll(async () => (await messageAt(same))?.plain).toContain('Ink one')
    expect(await replies(same)).toEqual([])
    const again = await say(`once more ${link(one)}`)
    await say('and so on')
    expect((await messageAt(again))?.plain).not.toContain('Ink one')
    expect(await replies(mixed)).toEqual([])
  })

  it('of another workspace, or of no task, shows nothing', async () => {
    const reference = await make('Rub it out')
    const ts = await say(`${link(reference, 'T0OTHER')} ${link('WEB-99999')}`)
    await say('next')
    expect((await messageAt(ts))?.plain).not.toContain('Rub it out')
  })

  it('that was taken out of its message does not come back', async () => {
    const reference = await make('Frame the hero')
    const ts = await say(`see ${link(reference)}`)
    await expect.poll(async () => (await messageAt(ts))?.plain).toContain('Frame the hero')
    await bot.act({ as: 'ben', do: 'edit', channel: '#general', ts, text: 'see for yourself' })
    const before = (await bot.log()).length
    await bot.say('ana', '#brand-refresh', `/task start ${reference}`)
    expect((await bot.log(before)).filter(({ name }) => name === 'chat.unfurl')).toEqual([])
  })

  it('in a channel without Runsheet, which would not hear of its removal, says only what cannot go out of date', async () => {
    await bot.act({ as: 'ana', do: 'create_channel', channel: 'without-runsheet' })
    const reference = await make('Dust the hero @eve due fri')
    const ts = await say(`see ${link(reference)}`, '#without-runsheet', 'ana')
    const plain = async () => (await messageAt(ts, '#without-runsheet'))?.plain
    await expect.poll(plain).toContain('Dust the hero')
    expect(await plain()).not.toMatch(/Todo|eve|due/)
    const before = (await bot.log()).length
    await bot.say('ana', '#brand-refresh', `/task start ${reference}`)
    expect((await bot.log(before)).filter(({ name }) => name === 'chat.unfurl')).toEqual([])
  })

  it('stands on the card, and leads to it', async () => {
    const reference = await make('Hang the hero', '#brand-refresh')
    const card = await bot.say('ana', '#general', `/task ${reference}`)
    expect(JSON.stringify(card.seen)).toContain(`<${link(reference)}|Link>`)
    const page = `http://127.0.0.1:${bot.port}/t/${workspaceId}`
    const location = async (path: string) =>
      (await fetch(`${page}/${path}`, { redirect: 'manual' })).headers.get('location')
    await expect.poll(() => location(reference)).toMatch(/\/archives\/C\w+\/p\d+/)
    expect(await location('BRD-9999')).toMatch(/^https:\/\/slack\.com\/app_redirect\?app=A\w+&team=T\w+$/)
  })
})

describe('who may not see', () => {
  it('is shown nothing: a private project’s tasks are for its own channel', async () => {
    await bot.act({ as: 'ana', do: 'create_channel', channel: 'secret-pitch', private: true })
    await bot.act({ as: 'ana', do: 'invite', channel: '#secret-pitch', user: 'Runsheet' })
    await bot.say('ana', '#secret-pitch', '/project new PIT Secret pitch')
    const reference = await make('Win it', '#secret-pitch')
    const outside = await say(`${reference} and ${link(reference)}`)
    const inside = await say(`${reference} is on`, '#secret-pitch', 'ana')
    await expect.poll(() => shown(inside, '#secret-pitch')).toContain('Win it')
    expect(await replies(outside)).toEqual([])
    expect((await messageAt(outside))?.plain).not.toContain('Win it')
  })

  it('is shown nothing in channels that other companies read', async () => {
    const reference = await make('Costs so far')
    const channel = (await bot.state()).workspaces[0]?.channels.find(({ name }) => name === 'autumn-campaign')?.id
    const event = { type: 'message', channel_type: 'channel', channel, user: await idOf('ben'), text: `${reference}?` }
    const before = (await bot.log()).length
    await bot.tell(
      { ...event, ts: '1772439999.000100', event_ts: '1772439999.000100' },
      { is_ext_shared_channel: true },
    )
    const ts = await say(`${reference}?`)
    await expect.poll(() => shown(ts)).toContain('Costs so far')
    const posts = (await bot.log(before)).filter(({ name }) => name === 'chat.postMessage')
    expect(posts.map((post) => post.channel === channel)).not.toContain(true)
  })
})

const idOf = async (name: string): Promise<string> =>
  (await bot.state()).workspaces[0]?.members.find((member) => member.name === name)?.id ?? ''

describe('where the workspace does not want it', () => {
  it('nothing is shown', async () => {
    await bot.say('ana', '#general', '/runsheet settings')
    const values = { 'Tasks below messages that name them': 'Not shown' }
    await bot.act({ as: 'ana', do: 'submit', in: 'modal', values })
    const reference = await make('Quiet hero')
    const [plain, linked] = [await say(`${reference}?`), await say(link(reference))]
    await say('and on')
    expect(await replies(plain)).toEqual([])
    expect((await messageAt(linked))?.plain).not.toContain('Quiet hero')
  })
})
