import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LogEntry } from '../../src/sandbox/protocol.ts'
import { MANIFEST } from './support/manifest.ts'
import { plainText, startBare } from './support/bare.ts'
import type { Bare } from './support/bare.ts'
import type { Json } from './support/run.ts'

let bare: Bare
beforeAll(async () => {
  bare = await startBare({
    manifest: {
      ...MANIFEST,
      oauth_config: { scopes: { bot: [...MANIFEST.oauth_config.scopes.bot, 'files:read', 'files:write'] } },
      settings: {
        ...MANIFEST.settings,
        event_subscriptions: { bot_events: ['app_mention', 'file_shared', 'message.channels', 'message.im'] },
      },
    },
  })
})
afterAll(async () => {
  await bare.stop()
})

const upload = (more: Json = {}) =>
  bare.act({ as: 'ana', do: 'upload', channel: '#general', name: 'brief.txt', text: 'Hello', ...more })
const download = (url: unknown, token = bare.sandbox.credentials.botToken) =>
  fetch(String(url), { headers: { authorization: `Bearer ${token}` }, redirect: 'manual' })
const info = async (file: unknown) => (await bare.api('files.info', { file }))['file'] as Json
/** As an app uploads: ask where to, send the bytes, say where they go. */
const sent = async (more: Json = {}) => {
  const { upload_url, file_id } = await bare.api('files.getUploadURLExternal', { filename: 'plan.csv', length: 3 })
  await fetch(String(upload_url), { method: 'POST', body: 'a,b' })
  return bare.api('files.completeUploadExternal', { files: [{ id: file_id, title: 'The plan' }], ...more })
}

describe('a file that a person shares', () => {
  it('comes as a message of its own kind, with where it is, and as file_shared', async () => {
    const { seen } = await bare.act({
      as: 'ana',
      do: 'message',
      channel: '#general',
      text: 'look @Pollster',
      files: [{ name: 'a.txt', text: 'abc' }],
    })
    const file = { name: 'a.txt', channels: [bare.ids['general']], is_public: true }
    expect(bare.event('message')).toMatchObject({
      subtype: 'file_share',
      display_as_bot: false,
      upload: false,
      files: [file],
    })
    expect(bare.event('app_mention')).toMatchObject({ files: [file], text: expect.stringContaining('look') as string })
    expect(bare.event('app_mention')).not.toHaveProperty('subtype')
    expect(bare.event('file_shared')).toMatchObject({
      channel_id: bare.ids['general'],
      file_id: seen[0]!.files![0]!.id,
      user_id: bare.ids['ana'],
    })
    const history = await bare.api('conversations.history', { channel: bare.ids['general'], limit: 1 })
    expect((history['messages'] as Json[])[0]).not.toHaveProperty('subtype')
  })

  it('tells by files.info which messages it is in', async () => {
    const { seen } = await upload()
    const thread = await upload({ thread_ts: seen[0]!.ts })
    const share = (await info(thread.seen.at(-1)!.files![0]!.id))['shares']
    expect(share).toEqual({
      public: {
        [bare.ids['general']!]: [
          {
            reply_users: [],
            reply_users_count: 0,
            reply_count: 0,
            ts: thread.seen.at(-1)!.ts,
            thread_ts: seen[0]!.ts,
            channel_name: 'general',
            team_id: expect.any(String) as string,
            share_user_id: bare.ids['ana'],
          },
        ],
      },
    })
  })

  it('is had with the bot’s token, and not with a wrong one', async () => {
    const { seen } = await upload()
    const { url_private, url_private_download } = seen[0]!.files![0]!
    const got = await download(url_private_download)
    expect([got.status, await got.text()]).toEqual([200, 'Hello'])
    expect(got.headers.get('content-disposition')).toMatch(/^attachment/)
    expect((await download(url_private)).headers.get('content-disposition')).toMatch(/^inline/)
    for (const url of [url_private, url_private_download]) {
      const refused = await download(url, 'xoxb-nobody')
      expect(refused.status).toBe(302)
      expect(await refused.text()).not.toContain('Hello')
    }
    const { entries } = await bare.get<{ entries: LogEntry[] }>('log')
    expect(entries.filter((e) => e.name === 'url_private').map((e) => [e.status, e.ok])).toEqual([
      [200, true],
      [200, true],
      [302, false],
      [302, false],
    ])
  })

  it('is not the app’s where the app is not', async () => {
    await bare.act({ as: 'ana', do: 'create_channel', channel: '#private', private: true })
    const { seen } = await upload({ channel: '#private' })
    const [file] = seen[0]!.files!
    expect(await bare.api('files.info', { file: file!.id })).toMatchObject({ ok: false, error: 'file_not_found' })
    expect((await download(file!.url_private)).status).toBe(302)
  })

  it('is the app’s once it was given in a file input', async () => {
    await bare.act({ as: 'ana', do: 'command', channel: '#general', text: '/poll' })
    const view = {
      type: 'modal',
      title: plainText('T'),
      submit: plainText('Go'),
      blocks: [
        {
          type: 'input',
          block_id: 'f',
          label: plainText('Files'),
          element: { type: 'file_input', action_id: 'a' },
        },
      ],
    }
    expect(await bare.api('views.open', { trigger_id: bare.last()['trigger_id'], view })).toMatchObject({ ok: true })
    const filled = await bare.act({ as: 'ana', do: 'fill', values: { Files: [{ name: 'in.txt', text: 'secret' }] } })
    expect(filled.modal?.plain).toContain('Files: in.txt')
    await bare.act({ as: 'ana', do: 'submit' })
    const { values } = (bare.last('view_submission')['view'] as { state: { values: Json } }).state
    const [file] = (values['f'] as { a: { files: Json[] } }).a.files
    expect(await info(file!['id'])).toMatchObject({ name: 'in.txt', channels: [] })
    expect(await (await download(file!['url_private_download'])).text()).toBe('secret')
  })
})

describe('a file that the app uploads', () => {
  it('goes to channels, threads and people, with its title and words', async () => {
    const { seen } = await bare.act({ as: 'ana', do: 'message', channel: '#general', text: 'thread' })
    const done = await sent({
      channel_id: bare.ids['general'],
      thread_ts: seen[0]!.ts,
      initial_comment: 'Here',
      blocks: [{ type: 'nonsense' }],
    })
    expect(done).toMatchObject({ ok: true, files: [{ title: 'The plan', name: 'plan.csv' }] })
    const { messages } = await bare.get<{ messages: { plain: string }[] }>(
      `channels/general/messages?as=ana&thread_ts=${seen[0]!.ts}`,
    )
    expect(messages.at(-1)?.plain).toBe('Here\nThe plan')
    expect(await sent({ channels: bare.ids['ben'] })).toMatchObject({ ok: true })
    const dm = await bare.get<{ messages: { plain: string }[] }>('dm?as=ben')
    expect(dm.messages.at(-1)?.plain).toBe('The plan')
  })

  it('can be put on a message that is there', async () => {
    const { ts } = await bare.api('chat.postMessage', { channel: bare.ids['general'], text: 'soon' })
    const files = (await sent())['files'] as { id: string }[]
    const update = (file_ids: unknown) =>
      bare.api('chat.update', { channel: bare.ids['general'], ts, text: 'there', file_ids })
    expect(await update(files.map((file) => file.id))).toMatchObject({ message: { files: [{ title: 'The plan' }] } })
    expect(await update('F0NOWHERE')).toMatchObject({ error: 'file_not_found' })
  })

  it('is refused where Slack refuses it', async () => {
    const { seen } = await upload()
    const files = [{ id: seen[0]!.files![0]!.id }]
    expect(await bare.api('files.completeUploadExternal', { files })).toMatchObject({ error: 'access_denied' })
    expect(await sent({ channel_id: 'C0NOWHERE' })).toMatchObject({ error: 'channel_not_found' })
    expect(await bare.api('files.list', { types: 'nonsense' })).toMatchObject({ error: 'unknown_type' })
    const images = await bare.api('files.list', { types: 'images' })
    expect(images['files']).toEqual([])
  })
})
