import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { Messages, State } from '../../src/sandbox/protocol.ts'
import { MANIFEST } from './support/manifest.ts'
import { plain, startRig } from './support/run.ts'
import type { Json, Rig } from './support/run.ts'

const rigs: Rig[] = []
const rig = async (options: Parameters<typeof startRig>[0] = {}): Promise<Rig> => {
  const started = await startRig(options)
  rigs.push(started)
  return started
}
afterEach(async () => {
  for (const one of rigs.splice(0)) await one.stop()
})

const EVENTS = [
  ...MANIFEST.settings.event_subscriptions.bot_events,
  'app_uninstalled',
  'tokens_revoked',
  'link_shared',
  'file_shared',
]
const withSettings = (settings: Json): Json => ({
  ...MANIFEST,
  oauth_config: { ...MANIFEST.oauth_config, redirect_urls: ['http://127.0.0.1:1/slack/oauth_redirect'] },
  settings: { ...MANIFEST.settings, event_subscriptions: { bot_events: EVENTS }, ...settings },
})

const SEED = {
  enterprises: [{ name: 'Big' }],
  workspaces: [
    { name: 'One', members: [{ name: 'ana', kind: 'admin' }, { name: 'bob' }], channels: [{ name: 'general' }] },
    { name: 'Two', enterprise: 'Big', members: [{ name: 'cid', kind: 'admin' }], channels: [{ name: 'general' }] },
    { name: 'Three', enterprise: 'Big', members: [{ name: 'dot', kind: 'admin' }], channels: [{ name: 'general' }] },
  ],
}

/** Goes through the OAuth page as somebody who answers it. */
async function allow({ sandbox }: Rig, place: string, more: Record<string, string> = {}): Promise<URL> {
  const query = new URLSearchParams({
    client_id: sandbox.credentials.clientId,
    scope: 'chat:write,commands,channels:read,team:read,users:read',
    state: 'st',
    redirect_uri: 'http://127.0.0.1:1/slack/oauth_redirect',
    ...more,
  })
  const page = `${sandbox.url}/oauth/v2/authorize?${query}`
  expect((await fetch(page)).status).toBe(200)
  const answered = await fetch(page, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ place, answer: more['answer'] ?? 'allow' }),
  })
  return new URL(answered.headers.get('location') ?? 'about:blank')
}

const exchange = ({ api, sandbox }: Rig, args: Json) =>
  api(
    'oauth.v2.access',
    { client_id: sandbox.credentials.clientId, client_secret: sandbox.credentials.clientSecret, ...args },
    '',
  )

describe('installing by OAuth', () => {
  it('goes page, code, token; a code is good once', async () => {
    const one = await rig({ seed: SEED, manifest: withSettings({}) })
    const { workspaces } = await one.get<State>('state')
    const to = await allow(one, workspaces[1]!.id)
    expect([to.pathname, to.searchParams.get('state')]).toEqual(['/slack/oauth_redirect', 'st'])
    const code = to.searchParams.get('code')
    const installed = await exchange(one, { code })
    expect(installed).toMatchObject({
      ok: true,
      token_type: 'bot',
      team: { id: workspaces[1]!.id, name: 'Two' },
      enterprise: { name: 'Big' },
      is_enterprise_install: false,
    })
    expect(await exchange(one, { code })).toMatchObject({ error: 'invalid_code' })
    const token = String(installed['access_token'])
    expect(await one.api('auth.test', {}, token)).toMatchObject({
      ok: true,
      team: 'Two',
      user_id: installed['bot_user_id'],
    })
    expect(await one.api('team.info', {}, token)).toMatchObject({ team: { name: 'Two', enterprise_name: 'Big' } })
    const list = await one.api('conversations.list', {}, token)
    expect((list['channels'] as Json[]).map((c) => c['context_team_id'])).toEqual([workspaces[1]!.id])
    expect(await one.api('users.info', { user: workspaces[0]!.members[0]!.id }, token)).toMatchObject({
      error: 'user_not_found',
    })
  })

  it('says no when the person does, and refuses what Slack refuses', async () => {
    const one = await rig({ seed: SEED, manifest: withSettings({}) })
    expect((await allow(one, 'x', { answer: 'cancel' })).searchParams.get('error')).toBe('access_denied')
    const page = (args: Json) =>
      fetch(
        `${one.sandbox.url}/oauth/v2/authorize?${new URLSearchParams({ client_id: one.sandbox.credentials.clientId, scope: 'chat:write', ...(args as Record<string, string>) })}`,
      )
    expect(await (await page({ redirect_uri: 'https://evil.example/' })).text()).toContain('bad_redirect_uri')
    expect(await (await page({ client_id: '1.2' })).text()).toContain('invalid_client_id')
    expect(await (await page({ scope: 'admin' })).text()).toContain('invalid_scope')
    expect(await exchange(one, { client_secret: 'x' })).toMatchObject({ error: 'bad_client_secret' })
  })

  it('rotates tokens: the old one works until its end, the old refresh token does not', async () => {
    const one = await rig({ seed: SEED, manifest: withSettings({ token_rotation_enabled: true }) })
    const { workspaces } = await one.get<State>('state')
    const code = (await allow(one, workspaces[1]!.id)).searchParams.get('code')
    const first = await exchange(one, { code })
    expect(first).toMatchObject({ expires_in: 43_200, access_token: expect.stringMatching(/^xoxe\.xoxb-/) as string })
    const second = await exchange(one, { grant_type: 'refresh_token', refresh_token: first['refresh_token'] })
    expect(second).toMatchObject({ ok: true, expires_in: 43_200 })
    expect(second['access_token']).not.toBe(first['access_token'])
    for (const answer of [first, second])
      expect(await one.api('auth.test', {}, String(answer['access_token']))).toMatchObject({ ok: true })
    expect(await exchange(one, { grant_type: 'refresh_token', refresh_token: first['refresh_token'] })).toMatchObject({
      error: 'invalid_refresh_token',
    })
  })

  it('serves a whole organisation with one token', async () => {
    const one = await rig({ seed: SEED, manifest: withSettings({ org_deploy_enabled: true }) })
    const { workspaces } = await one.get<State>('state')
    const code = (await allow(one, workspaces[1]!.enterprise!.id)).searchParams.get('code')
    const installed = await exchange(one, { code })
    expect(installed).toMatchObject({ is_enterprise_install: true, team: null, enterprise: { name: 'Big' } })
    const token = String(installed['access_token'])
    const teams = (await one.api('auth.teams.list', {}, token))['teams'] as Json[]
    expect(teams.map((t) => t['name'])).toEqual(['Two', 'Three'])
    const users = await one.api('users.list', { team_id: workspaces[2]!.id }, token)
    expect((users['members'] as Json[]).map((u) => u['name'])).toContain('dot')
    const error = async (args: Json) => (await one.api('users.list', args, token)).error
    expect(await error({})).toBe('missing_argument')
    const channel = workspaces[2]!.channels[0]!.id
    expect(await one.api('conversations.info', { channel }, token)).toMatchObject({
      ok: true,
      channel: { id: channel },
    })
    expect(await one.api('chat.postMessage', { channel, text: 'x' }, token)).toMatchObject({ error: 'not_in_channel' })
    expect(await error({ team_id: workspaces[0]!.id })).toBe('team_access_not_granted')
  })

  it('changes a token that never ends into one that is rotated, once', async () => {
    const one = await rig({ seed: SEED, manifest: withSettings({ token_rotation_enabled: true }) })
    const { client_id, client_secret, bot_token, authorize_url } = await one.get<Record<string, string>>('credentials')
    expect(authorize_url).toBe(`${one.sandbox.url}/oauth/v2/authorize`)
    const args = { client_id, client_secret }
    const exchanged = await one.api('oauth.v2.exchange', { ...args, token: bot_token }, '')
    expect(exchanged).toMatchObject({
      ok: true,
      expires_in: 43_200,
      access_token: expect.stringMatching(/^xoxe\.xoxb-/) as string,
    })
    expect(await one.api('auth.test', {}, String(exchanged['access_token']))).toMatchObject({ ok: true })
    expect(await one.api('auth.test')).toMatchObject({ error: 'invalid_auth' })
    expect(await one.api('oauth.v2.exchange', { ...args, token: exchanged['access_token'] }, '')).toMatchObject({
      error: 'token_already_exchanged',
    })
    const { entries } = await one.get<{ entries: unknown[] }>('log')
    expect(JSON.stringify(entries)).not.toContain(bot_token)
  })

  it('tells whom an event concerned', async () => {
    const one = await rig({ seed: SEED, manifest: withSettings({}) })
    await one.act({ as: 'ana', do: 'message', channel: '#general', text: 'x', wait_ms: 10 })
    const { entries } = await one.get<{ entries: { request: Json }[] }>('log')
    const context = entries.find((e) => e.request['event_context'])!.request['event_context']
    const list = (event_context: unknown) =>
      one.api('apps.event.authorizations.list', { event_context }, one.sandbox.credentials.appToken)
    const { botUserId, teamId } = one.sandbox.credentials
    expect(await list(context)).toMatchObject({
      ok: true,
      authorizations: [{ team_id: teamId, user_id: botUserId, is_bot: true, is_enterprise_install: false }],
    })
    expect(await list('nonsense')).toMatchObject({ error: 'invalid_event_context' })
  })

  it('ends with app_uninstalled and tokens_revoked, and tokens that are revoked', async () => {
    const heard: string[] = []
    const one = await rig({
      mode: 'socket',
      manifest: withSettings({}),
      listeners: (app) => {
        app.event('app_uninstalled', async ({ event }) => void heard.push(event.type))
        app.event('tokens_revoked', async ({ event }) => void heard.push(event.type))
      },
    })
    const { clientId, clientSecret } = one.sandbox.credentials
    expect(await one.api('apps.uninstall', { client_id: clientId, client_secret: clientSecret })).toMatchObject({
      ok: true,
      uninstalled: true,
    })
    await expect.poll(() => heard.toSorted()).toEqual(['app_uninstalled', 'tokens_revoked'])
    await expect.poll(async () => (await one.api('auth.test'))['error']).toBe('token_revoked')
    expect(await one.refused({ as: 'ana', do: 'command', channel: '#general', text: '/poll x' })).toMatchObject({
      status: 200,
    })
  })
})

describe('Slack Connect', () => {
  it('shows the client as a stranger who can talk and press, but has no commands', async () => {
    const one = await rig({ mode: 'socket', manifest: withSettings({}) })
    const { workspaces } = await one.get<State>('state')
    const gita = workspaces[0]!.members.find((m) => m.name === 'gita')!
    expect(gita).toMatchObject({ kind: 'external', tz: 'Europe/London' })
    expect(workspaces[0]!.channels.filter((c) => c.external).map((c) => c.name)).toEqual(['autumn-campaign'])
    const { user } = (await one.api('users.info', { user: gita.id })) as unknown as { user: Json }
    expect(user).toMatchObject({ is_stranger: true, team_id: workspaces[1]!.id })
    expect(user['tz']).toBeUndefined()
    const said = await one.act({
      as: 'gita',
      do: 'message',
      channel: '#autumn-campaign',
      text: 'Hello @Pollster and @ana',
    })
    expect(plain(said.seen)).toContain('Hello @gita')
    expect(said.seen[0]!.pings).toEqual([workspaces[0]!.members.find((m) => m.name === 'ana')!.id])
    const poll = await one.act({ as: 'ana', do: 'command', channel: '#autumn-campaign', text: '/poll Fine?' })
    const pressed = await one.act({
      as: 'gita',
      do: 'click',
      channel: '#autumn-campaign',
      ts: poll.seen.at(-1)!.ts,
      label: 'Yes',
    })
    expect(plain(pressed.seen)).toEqual(['@gita said yes'])
    expect(
      await one.refused({ as: 'gita', do: 'command', channel: '#autumn-campaign', text: '/poll x' }),
    ).toMatchObject({ error: expect.stringContaining('is not a valid command') as string })
    expect(await one.refused({ as: 'gita', do: 'message', channel: '#general', text: 'x' })).toMatchObject({
      status: 404,
    })
    expect(await one.api('conversations.info', { channel: said.seen[0]!.channel! })).toMatchObject({
      channel: { is_ext_shared: true },
    })
  })

  it('lets the app write to the client directly', async () => {
    const one = await rig()
    const { workspaces } = await one.get<State>('state')
    const gita = workspaces[0]!.members.find((m) => m.name === 'gita')!
    expect(await one.api('chat.postMessage', { channel: gita.id, text: 'Please approve' })).toMatchObject({ ok: true })
    expect(plain((await one.get<Messages>('dm?as=gita')).messages)).toEqual(['Please approve'])
  })
})

describe('people', () => {
  it('change: status, presence, Do Not Disturb', async () => {
    const one = await rig()
    const ana = (await one.get<State>('state')).workspaces[0]!.members[0]!
    await one.act({ as: 'ana', do: 'status', value: ':palm_tree: On holiday', quiet_ms: 0 })
    await one.act({ as: 'ana', do: 'presence', value: 'away', quiet_ms: 0 })
    await one.act({ as: 'ana', do: 'dnd', value: 30, quiet_ms: 0 })
    expect((await one.get<State>('state')).workspaces[0]!.members[0]).toMatchObject({
      status_text: 'On holiday',
      status_emoji: ':palm_tree:',
      presence: 'away',
      dnd: true,
    })
    expect(await one.api('dnd.info', { user: ana.id })).toMatchObject({ snooze_enabled: true, dnd_enabled: false })
    await one.post('clock', { advance: '31m' })
    expect(await one.api('dnd.info', { user: ana.id })).toMatchObject({ snooze_enabled: false })
  })

  it('join, leave and invite', async () => {
    const one = await rig({ mode: 'socket' })
    const left = await one.act({ as: 'ben', do: 'leave', channel: '#web-redesign' })
    expect(left.seen).toEqual([])
    expect(await one.refused({ as: 'ben', do: 'message', channel: '#web-redesign', text: 'x' })).toMatchObject({
      status: 403,
    })
    await one.act({ as: 'ana', do: 'invite', channel: '#web-redesign', user: 'ben' })
    const { messages } = await one.get<Messages>('channels/%23web-redesign/messages?as=ben')
    expect(plain(messages)).toEqual(['@ben has left the channel', '@ben has joined the channel'])
  })

  it('are seeded with all there can be, and faults of a seed file are told', async () => {
    const seed = (more: Json) => ({
      workspaces: [
        {
          name: 'W',
          members: [{ name: 'ana' }, { name: 'gus', kind: 'guest' }, { name: 'old', deleted: true }],
          ...more,
        },
      ],
    })
    const one = await rig({
      seed: seed({
        channels: [{ name: 'all' }, { name: 'secret', private: true, members: ['ana'], app: false }],
        usergroups: [{ handle: 'makers', members: ['ana'] }],
      }),
    })
    const { workspaces } = await one.get<State>('state')
    expect(workspaces[0]!.members.map((m) => [m.name, m.kind, m.deleted])).toEqual([
      ['ana', 'member', false],
      ['gus', 'guest', false],
      ['old', 'member', true],
      ['Pollster', 'bot', false],
    ])
    expect(await one.get('channels/%23all/messages?as=gus')).toMatchObject({ ok: false })
    const said = await one.act({ as: 'ana', do: 'message', channel: '#all', text: '@makers', quiet_ms: 0 })
    expect(said.seen[0]!.text).toMatch(/^<!subteam\^S/)
    const channels = (await one.api('conversations.list', { types: 'public_channel,private_channel' }))[
      'channels'
    ] as Json[]
    expect(channels.map((c) => c['name'])).toEqual(['all'])
    await expect(startRig({ seed: seed({ channels: [{ name: 'Not Good' }] }) })).rejects.toThrow(
      /channel name is lower case/,
    )
    await expect(startRig({ seed: seed({ channels: [{ name: 'all', members: ['nobody'] }] }) })).rejects.toThrow(
      /no member "nobody"/,
    )
  })

  it('are seeded as the documentation shows', async () => {
    const [, example] = /```yaml\n([\s\S]+?)```/.exec(readFileSync('docs/sandbox.md', 'utf8')) ?? []
    const one = await rig({ seed: parse(example ?? '') })
    const { workspaces } = await one.get<State>('state')
    expect(workspaces.map((w) => [w.name, w.enterprise?.name])).toEqual([
      ['Agency', undefined],
      ['Client', 'Big Co'],
    ])
    expect(workspaces[0]!.channels.map((c) => [c.name, c.external, c.private])).toEqual([
      ['general', false, false],
      ['launch', true, false],
      ['secret', false, true],
    ])
  })
})

describe('what is kept from people', () => {
  it('is the direct message of an app without a Messages tab', async () => {
    const features = { ...MANIFEST.features, app_home: { home_tab_enabled: true, messages_tab_enabled: false } }
    const one = await rig({ manifest: { ...MANIFEST, features } })
    const refused = await one.refused({ as: 'ana', do: 'message', channel: '@Pollster', text: 'hi' })
    expect(refused).toMatchObject({ status: 200, error: 'Sending messages to this app has been turned off.' })
    const ana = (await one.get<State>('state')).workspaces[0]!.members[0]!.id
    expect(await one.api('chat.postMessage', { channel: ana, text: 'x' })).toMatchObject({
      error: 'messages_tab_disabled',
    })
  })

  it('is every token and secret in the log', async () => {
    const one = await rig({ seed: SEED, manifest: withSettings({ token_rotation_enabled: true }) })
    const { workspaces } = await one.get<State>('state')
    const code = (await allow(one, workspaces[1]!.id)).searchParams.get('code')
    const installed = await exchange(one, { code })
    const log = JSON.stringify(await one.get('log'))
    const { clientSecret, botToken } = one.sandbox.credentials
    for (const secret of [clientSecret, botToken, installed['access_token'], installed['refresh_token']]) {
      expect(log).not.toContain(String(secret))
    }
  })
})
