import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Messages, Unread } from '../../src/sandbox/protocol.ts'
import { plain, startRig } from './support/run.ts'
import type { Json, Rig } from './support/run.ts'

let rig: Rig
beforeAll(async () => {
  rig = await startRig()
})
afterAll(async () => {
  await rig.stop()
})
const say = async (text: string, more: Json = {}) =>
  (await rig.act({ as: 'ana', do: 'message', channel: '#general', text, quiet_ms: 0, ...more })).seen[0]!
const read = async (path: string) => (await rig.get<Messages>(path)).messages
const general = (as: string) => read(`channels/%23general/messages?as=${as}`)
const api = async (method: string, args: Json) => {
  await rig.post('clock', { advance: '2s' })
  return rig.api(method, { channel: rig_channel, ...args })
}
let rig_channel = ''

describe('messages', () => {
  beforeAll(async () => {
    rig_channel = (await rig.get<Messages>('channels/%23general/messages?as=ana')).channel
  })

  it('are edited and deleted by their authors only', async () => {
    const said = await say('first')
    expect(await rig.refused({ as: 'ben', do: 'edit', channel: '#general', ts: said.ts, text: 'mine' })).toMatchObject({
      status: 403,
    })
    const edited = await rig.act({
      as: 'ana',
      do: 'edit',
      channel: '#general',
      ts: said.ts,
      text: 'now @ben',
      quiet_ms: 0,
    })
    expect(edited.seen[0]).toMatchObject({ plain: 'now @ben', pings: [], edited: { user: said.user } })
    expect(await api('chat.update', { ts: said.ts, text: 'x' })).toMatchObject({ error: 'cant_update_message' })
    expect(await api('chat.delete', { ts: said.ts })).toMatchObject({ error: 'cant_delete_message' })
    await rig.act({ as: 'ana', do: 'delete', channel: '#general', ts: said.ts, quiet_ms: 0 })
    expect(plain(await general('ana'))).not.toContain('now @ben')
  })

  it('make threads, apart from the channel unless broadcast', async () => {
    const parent = await say('parent')
    await say('reply', { thread_ts: parent.ts })
    await say('loud', { thread_ts: parent.ts, broadcast: true })
    const shown = await general('ben')
    expect(plain(shown)).toContain('loud')
    expect(plain(shown)).not.toContain('reply')
    expect(shown.find((m) => m.ts === parent.ts)).toMatchObject({ reply_count: 2, thread_ts: parent.ts })
    expect(plain(await read(`channels/%23general/messages?as=ben&thread_ts=${parent.ts}`))).toEqual([
      'parent',
      'reply',
      'loud',
    ])
    const { messages } = (await api('conversations.replies', { ts: parent.ts })) as unknown as { messages: Json[] }
    expect(messages.map((m) => m['text'])).toEqual(['parent', 'reply', 'loud'])
    expect(await api('chat.postMessage', { text: 'x', thread_ts: '1.000001' })).toMatchObject({
      error: 'thread_not_found',
    })
    await rig.act({ as: 'ana', do: 'delete', channel: '#general', ts: parent.ts, quiet_ms: 0 })
    expect(await api('chat.delete', { ts: parent.ts })).toMatchObject({ error: 'message_not_found' })
  })

  it('are for one person when ephemeral, and not in the history', async () => {
    const ana = (await rig.get<{ workspaces: { members: { id: string }[] }[] }>('state')).workspaces[0]!.members[0]!.id
    expect(await api('chat.postEphemeral', { user: ana, text: 'psst' })).toMatchObject({ ok: true })
    expect((await general('ana')).at(-1)).toMatchObject({ plain: 'psst', ephemeral: true, pings: [] })
    expect(plain(await general('ben'))).not.toContain('psst')
    expect(JSON.stringify(await api('conversations.history', { limit: 5 }))).not.toContain('psst')
    expect(await api('chat.postEphemeral', { user: 'U0NOBODY', text: 'psst' })).toMatchObject({
      error: 'user_not_in_channel',
    })
  })

  it('carry metadata, for those who ask for it', async () => {
    const metadata = { event_type: 'made', event_payload: { id: 7 } }
    const { ts } = await api('chat.postMessage', { text: 'with', metadata })
    const find = async (args: Json) =>
      ((await api('conversations.history', args)) as unknown as { messages: Json[] }).messages.find(
        (m) => m['ts'] === ts,
      )
    expect((await find({ include_all_metadata: true }))?.['metadata']).toEqual(metadata)
    expect((await find({}))?.['metadata']).toBeUndefined()
    expect(await api('chat.postMessage', { text: 'x', metadata: { event_type: 'x' } })).toMatchObject({
      error: 'invalid_metadata_schema',
    })
  })

  it('are read a page at a time, newest first, within bounds', async () => {
    const stamps: string[] = []
    for (let i = 0; i < 5; i += 1) stamps.push(String((await api('chat.postMessage', { text: `n${i}` }))['ts']))
    const texts = (answer: Json) => (answer['messages'] as Json[]).map((m) => m['text'])
    const first = await api('conversations.history', { limit: 2 })
    expect(texts(first)).toEqual(['n4', 'n3'])
    const cursor = (first['response_metadata'] as Json)['next_cursor']
    expect(texts(await api('conversations.history', { limit: 2, cursor }))).toEqual(['n2', 'n1'])
    expect(await api('conversations.history', { cursor: 'bogus' })).toMatchObject({ error: 'invalid_cursor' })
    const [n0, , n2, , n4] = stamps
    expect(texts(await api('conversations.history', { oldest: n0, latest: n4 }))).toEqual(['n3', 'n2', 'n1'])
    expect(texts(await api('conversations.history', { oldest: n2, inclusive: true }))).toEqual(['n4', 'n3', 'n2'])
    expect(texts(await api('conversations.history', { latest: n2, inclusive: true, limit: 1 }))).toEqual(['n2'])
  })

  it('are refused with Slack’s errors', async () => {
    expect(await api('chat.postMessage', {})).toMatchObject({ error: 'no_text' })
    expect(await api('chat.postMessage', { channel: 'C0NOTHING', text: 'x' })).toMatchObject({
      error: 'channel_not_found',
    })
    expect(await api('chat.postMessage', { blocks: '{"a"', text: 'x' })).toMatchObject({
      error: 'invalid_blocks_format',
    })
    expect(await api('chat.postMessage', { blocks: [{ type: 'nope' }] })).toMatchObject({
      error: 'invalid_blocks',
      errors: ['unsupported type: nope [json-pointer:/blocks/0/type]'],
    })
    expect(await api('chat.postMessage', { text: 'a', markdown_text: 'b' })).toMatchObject({
      error: 'markdown_text_conflict',
    })
    const { ts } = await api('chat.postMessage', { text: 'x' })
    expect(await api('chat.update', { ts, text: 'x'.repeat(4001) })).toMatchObject({ error: 'msg_too_long' })
    const long = { type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(2900) } }
    expect(await api('chat.postMessage', { blocks: [long, long, long, long, long] })).toMatchObject({
      error: 'msg_blocks_too_long',
    })
    expect(await api('chat.postMessage', { text: 'x'.repeat(40_001) })).toMatchObject({
      ok: true,
      warning: expect.stringContaining('message_truncated') as string,
    })
  })

  it('take a burst of thirty in a channel, then one a second', async () => {
    await rig.post('clock', { advance: '5m' })
    const answers = await Promise.all(
      Array.from({ length: 32 }, () => rig.api('chat.postMessage', { channel: rig_channel, text: 'b' })),
    )
    expect(answers.filter((a) => a.ok).length).toBe(30)
    expect(answers.find((a) => !a.ok)).toMatchObject({ status: 429, error: 'ratelimited' })
  })

  it('count as unread until they are read', async () => {
    await rig.post('read', { as: 'ben', channel: '#general' })
    await say('hello @ben')
    await say('hello all')
    const unread = async () => (await rig.get<Unread>('unread?as=ben')).channels.find((c) => c.channel === rig_channel)
    expect(await unread()).toMatchObject({ unread: 2, mentions: 1, kind: 'channel' })
    await rig.post('read', { as: 'ben', channel: '#general' })
    expect(await unread()).toMatchObject({ unread: 0, mentions: 0 })
  })

  it('between two people are seen by those two', async () => {
    const { seen } = await rig.act({ as: 'ana', do: 'message', channel: '@ben', text: 'between us', quiet_ms: 0 })
    expect(plain(await read('dm?as=ben&with=ana'))).toEqual(['between us'])
    expect(await rig.get(`channels/${seen[0]!.channel!}/messages?as=cleo`)).toMatchObject({ ok: false })
    expect(await api('conversations.history', { channel: seen[0]!.channel! })).toMatchObject({
      error: 'channel_not_found',
    })
  })

  it('carry files, and links to them', async () => {
    const { seen } = await rig.act({
      as: 'ana',
      do: 'upload',
      channel: '#general',
      name: 'notes.txt',
      text: 'Hello',
      quiet_ms: 0,
    })
    const [file] = seen[0]!.files!
    expect(seen[0]!.plain).toBe('notes.txt')
    expect(await (await fetch(file!.url_private)).text()).toBe('Hello')
  })
})

describe('the drive API', () => {
  it.each([
    [{ as: 'zoe', do: 'message', channel: '#general', text: 'x' }, 404, 'there is no member "zoe"; there are ana, ben'],
    [
      { as: 'ana', do: 'message', channel: '#nowhere', text: 'x' },
      404,
      'sees no channel "#nowhere"; there are #general',
    ],
    [{ as: 'ana', do: 'dance' }, 400, 'there is no "do": "dance"; there are message'],
    [{ as: 'ana', do: 'submit' }, 404, 'ana has no modal open'],
    [{ as: 'ana', do: 'shortcut', name: 'Nope' }, 404, 'there is no global shortcut "Nope"; there are: New poll'],
    [{ as: 'ana', do: 'command', channel: '#general' }, 400, '"text" is missing'],
  ])('tells the caller what is wrong: %j', async (body, status, error) => {
    const answer = await rig.refused(body)
    expect(answer.status).toBe(status)
    expect(answer.error).toContain(error)
  })

  it('shows what Slack shows for a command in a thread', async () => {
    expect(
      await rig.refused({ as: 'ana', do: 'command', channel: '#general', text: '/poll x', thread_ts: '1.2' }),
    ).toMatchObject({
      status: 200,
      error: '/poll is not supported in threads. Sorry!',
    })
  })

  it('serves this machine only', async () => {
    const response = await fetch(`${rig.sandbox.url}/sandbox/state`, { headers: { origin: 'https://evil.example' } })
    expect(response.status).toBe(403)
  })

  it('lists the labels on the screen when a button is not there', async () => {
    const { ts } = await api('chat.postMessage', {
      text: 'x',
      blocks: [
        {
          type: 'actions',
          elements: [{ type: 'button', action_id: 'd', text: { type: 'plain_text', text: ':white_check_mark: Done' } }],
        },
      ],
    })
    const refused = await rig.refused({ as: 'ana', do: 'click', channel: '#general', ts, label: 'Dine' })
    expect(refused).toMatchObject({ status: 404, labels: ['✅ Done'] })
    await rig.post('faults', { method: 'delivery', kind: 'reset' })
    expect(
      await rig.refused({ as: 'ana', do: 'click', channel: '#general', ts, label: ' done ', quiet_ms: 0 }),
    ).toMatchObject({ status: 200 })
  })
})
