import { WebClient } from '@slack/web-api'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Messages } from '../../src/sandbox/protocol.ts'
import { MANIFEST } from './support/manifest.ts'
import { plain, startRig } from './support/run.ts'
import type { Rig } from './support/run.ts'

let rig: Rig
let client: WebClient
beforeAll(async () => {
  const bot = [...MANIFEST.oauth_config.scopes.bot, 'files:write', 'files:read']
  rig = await startRig({ manifest: { ...MANIFEST, oauth_config: { scopes: { bot } } } })
  client = new WebClient(rig.sandbox.credentials.botToken, {
    slackApiUrl: rig.sandbox.apiUrl,
    retryConfig: { retries: 2, minTimeout: 10, maxTimeout: 20 },
  })
})
afterAll(async () => {
  await rig.stop()
})

it('lets Slack’s own client upload files', async () => {
  const { channel } = await rig.get<Messages>('channels/%23general/messages?as=ana')
  await client.filesUploadV2({
    channel_id: channel,
    initial_comment: 'Here',
    filename: 'plan.csv',
    content: 'a,b',
    title: 'The plan',
  })
  const { messages } = await rig.get<Messages>('channels/%23general/messages?as=ana')
  expect(plain(messages)).toEqual(['Here\nThe plan'])
  expect(await (await fetch(messages[0]!.files![0]!.url_private)).text()).toBe('a,b')
})

it('pages lists as Slack’s own client asks for them', async () => {
  const names: string[] = []
  for await (const page of client.paginate('users.list', { limit: 3 })) {
    for (const member of (page as { members?: { name: string }[] }).members ?? []) names.push(member.name)
  }
  expect(names).toEqual(expect.arrayContaining(['ana', 'finn', 'gita', 'pollster']))
})

it('tells scopes, warnings and what went wrong in the way that Slack’s own client reads', async () => {
  const answer = await client.auth.test()
  expect(answer.response_metadata?.scopes).toContain('chat:write')
  await expect(client.users.profile.get({ user: answer.user_id! })).rejects.toMatchObject({
    code: 'slack_webapi_platform_error',
    data: { error: 'missing_scope', needed: 'users.profile:read' },
  })
})

it('is called again by Slack’s own client after a failure, and posts twice where Slack would', async () => {
  await rig.post('faults', { method: 'chat.postMessage', kind: 'server_error' })
  await client.chat.postMessage({ channel: '#brand-refresh', text: 'once' })
  await rig.post('faults', { method: 'chat.postMessage', kind: 'drop_after_accept' })
  await client.chat.postMessage({ channel: '#brand-refresh', text: 'twice' })
  const { messages } = await rig.get<Messages>('channels/%23brand-refresh/messages?as=ana')
  expect(plain(messages)).toEqual(['once', 'twice', 'twice'])
})

it('has only those calls fail that a fault was ordered for, and of those does what the fault says', async () => {
  const channels = ['#general', '#web-redesign', '#brand-refresh', '#escalations']
  const said = async () => {
    const all = await Promise.all(
      channels.map((name) => rig.get<Messages>(`channels/${encodeURIComponent(name)}/messages?as=ana`)),
    )
    return new Set(all.flatMap(({ messages }) => plain(messages)))
  }
  for (const kind of ['reset', 'drop_after_accept']) {
    await rig.post('clock', { advance: '1h' })
    await rig.post('faults', { method: 'chat.postMessage', kind, rate: 0.3, seed: 3 })
    const posts = Array.from({ length: 60 }, (_, index) => ({
      channel: channels[index % 4]!,
      text: `${kind} ${index}`,
    }))
    const calls = posts.map((post) => rig.api('chat.postMessage', post).catch(() => ({ ok: false })))
    const others = posts.map(() => rig.api('auth.test'))
    expect((await Promise.all(others)).every((answer) => answer.ok)).toBe(true)
    const answers = await Promise.all(calls)
    await fetch(`${rig.sandbox.url}/sandbox/faults`, { method: 'DELETE' })
    const there = await said()
    const lost = posts.filter((_, index) => !answers[index]!.ok)
    expect(lost.length).toBeGreaterThan(5)
    for (const [index, { text }] of posts.entries())
      expect([text, there.has(text)]).toEqual([text, answers[index]!.ok || kind === 'drop_after_accept'])
  }
})
