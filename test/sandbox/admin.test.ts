import { afterAll, beforeAll, expect, it } from 'vitest'
import type { State } from '../../src/sandbox/protocol.ts'
import { MANIFEST } from './support/manifest.ts'
import { startRig } from './support/run.ts'
import type { Json, Rig } from './support/run.ts'

let rig: Rig
const heard: Json[] = []
const EVENTS = [
  'team_join',
  'user_change',
  'channel_created',
  'channel_archive',
  'channel_rename',
  'subteam_updated',
  'file_shared',
  'link_shared',
  'member_joined_channel',
  'pin_added',
] as const
const bot = [
  ...MANIFEST.oauth_config.scopes.bot,
  'files:read',
  'files:write',
  'links:read',
  'links:write',
  'pins:read',
  'pins:write',
  'users:read.email',
]

beforeAll(async () => {
  rig = await startRig({
    mode: 'socket',
    manifest: {
      ...MANIFEST,
      features: { ...MANIFEST.features, unfurl_domains: ['example.com'] },
      oauth_config: { scopes: { bot } },
      settings: { ...MANIFEST.settings, event_subscriptions: { bot_events: EVENTS } },
    },
    listeners: (app) => {
      for (const name of EVENTS) {
        app.event(name, async ({ event }) => void heard.push(event as unknown as Json))
      }
      app.event('link_shared', async ({ event, client }) => {
        const [link] = event.links
        await client.chat.unfurl({
          channel: event.channel,
          ts: event.message_ts,
          unfurls: { [link!.url]: { text: 'A preview' } },
        })
      })
      app.view('files', async ({ ack, view }) => {
        heard.push({ type: 'files', files: view.state.values['f']?.['a'] })
        await ack()
      })
      app.command('/poll', async ({ ack, command, client }) => {
        await ack()
        await client.views.open({
          trigger_id: command.trigger_id,
          view: {
            type: 'modal',
            callback_id: 'files',
            title: { type: 'plain_text', text: 'Files' },
            submit: { type: 'plain_text', text: 'Send' },
            blocks: [
              {
                type: 'input',
                block_id: 'f',
                label: { type: 'plain_text', text: 'Brief' },
                element: { type: 'file_input', action_id: 'a', filetypes: ['txt'] },
              },
            ],
          },
        })
      })
    },
  })
})
afterAll(async () => {
  await rig.stop()
})
const last = (type: string) => heard.findLast((event) => event['type'] === type)
const members = async () => (await rig.get<State>('state')).workspaces[0]!.members

it('tells apps of newcomers, of those who leave, and of groups', async () => {
  await rig.act({ as: 'ana', do: 'add_member', name: 'hal', tz: 'America/Denver' })
  expect(last('team_join')).toMatchObject({ user: { name: 'hal', tz: 'America/Denver' } })
  await rig.act({ as: 'ana', do: 'deactivate', user: 'hal' })
  expect(last('user_change')).toMatchObject({ user: { name: 'hal', deleted: true } })
  expect((await members()).find((m) => m.name === 'hal')?.deleted).toBe(true)
  expect(await rig.refused({ as: 'hal', do: 'message', channel: '#general', text: 'x' })).toMatchObject({ status: 403 })
  await rig.act({ as: 'ana', do: 'set_group', handle: 'makers', users: ['eve', 'finn'] })
  expect(last('subteam_updated')).toMatchObject({ subteam: { handle: 'makers', user_count: 2 } })
  expect(await rig.refused({ as: 'ben', do: 'deactivate', user: 'ana' })).toMatchObject({ status: 403 })
})

it('makes, renames and archives channels', async () => {
  await rig.act({ as: 'ben', do: 'create_channel', channel: '#side-project' })
  expect(last('channel_created')).toMatchObject({ channel: { name: 'side-project' } })
  await rig.act({ as: 'ben', do: 'invite', channel: '#side-project', user: '@Pollster' })
  expect(last('member_joined_channel')).toMatchObject({ user: rig.sandbox.credentials.botUserId })
  await rig.act({ as: 'ben', do: 'rename_channel', channel: '#side-project', name: 'main-project' })
  expect(last('channel_rename')).toMatchObject({ channel: { name: 'main-project' } })
  await rig.act({ as: 'ben', do: 'archive_channel', channel: '#main-project' })
  expect(last('channel_archive')).toMatchObject({ type: 'channel_archive' })
  const channel = last('channel_archive')!['channel']
  expect(await rig.api('chat.postMessage', { channel, text: 'x' })).toMatchObject({ error: 'is_archived' })
  expect(await rig.refused({ as: 'ben', do: 'message', channel: '#main-project', text: 'x' })).toMatchObject({
    status: 200,
  })
})

it('lets links be unfurled', async () => {
  const said = await rig.act({ as: 'ana', do: 'message', channel: '#general', text: 'See https://docs.example.com/1' })
  expect(last('link_shared')).toMatchObject({ links: [{ domain: 'example.com', url: 'https://docs.example.com/1' }] })
  expect(said.seen[0]!.plain).toBe('See https://docs.example.com/1\nA preview')
})

it('carries files to apps: with messages, and in modals', async () => {
  await rig.act({
    as: 'ana',
    do: 'message',
    channel: '#general',
    text: 'Two',
    files: [
      { name: 'a.txt', text: 'A' },
      { name: 'b.png', base64: 'iVBORw==' },
    ],
  })
  const shared = heard.filter((event) => event['type'] === 'file_shared')
  expect(shared.length).toBe(2)
  const info = await rig.api('files.info', { file: shared[0]!['file_id'] })
  expect(info).toMatchObject({ file: { name: 'a.txt', mimetype: 'text/plain', size: 1 } })
  await rig.act({ as: 'ana', do: 'command', channel: '#general', text: '/poll' })
  expect(await rig.refused({ as: 'ana', do: 'fill', values: { Brief: [{ name: 'x.exe', text: 'x' }] } })).toMatchObject(
    { status: 400 },
  )
  await rig.act({ as: 'ana', do: 'submit', values: { Brief: [{ name: 'brief.txt', text: 'Make it pop' }] } })
  const [file] = (last('files')!['files'] as { files: Json[] }).files
  expect(await (await fetch(String(file!['url_private']))).text()).toBe('Make it pop')
})
