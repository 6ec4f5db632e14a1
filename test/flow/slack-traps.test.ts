import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { section } from '../../src/block-kit/blocks.ts'
import { escape } from '../../src/block-kit/mrkdwn.ts'
import { clientOptions } from '../../src/slack/client-options.ts'
import { buildClients } from '../../src/slack/clients.ts'
import { buildMessenger } from '../../src/slack/messenger.ts'
import { useStores } from '../store/stores.ts'
import { FakeSlack, rateLimited, slackError } from '../support/fake-slack.ts'
import { recordingLog } from '../support/logs.ts'
import { startSlackApp } from '../support/slack-app.ts'
import type { SlackApp } from '../support/slack-app.ts'
import {
  command,
  event,
  press,
  sendCommand,
  sendEvent,
  sendInteraction,
  sendSigned,
} from '../support/slack-requests.ts'

/**
 * What Slack's libraries and platform do that nobody would expect, each held by a test. The numbers are those of the list
 * from which the design started. Further ones are held where their subject is: 10 in `socket-mode.test.ts`, 11 and 18 in
 * `oauth.test.ts`, 6 in `events.test.ts`. Three have nothing to hold: 12 (commands do not exist in threads), 20 (a method
 * to check blocks, for tools) and, as far as it concerns other people's toolchains, 21.
 */
const world = useStores()
let slack: FakeSlack
let app: SlackApp

beforeEach(async () => {
  slack = new FakeSlack()
  app = await startSlackApp(world.stores, world.clock)
})
afterEach(async () => {
  await app.stop()
  slack.stop()
})

const Package = z.object({
  version: z.string(),
  dependencies: z.record(z.string(), z.string()).optional().default({}),
  devDependencies: z.record(z.string(), z.string()).optional().default({}),
})
const require = createRequire(import.meta.url)
const packageOf = (path: string) => Package.parse(JSON.parse(readFileSync(path, 'utf8')))
const settings = { apiUrl: undefined, log: recordingLog(), clock: world.clock, timeout: 300 }
const HELLO = { text: 'Hello', blocks: [] }
const CHANNEL = { kind: 'channel', channelId: 'C1', threadTs: null } as const

describe('packages', () => {
  it('1: undici is one that runs on Node 20, and named by us, since Bolt does not name it', () => {
    expect(packageOf('package.json').dependencies['undici']).toMatch(/^\^?7\./)
    expect(packageOf(require.resolve('undici/package.json')).version).toMatch(/^7\./)
    expect(require('@slack/bolt')).toHaveProperty('HTTPReceiver')
  })

  it('19: the emulator is not the package that took over its name', () => {
    expect(packageOf('package.json').devDependencies['emulate'] ?? '0.11.2').toBe('0.11.2')
  })

  it('21: the compiler is TypeScript 7, and no linter is there that needs an older one', () => {
    const { devDependencies } = packageOf('package.json')
    expect(devDependencies['typescript']).toMatch(/^7\./)
    expect(Object.keys(devDependencies).filter((name) => name.includes('eslint'))).toEqual([])
  })
})

describe('the Web API client', () => {
  it('2: each workspace calls with its own token, whichever came first', async () => {
    const clients = buildClients(settings, async (id) => `xoxb-${id}`)
    for (const id of ['T1', 'T2', 'T1']) await (await clients.clientFor(id)).auth.test()
    expect(slack.calls.map(({ token }) => token)).toEqual(['xoxb-T1', 'xoxb-T2', 'xoxb-T1'])
    expect(app.slack.app.webClientOptions.headers).toBeUndefined()
  })

  it('2: is made anew for a new token, and the oldest leave when there are too many', async () => {
    let token = 'xoxb-old'
    const clients = buildClients(settings, async () => token, 2)
    const first = await clients.clientFor('T1')
    expect(await clients.clientFor('T1')).toBe(first)
    token = 'xoxb-new'
    const second = await clients.clientFor('T1')
    expect(second.token).toBe('xoxb-new')
    await clients.clientFor('T2')
    await clients.clientFor('T1')
    await clients.clientFor('T3')
    expect(await clients.clientFor('T1')).toBe(second)
    clients.forget('T1')
    expect(await clients.clientFor('T1')).not.toBe(second)
  })

  it('3: shares no options with any other, and its retries are settled', () => {
    const [one, other] = [clientOptions(settings), clientOptions(settings)]
    expect(one.retryConfig).toEqual({ retries: 0 })
    expect(one.retryConfig).not.toBe(other.retryConfig)
    expect(one).not.toHaveProperty('headers')
    expect(one.allowAbsoluteUrls).toBe(false)
    expect(one.timeout).toBeGreaterThan(0)
  })

  it.each([
    ['a timeout', { kind: 'timeout', accepted: true } as const],
    ['a 5xx', { kind: 'answer', status: 502, body: '' } as const],
  ])('4: after %s the call is not repeated behind our back, and its outcome is open', async (_, fault) => {
    slack.fail('chat.postMessage', fault)
    const messenger = buildMessenger({ clients: buildClients(settings, async () => 'xoxb'), log: settings.log })
    expect(await messenger.send('T1', CHANNEL, HELLO, 'k')).toMatchObject({ kind: 'unknown' })
    expect(slack.callsOf('chat.postMessage')).toHaveLength(1)
  })

  it('5: a method over its limit rests as long as Slack says; the others go on, other workspaces too', async () => {
    const messenger = buildMessenger({ clients: buildClients(settings, async (id) => `xoxb-${id}`), log: settings.log })
    slack.fail('chat.postMessage', rateLimited(30))
    expect(await messenger.send('T1', CHANNEL, HELLO, 'k1')).toMatchObject({ kind: 'later', afterMilliseconds: 30_000 })
    expect(await messenger.send('T1', CHANNEL, HELLO, 'k1')).toMatchObject({ kind: 'later', error: 'ratelimited' })
    expect(slack.callsOf('chat.postMessage')).toHaveLength(1)
    const edit = { kind: 'edit', channelId: 'C1', ts: '1.1' } as const
    expect(await messenger.send('T1', edit, HELLO, 'k2')).toMatchObject({ kind: 'sent' })
    expect(await messenger.send('T2', CHANNEL, HELLO, 'k3')).toMatchObject({ kind: 'sent' })
    world.clock.advanceWall(30_000)
    expect(await messenger.send('T1', CHANNEL, HELLO, 'k1')).toMatchObject({ kind: 'sent' })
  })
})

describe('requests', () => {
  it('6: an event is acknowledged although its listener fails, and kept to be tried again', async () => {
    app.slack.app.event('app_mention', async () => {
      throw new Error('the disk is full')
    })
    const mention = event({ type: 'app_mention', user: 'UANA', channel: 'C1', text: 'x', ts: '1.1' })
    expect((await sendEvent(app, mention)).status).toBe(200)
    await app.slack.stop()
    world.clock.advanceWall(61_000)
    expect(await world.stores.inbox.claimUnfinished(world.clock.wall(), 10)).toHaveLength(1)
  })

  it.each([
    [-310, 401],
    [310, 401],
    [4_000, 401],
    [-290, 200],
    [290, 200],
  ])('7: a signature that is %i seconds off is answered with %i', async (skew, status) => {
    expect((await sendCommand(app, command('x'), { skew })).status).toBe(status)
  })

  it('7: a signature of another secret, a changed body and a missing signature are refused', async () => {
    expect((await sendCommand({ ...app, signingSecret: 'another' }, command('x'))).status).toBe(401)
    expect((await sendCommand(app, command('x'), { headers: { 'x-slack-signature': 'v0=00' } })).status).toBe(401)
    expect((await fetch(`${app.baseUrl}/slack/events`, { method: 'POST', body: '{}' })).status).toBe(401)
    expect((await sendCommand(app, command('x'), { headers: { 'x-slack-request-timestamp': 'soon' } })).status).toBe(
      401,
    )
  })

  it.each(['application/x-www-form-urlencoded', 'application/x-www-form-urlencoded; charset=utf-8'])(
    '8: a form is a form as %s',
    async (contentType) => {
      const seen: string[] = []
      app.slack.app.command('/task', async ({ command: { text } }) => void seen.push(text))
      expect((await sendCommand(app, command('list'), { contentType })).status).toBe(200)
      expect(seen).toEqual(['list'])
    },
  )

  it('9: what no listener acknowledges is acknowledged at once, and Bolt’s own timer does no harm', async () => {
    app.slack.app.action('go', async () => {})
    const begun = performance.now()
    expect((await sendInteraction(app, press('go'))).status).toBe(200)
    expect((await sendInteraction(app, press('nobody'))).status).toBe(200)
    expect(performance.now() - begun).toBeLessThan(1_000)
  })

  it('a body that is no payload, or too large, is refused and ends nothing', async () => {
    expect((await sendSigned(app, 'not json', 'application/json')).status).toBe(400)
    expect((await sendSigned(app, '"text"', 'application/json')).status).toBe(200)
    expect((await sendSigned(app, JSON.stringify({ x: 'x'.repeat(1_100_000) }), 'application/json')).status).toBe(413)
    expect((await sendSigned(app, 'ssl_check=1&payload={}', 'application/x-www-form-urlencoded')).status).toBe(200)
    expect((await sendCommand(app, command('x'))).status).toBe(200)
  })
})

describe('messages', () => {
  const messenger = () => buildMessenger({ clients: buildClients(settings, async () => 'xoxb'), log: settings.log })

  it('13: what people typed pings nobody: it is escaped, and Slack is told not to look for names in it', async () => {
    const typed = '<!channel> <@U1> @everyone #general & <https://x.y|z>'
    await messenger().send('T1', CHANNEL, { text: escape(typed), blocks: [section(escape(typed))] }, 'k')
    const form = slack.callsOf('chat.postMessage')[0]?.form
    const escaped = '&lt;!channel&gt; &lt;@U1&gt; @everyone #general &amp; &lt;https://x.y|z&gt;'
    expect(form?.['text']).toBe(escaped)
    expect(form).not.toHaveProperty('link_names')
    expect(JSON.parse(form?.['blocks'] ?? '')).toEqual([
      { type: 'section', text: { type: 'mrkdwn', text: escaped, verbatim: true } },
    ])
  })

  it('14: an edit says again that its text is to be taken as written', async () => {
    await messenger().send('T1', { kind: 'edit', channelId: 'C1', ts: '1.1' }, HELLO, 'k')
    expect(slack.callsOf('chat.update')[0]?.form).toMatchObject({ parse: 'none', link_names: 'false' })
  })

  it.each(['msg_too_long', 'msg_blocks_too_long'])(
    '14, 15: %s is a refusal, not something to try again',
    async (name) => {
      slack.fail('chat.postMessage', slackError(name))
      expect(await messenger().send('T1', CHANNEL, HELLO, 'k')).toEqual({ kind: 'refused', error: name })
    },
  )

  it('16, 17: nothing is left to Slack’s own reminders and scheduled messages', () => {
    const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && !path.startsWith('sandbox'))
      .map((path) => [path, readFileSync(`src/${path}`, 'utf8')] as const)
    expect(sources.length).toBeGreaterThan(50)
    const users = sources.filter(([, source]) => /\breminders\.\w+\(|scheduleMessage\(/.test(source))
    expect(users.map(([path]) => path)).toEqual([])
  })
})
