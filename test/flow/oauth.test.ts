import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TurnContext } from '../../src/ports.ts'
import type { SlackOptions } from '../../src/slack/bolt.ts'
import type { Stores } from '../../src/store/mongo.ts'
import { useStores } from '../store/stores.ts'
import { FakeSlack, slackError } from '../support/fake-slack.ts'
import { startSlackApp } from '../support/slack-app.ts'
import type { SlackApp } from '../support/slack-app.ts'
import { command, event, sendCommand, sendEvent, SIGNING_SECRET } from '../support/slack-requests.ts'

const world = useStores()
let slack: FakeSlack
let apps: SlackApp[]
let team: string

const MODE: SlackOptions['mode'] = {
  kind: 'oauth',
  signingSecret: SIGNING_SECRET,
  clientId: '1.2',
  clientSecret: 'client secret',
  stateSecret: 'state secret',
  encryptionKey: Buffer.alloc(32, 7).toString('base64'),
  publicUrl: 'https://runsheet.example.com',
}
const HOURS = 3600

const start = async (stores: Stores = world.stores): Promise<SlackApp> => {
  const app = await startSlackApp(stores, world.clock, { mode: MODE })
  apps.push(app)
  return app
}

/** Goes the way that a browser goes, and comes back with Slack's answer to the code. */
async function install(app: SlackApp, answer: object): Promise<Response> {
  slack.on('oauth.v2.access', () => ({ token_type: 'bot', app_id: 'A1', authed_user: { id: 'UANA' }, ...answer }))
  const begun = await fetch(`${app.baseUrl}/slack/install`, { redirect: 'manual' })
  const state = new URL(begun.headers.get('location') ?? '').searchParams.get('state') ?? ''
  const cookie = begun.headers.get('set-cookie')?.split(';')[0] ?? ''
  return fetch(`${app.baseUrl}/slack/oauth_redirect?code=1&state=${state}`, { headers: { cookie } })
}

const granted = (id: string, token = `xoxb-${id}`): object => ({
  access_token: token,
  scope: 'commands,chat:write',
  bot_user_id: 'UBOT',
  team: { id, name: `Team ${id}` },
  enterprise: null,
  is_enterprise_install: false,
})
const rotating = (id: string, secondsLeft: number): object => ({
  ...granted(id, `xoxe.xoxb-old-${id}`),
  refresh_token: 'xoxe-1',
  expires_in: secondsLeft,
})

beforeEach(() => {
  slack = new FakeSlack()
  apps = []
  team = world.workspaceId()
})
afterEach(async () => {
  await Promise.all(apps.map((app) => app.stop()))
  slack.stop()
})

describe('an installation', () => {
  it('goes by way of Slack, asks for our scopes, and binds the browser by a cookie that scripts cannot read', async () => {
    const app = await start()
    const response = await fetch(`${app.baseUrl}/slack/install`, { redirect: 'manual' })
    expect(response.status).toBe(302)
    const url = new URL(response.headers.get('location') ?? '')
    expect(url.origin + url.pathname).toBe('https://slack.com/oauth/v2/authorize')
    expect(url.searchParams.get('redirect_uri')).toBe('https://runsheet.example.com/slack/oauth_redirect')
    expect(url.searchParams.get('scope')?.split(',')).toContain('users:read')
    expect(response.headers.get('set-cookie')).toMatch(
      /^slack-app-oauth-state=.*Secure; HttpOnly; Path=\/; Max-Age=600$/,
    )
  })

  it('keeps the workspace, and its tokens where nobody can read them', async () => {
    const app = await start()
    expect((await install(app, granted(team))).status).toBe(200)
    expect(await world.stores.workspaces.get(team)).toMatchObject({
      name: `Team ${team}`,
      enterprise: false,
      bot: { userId: 'UBOT', botId: 'BBOT', scopes: ['commands', 'chat:write'] },
      uninstalledAt: null,
    })
    const sealed = await world.stores.installations.get({ id: team, enterprise: false })
    expect(sealed).toMatch(/^v1\.[0-9a-f]{8}\./)
    expect(sealed).not.toContain('xoxb')
    await app.slack.messenger.whisper(
      team,
      { memberId: 'U7', channelId: 'C1', threadTs: null, direct: false },
      { text: 'x', blocks: [] },
    )
    expect(slack.callsOf('chat.postEphemeral')[0]?.token).toBe(`xoxb-${team}`)
  })

  it('without the browser’s cookie is refused', async () => {
    const app = await start()
    const begun = await fetch(`${app.baseUrl}/slack/install`, { redirect: 'manual' })
    const state = new URL(begun.headers.get('location') ?? '').searchParams.get('state') ?? ''
    const response = await fetch(`${app.baseUrl}/slack/oauth_redirect?code=1&state=${state}`)
    expect(response.status).toBe(400)
    expect(slack.callsOf('oauth.v2.access')).toEqual([])
  })

  it('of a whole organisation is one tenant, whichever of its workspaces a request names', async () => {
    const app = await start()
    const organisation = `E${team}`
    const enterprise = { id: organisation, name: 'Org' }
    slack.on('auth.test', () => ({
      user_id: 'UBOT',
      bot_id: 'BBOT',
      url: 'https://org.example.com',
      enterprise_id: organisation,
    }))
    await install(app, { ...granted(team, 'xoxb-org'), team: null, enterprise, is_enterprise_install: true })
    const seen: string[] = []
    app.slack.app.command<TurnContext>('/task', async ({ context, client }) => {
      seen.push(context.workspaceId)
      await client.chat.getPermalink({ channel: 'C1', message_ts: '1.1' })
    })
    const fields = { enterprise_id: organisation, is_enterprise_install: 'true' }
    for (const team_id of ['TA', 'TB']) await sendCommand(app, command('x', { ...fields, team_id }))
    expect(seen).toEqual([organisation, organisation])
    expect(slack.callsOf('chat.getPermalink').map(({ token }) => token)).toEqual(['xoxb-org', 'xoxb-org'])
    expect(await world.stores.workspaces.get(organisation)).toMatchObject({ enterprise: true, name: 'Org' })
  })

  it.each(['app_uninstalled', 'tokens_revoked'])('ends with %s: the data stays, the tokens go', async (type) => {
    const app = await start()
    await install(app, granted(team))
    const authorizations = [{ team_id: team, enterprise_id: null, is_enterprise_install: false }]
    const users = event(
      { type: 'tokens_revoked', tokens: { oauth: ['UANA'], bot: [] } },
      { team_id: team, authorizations },
    )
    await sendEvent(app, users)
    await app.slack.stop()
    expect(await world.stores.workspaces.get(team)).toMatchObject({ uninstalledAt: null })
    await sendEvent(app, event({ type, tokens: { bot: ['UBOT'] } }, { team_id: team, authorizations }))
    await app.slack.stop()
    expect(await world.stores.workspaces.get(team)).toMatchObject({ uninstalledAt: world.clock.now() })
    expect(await world.stores.installations.get({ id: team, enterprise: false })).toBeUndefined()
    await expect(app.slack.messenger.permalink(team, { channelId: 'C1', ts: '1' })).rejects.toThrow('has not installed')
  })
})

describe('tokens that rotate', () => {
  const renewals = () => slack.callsOf('oauth.v2.access').filter(({ form }) => form['grant_type'] === 'refresh_token')
  const renewable = (milliseconds: number) => {
    let count = 0
    slack.on('oauth.v2.access', () => ({
      token_type: 'bot',
      access_token: `xoxe.xoxb-new-${(count += 1)}`,
      refresh_token: 'xoxe-2',
      expires_in: 12 * HOURS,
    }))
    slack.on('chat.getPermalink', () => ({ permalink: 'https://x' }))
    return new Promise((resolve) => setTimeout(resolve, milliseconds))
  }
  const link = (app: SlackApp) => app.slack.messenger.permalink(team, { channelId: 'C1', ts: '1' })

  it('are renewed for work that no request began, once among all who need them, in all processes', async () => {
    const app = await start()
    const other = await start(world.other)
    await install(app, rotating(team, 1 * HOURS))
    await renewable(0)
    await Promise.all([link(app), link(app), link(other), link(other), link(app)])
    expect(renewals()).toHaveLength(1)
    expect(new Set(slack.callsOf('chat.getPermalink').map(({ token }) => token))).toEqual(new Set(['xoxe.xoxb-new-1']))
    await link(other)
    expect(renewals()).toHaveLength(1)
  })

  it('are left alone while they are good for long', async () => {
    const app = await start()
    await install(app, rotating(team, 11 * HOURS))
    await renewable(0)
    await link(app)
    expect(renewals()).toEqual([])
    expect(slack.callsOf('chat.getPermalink')[0]?.token).toBe(`xoxe.xoxb-old-${team}`)
  })

  it('are used on when they cannot be renewed yet, without asking at each call', async () => {
    const app = await start()
    await install(app, rotating(team, 1 * HOURS))
    slack.fail('oauth.v2.access', slackError('internal_error'), slackError('internal_error'))
    await link(app)
    await link(app)
    expect(renewals()).toHaveLength(1)
    expect(slack.callsOf('chat.getPermalink').map(({ token }) => token)).toEqual(Array(2).fill(`xoxe.xoxb-old-${team}`))
  })

  it('leave no client with an old token behind', async () => {
    const app = await start()
    await install(app, rotating(team, 1 * HOURS))
    app.slack.app.command('/task', async ({ client }) => void (await client.auth.test()))
    await renewable(0)
    await sendCommand(app, command('x', { team_id: team }))
    await install(app, granted(team, 'xoxb-again'))
    await sendCommand(app, command('x', { team_id: team }))
    const pool = app.slack.app['clients'][team]!
    expect(Object.keys(pool['pool'])).toEqual(['xoxb-again'])
    expect(slack.callsOf('auth.test').at(-1)?.token).toBe('xoxb-again')
  })
})
