import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeWith, SHARED } from '../support/needs.ts'
import { MANIFEST } from './support/manifest.ts'
import { differences } from './support/schema.ts'
import type { Schema } from './support/schema.ts'
import { startRig } from './support/run.ts'
import type { Json, Rig } from './support/run.ts'

const DATA = `${SHARED}data/slack-api/methods/`
const describeData = describeWith(DATA, "Slack's method definitions")

interface Definition {
  readonly args?: { readonly required?: readonly string[]; readonly properties?: Readonly<Record<string, Json>> }
  readonly output?: Schema
  readonly scope?: { readonly bot?: readonly string[] }
  readonly rate_limits?: string
}

const definitions = new Map(
  readdirSync(DATA).map((file) => [
    file.replace('.json', ''),
    JSON.parse(readFileSync(DATA + file, 'utf8')) as Definition,
  ]),
)
const ALL_SCOPES = [...new Set([...definitions.values()].flatMap((d) => d.scope?.bot ?? []))]
const FULL = {
  ...MANIFEST,
  features: { ...MANIFEST.features, unfurl_domains: ['e.com'] },
  oauth_config: { scopes: { bot: [...ALL_SCOPES, 'users:read.email'] } },
}
const VIEW = { type: 'home', blocks: [{ type: 'divider' }] }

/** The definitions that contradict their own examples, or Slack's answers: what is missing there is no fault here. */
const NOT_SO: Readonly<Record<string, readonly string[]>> = {
  'auth.teams.list': ['/team is missing', '/teams/0/team_id is missing'],
  'slackLists.items.list': ['/next_cursor is missing'],
}

describeData("Slack's methods", () => {
  let rig: Rig
  let ids: { ana: string; ben: string; bot: string; channel: string; other: string; team: string }
  let ts: string
  let valid: Readonly<Record<string, () => Json | Promise<Json>>>

  beforeAll(async () => {
    rig = await startRig({ manifest: FULL, seed: SEED })
    const state = await rig.get<{
      workspaces: { id: string; members: { id: string; name: string }[]; channels: { id: string }[] }[]
    }>('state')
    const [team] = state.workspaces
    const member = (name: string) => team!.members.find((m) => m.name === name)!.id
    ids = {
      team: team!.id,
      ana: member('ana'),
      ben: member('ben'),
      bot: rig.sandbox.credentials.botUserId,
      channel: team!.channels[0]!.id,
      other: team!.channels[1]!.id,
    }
    ts = String((await rig.api('chat.postMessage', { channel: ids.channel, text: 'first' }))['ts'])
    valid = validCalls(rig, ids, () => ts)
  })
  afterAll(async () => {
    await rig.stop()
  })
  const call = async (method: string, args: Json) => {
    await rig.post('clock', { advance: '2m' })
    return rig.api(method, args)
  }

  it.each([...definitions.keys()].filter((m) => m !== 'apps.uninstall' && m !== 'auth.revoke'))(
    '%s answers as its definition says',
    async (method) => {
      const make = valid[method]
      expect(make, `no valid call of ${method} is known`).toBeDefined()
      const args = await make!()
      const token = method === 'apps.connections.open' ? rig.sandbox.credentials.appToken : undefined
      await rig.post('clock', { advance: '2m' })
      const answer = await rig.api(method, args, token)
      expect(answer).toMatchObject(
        method === 'apps.connections.open' ? { ok: false, error: 'socket_mode_not_enabled' } : { ok: true },
      )
      if (!answer.ok) return
      const known = NOT_SO[method] ?? []
      expect(differences(definitions.get(method)?.output ?? {}, answer).filter((d) => !known.includes(d))).toEqual([])
    },
  )

  it.each([...definitions].filter(([, d]) => (d.args?.required ?? []).some((name) => name !== 'token')))(
    '%s refuses a missing argument',
    async (method, definition) => {
      const required = (definition.args?.required ?? []).filter((name) => name !== 'token')
      const args = (await valid[method]?.()) ?? { client_id: 'x', client_secret: 'y' }
      for (const name of required) {
        const { [name]: _left, ...rest } = args
        const answer = await call(method, rest)
        expect(answer).toMatchObject({ ok: false, error: 'invalid_arguments' })
        expect(JSON.stringify(answer['response_metadata'])).toContain(`missing required field: ${name}`)
      }
    },
  )

  const typed = [...definitions].flatMap(([method, { args }]) =>
    Object.entries(args?.properties ?? {})
      .filter(([, of]) => of['type'] === 'boolean' || of['type'] === 'integer' || of['type'] === 'number')
      .map(([name]) => [method, name] as const),
  )
  it.each(typed)('%s refuses nonsense for %s', async (method, name) => {
    const args = (await valid[method]?.()) ?? {}
    const answer = await call(method, { ...args, [name]: 'nonsense' })
    expect(answer).toMatchObject({ ok: false, error: 'invalid_arguments' })
    expect(JSON.stringify(answer['response_metadata'])).toContain(`/${name}`)
  })

  it.each(
    [...definitions].filter(([m]) => !['api.test', 'blocks.validate', 'oauth.v2.access'].includes(m)).map(([m]) => m),
  )('%s wants a token', async (method) => {
    const response = await fetch(rig.sandbox.apiUrl + method, { method: 'POST' })
    expect(await response.json()).toMatchObject({ ok: false, error: 'not_authed' })
    expect(await rig.api(method, {}, 'xoxb-nobody')).toMatchObject({
      ok: false,
      error: method === 'apps.connections.open' ? 'not_allowed_token_type' : 'invalid_auth',
    })
  })

  it('answers a method or argument name that does not exist', async () => {
    expect(await rig.api('tasks.create')).toMatchObject({ ok: false, error: 'unknown_method' })
    expect(await rig.api('users.info', { 'us er': 'x' })).toMatchObject({ ok: false, error: 'invalid_arg_name' })
  })
})

describeData("Slack's scopes", () => {
  let rig: Rig
  beforeAll(async () => {
    const manifest = { ...MANIFEST, oauth_config: { scopes: { bot: ['incoming-webhook'] } } }
    rig = await startRig({ manifest })
  })
  afterAll(async () => {
    await rig.stop()
  })

  it.each([...definitions].filter(([, d]) => (d.scope?.bot ?? []).length > 0))(
    '%s wants its scope',
    async (method, { scope }) => {
      const answer = await rig.api(method)
      expect(answer).toMatchObject({ ok: false, error: 'missing_scope', provided: 'incoming-webhook' })
      const needed = String(answer['needed']).split(',')
      expect(needed.filter((one) => !scope!.bot!.includes(one) && one !== 'channels:write')).toEqual([])
    },
  )
})

describeData("Slack's rate limits", () => {
  const SIZES: Readonly<Record<string, number>> = { t1: 1, t2: 20, t3: 50 }

  it.each(['auth.teams.list', 'emoji.list', 'team.info'])(
    '%s answers 429 beyond its tier, until time has passed',
    async (method) => {
      const rig = await startRig({ manifest: FULL })
      try {
        const size = SIZES[definitions.get(method)?.rate_limits ?? '']!
        const answers = await Promise.all(Array.from({ length: size }, () => rig.api(method)))
        expect(answers.every((answer) => answer.ok)).toBe(true)
        expect(await rig.api(method)).toMatchObject({ status: 429, ok: false, error: 'ratelimited' })
        await rig.post('clock', { advance: '1m' })
        expect(await rig.api(method)).toMatchObject({ status: 200, ok: true })
      } finally {
        await rig.stop()
      }
    },
  )
})

const SEED = {
  workspaces: [
    {
      name: 'One',
      members: [{ name: 'ana', kind: 'admin' }, { name: 'ben' }],
      channels: [{ name: 'general' }, { name: 'other' }, { name: 'open', app: false }],
      usergroups: [{ handle: 'makers', members: ['ana', 'ben'] }],
    },
  ],
}

/** A call of each method that Slack would take. */
function validCalls(
  rig: Rig,
  ids: Record<'ana' | 'ben' | 'bot' | 'channel' | 'other' | 'team', string>,
  ts: () => string,
) {
  const post = async (): Promise<string> => {
    await rig.post('clock', { advance: '10s' })
    return String((await rig.api('chat.postMessage', { channel: ids.channel, text: 'x' }))['ts'])
  }
  const bookmark = async () => {
    await rig.post('clock', { advance: '1m' })
    const answer = await rig.api('bookmarks.add', {
      channel_id: ids.channel,
      title: 'T',
      type: 'link',
      link: 'https://e.com',
    })
    return { channel_id: ids.channel, bookmark_id: (answer['bookmark'] as Json)['id'] }
  }
  const file = async () => {
    await rig.post('clock', { advance: '1m' })
    const answer = await rig.api('files.getUploadURLExternal', { filename: 'a.txt', length: 3 })
    await fetch(String(answer['upload_url']), { method: 'POST', body: 'abc' })
    return { files: [{ id: answer['file_id'] }], channel_id: ids.channel }
  }
  const complete = async () => {
    const args = await file()
    await rig.api('files.completeUploadExternal', args)
    return { file: args.files[0]!.id }
  }
  const now = async () => Math.floor(new Date(String((await rig.get('clock'))['now'])).getTime() / 1000)
  const scheduled = async () => {
    await rig.post('clock', { advance: '1m' })
    const answer = await rig.api('chat.scheduleMessage', {
      channel: ids.channel,
      text: 'later',
      post_at: (await now()) + 3600,
    })
    return { channel: ids.channel, scheduled_message_id: answer['scheduled_message_id'] }
  }
  const list = async (): Promise<Json> => {
    await rig.post('clock', { advance: '1m' })
    const answer = await rig.api('slackLists.create', { name: 'L' })
    const metadata = answer['list_metadata'] as { schema: { id: string }[] }
    return { list_id: answer['list_id'], column: metadata.schema[0]!.id }
  }
  const group = async () => {
    await rig.post('clock', { advance: '1m' })
    const answer = await rig.api('usergroups.list')
    return { usergroup: (answer['usergroups'] as Json[])[0]!['id'] }
  }
  /** A modal that a trigger id of a real interaction opened. */
  const trigger = async () => {
    await rig.post('faults', { method: 'delivery', kind: 'reset' })
    await rig.post('act', { as: 'ana', do: 'command', channel: ids.channel, text: '/poll', quiet_ms: 0 })
    const { entries } = await rig.get<{ entries: { name: string; request: Json }[] }>('log')
    return String(entries.findLast((e) => e.name === '/poll')!.request['trigger_id'])
  }
  const MODAL = { type: 'modal', title: { type: 'plain_text', text: 'T' }, blocks: [{ type: 'divider' }] }
  const channelOnly = { channel: ids.channel }
  return {
    'api.test': () => ({}),
    'apps.connections.open': () => ({}),
    'auth.teams.list': () => ({}),
    'auth.test': () => ({}),
    'blocks.validate': () => ({ blocks: [{ type: 'divider' }] }),
    'bookmarks.add': () => ({ channel_id: ids.channel, title: 'T', type: 'link', link: 'https://e.com' }),
    'bookmarks.edit': async () => ({ ...(await bookmark()), title: 'New' }),
    'bookmarks.list': () => ({ channel_id: ids.channel }),
    'bookmarks.remove': bookmark,
    'bots.info': async () => ({ bot: (await rig.api('auth.test'))['bot_id'] }),
    'chat.delete': async () => ({ ...channelOnly, ts: await post() }),
    'chat.deleteScheduledMessage': scheduled,
    'chat.getPermalink': () => ({ ...channelOnly, message_ts: ts() }),
    'chat.postEphemeral': () => ({ ...channelOnly, user: ids.ana, text: 'psst' }),
    'chat.postMessage': () => ({ ...channelOnly, text: 'x' }),
    'chat.scheduleMessage': async () => ({ ...channelOnly, text: 'later', post_at: (await now()) + 3600 }),
    'chat.scheduledMessages.list': () => ({}),
    'chat.unfurl': async () => {
      const said = await rig.act({
        as: 'ana',
        do: 'message',
        channel: ids.channel,
        text: 'see https://e.com/1',
        quiet_ms: 0,
      })
      return { ...channelOnly, ts: said.seen[0]!.ts, unfurls: { 'https://e.com/1': { text: 'One' } } }
    },
    'chat.update': () => ({ ...channelOnly, ts: ts(), text: 'new' }),
    'conversations.create': () => ({ name: `made-${Math.random().toString(36).slice(2)}` }),
    'conversations.history': () => channelOnly,
    'conversations.info': () => channelOnly,
    'conversations.invite': async () => {
      await rig.post('clock', { advance: '1m' })
      const made = await rig.api('conversations.create', { name: `in-${Math.random().toString(36).slice(2)}` })
      return { channel: (made['channel'] as Json)['id'], users: ids.ben }
    },
    'conversations.join': async () => {
      const all = (await rig.api('conversations.list'))['channels'] as Json[]
      return { channel: all.find((c) => c['name'] === 'open')!['id'] }
    },
    'conversations.list': () => ({ types: 'public_channel,im', limit: 2 }),
    'conversations.members': () => channelOnly,
    'conversations.open': () => ({ users: ids.ana, return_im: true }),
    'conversations.replies': () => ({ ...channelOnly, ts: ts() }),
    'dnd.info': () => ({ user: ids.ana }),
    'dnd.teamInfo': () => ({ users: `${ids.ana},${ids.ben}` }),
    'emoji.list': () => ({ include_categories: true }),
    'files.completeUploadExternal': file,
    'files.delete': complete,
    'files.getUploadURLExternal': () => ({ filename: 'a.txt', length: 3 }),
    'files.info': complete,
    'files.list': () => ({}),
    'oauth.v2.access': () => oauthArgs(rig, ids),
    'pins.add': async () => ({ ...channelOnly, timestamp: await post() }),
    'pins.list': () => channelOnly,
    'pins.remove': async () => {
      const timestamp = await post()
      await rig.post('clock', { advance: '1m' })
      await rig.api('pins.add', { ...channelOnly, timestamp })
      return { ...channelOnly, timestamp }
    },
    'reactions.add': async () => ({ ...channelOnly, timestamp: await post(), name: 'thumbsup' }),
    'reactions.get': () => ({ ...channelOnly, timestamp: ts() }),
    'reactions.list': () => ({ user: ids.bot }),
    'reactions.remove': async () => {
      const timestamp = await post()
      await rig.api('reactions.add', { ...channelOnly, timestamp, name: 'eyes' })
      return { ...channelOnly, timestamp, name: 'eyes' }
    },
    'slackLists.create': () => ({ name: 'L' }),
    'slackLists.items.create': async () => {
      const { list_id, column } = await list()
      return { list_id, initial_fields: [{ column_id: column, rich_text: [] }] }
    },
    'slackLists.items.list': async () => ({ list_id: (await list())['list_id'] }),
    'slackLists.items.update': async () => {
      const { list_id, column } = await list()
      return { list_id, cells: [{ row_id_to_create: true, column_id: column, rich_text: [] }] }
    },
    'team.info': () => ({}),
    'usergroups.list': () => ({ include_users: true }),
    'usergroups.users.list': group,
    'users.conversations': () => ({ user: ids.ana }),
    'users.info': () => ({ user: ids.ana, include_locale: true }),
    'users.list': () => ({ limit: 1 }),
    'users.lookupByEmail': () => ({ email: 'ana@example.com' }),
    'users.profile.get': () => ({ user: ids.ana }),
    'views.open': async () => ({ view: MODAL, trigger_id: await trigger() }),
    'views.publish': () => ({ user_id: ids.ana, view: VIEW }),
    'views.push': async () => pushArgs(rig, ids, MODAL, trigger),
    'views.update': async () => {
      const opened = await rig.api('views.open', { view: MODAL, trigger_id: await trigger() })
      return { view: MODAL, view_id: (opened['view'] as Json)['id'] }
    },
  } satisfies Record<string, () => Json | Promise<Json>>
}

async function pushArgs(rig: Rig, _ids: unknown, modal: Json, trigger: () => Promise<string>): Promise<Json> {
  const button = { type: 'button', action_id: 'go', text: { type: 'plain_text', text: 'Go' } }
  const view = { ...modal, blocks: [{ type: 'actions', elements: [button] }] }
  await rig.api('views.open', { view, trigger_id: await trigger() })
  await rig.post('faults', { method: 'delivery', kind: 'reset' })
  await rig.post('act', { as: 'ana', do: 'click', in: 'modal', label: 'Go', quiet_ms: 0 })
  const { entries } = await rig.get<{ entries: { name: string; request: Json }[] }>('log')
  return { view: modal, trigger_id: entries.findLast((e) => e.name === 'block_actions')!.request['trigger_id'] }
}

async function oauthArgs(rig: Rig, ids: Record<'ana' | 'team', string>): Promise<Json> {
  const { clientId, clientSecret } = rig.sandbox.credentials
  const query = new URLSearchParams({ client_id: clientId, scope: 'chat:write', redirect_uri: 'http://localhost:1/r' })
  const allowed = await fetch(`${rig.sandbox.url}/oauth/v2/authorize?${query}`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ place: ids.team, user: ids.ana, answer: 'allow' }),
  })
  const code = new URL(allowed.headers.get('location')!).searchParams.get('code')
  return { client_id: clientId, client_secret: clientSecret, code, redirect_uri: 'http://localhost:1/r' }
}
