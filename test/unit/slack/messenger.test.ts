import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { buildClients } from '../../../src/slack/clients.ts'
import { UnknownWorkspace } from '../../../src/slack/errors.ts'
import { buildMessenger } from '../../../src/slack/messenger.ts'
import type { Destination } from '../../../src/domain/notice.ts'
import { fixedClock } from '../../support/clock.ts'
import { FakeSlack, rateLimited, slackError } from '../../support/fake-slack.ts'
import type { Fault } from '../../support/fake-slack.ts'
import { recordingLog } from '../../support/logs.ts'

const CHANNEL: Destination = { kind: 'channel', channelId: 'C1', threadTs: null }
const HELLO = { text: 'Hello', blocks: [{ type: 'divider' }] }
const IN_CHANNEL = { memberId: 'U7', channelId: 'C1', threadTs: null, direct: false }
const SINCE = new Date('2026-03-27T08:00:00Z')

describe('the messenger', () => {
  let slack: FakeSlack
  const clock = fixedClock(SINCE)
  const build = (tokenOf = async (id: string) => `xoxb-${id}`) => {
    const log = recordingLog()
    const settings = { apiUrl: undefined, log, clock, timeout: 300 }
    return buildMessenger({ clients: buildClients(settings, tokenOf), log })
  }
  beforeEach(() => {
    slack = new FakeSlack()
  })
  afterEach(() => slack.stop())

  it('posts text and blocks with the key in the metadata and without previews of links', async () => {
    const delivery = await build().send('T1', CHANNEL, HELLO, 'k1')
    expect(delivery).toEqual({ kind: 'sent', position: { channelId: 'C1', ts: slack.messages[0]?.ts } })
    expect(slack.calls).toEqual([
      {
        method: 'chat.postMessage',
        token: 'xoxb-T1',
        form: {
          channel: 'C1',
          text: 'Hello',
          blocks: '[{"type":"divider"}]',
          unfurl_links: 'false',
          unfurl_media: 'false',
          metadata: '{"event_type":"runsheet_post","event_payload":{"key":"k1"}}',
        },
      },
    ])
  })

  it('posts into a thread, edits in place, and opens a direct message once', async () => {
    const messenger = build()
    await messenger.send('T1', { kind: 'channel', channelId: 'C1', threadTs: '1.1' }, HELLO, 'k1')
    await messenger.send('T1', { kind: 'edit', channelId: 'C1', ts: '1.2' }, HELLO, 'k2')
    await messenger.send('T1', { kind: 'member', memberId: 'U7' }, HELLO, 'k3')
    const direct = await messenger.send('T1', { kind: 'member', memberId: 'U7' }, HELLO, 'k4')
    expect(slack.calls.map(({ method }) => method)).toEqual([
      'chat.postMessage',
      'chat.update',
      'conversations.open',
      'chat.postMessage',
      'chat.postMessage',
    ])
    expect(slack.calls[0]?.form).toMatchObject({ thread_ts: '1.1' })
    expect(slack.calls[1]?.form).toMatchObject({ channel: 'C1', ts: '1.2', parse: 'none', link_names: 'false' })
    expect(direct).toMatchObject({ kind: 'sent', position: { channelId: 'DU7' } })
  })

  const html: Fault = { kind: 'answer', body: '<html>Bad gateway</html>' }
  it.each<[string, Fault, object]>([
    ['429', rateLimited(7), { kind: 'later', afterMilliseconds: 7000, error: 'ratelimited' }],
    ['429 without a time', { kind: 'answer', status: 429, body: '' }, { kind: 'later', afterMilliseconds: 30_000 }],
    ['a limit in the answer', slackError('rate_limited'), { kind: 'later', error: 'rate_limited' }],
    ['maintenance', slackError('service_unavailable'), { kind: 'later' }],
    ['500', { kind: 'answer', status: 500, body: '' }, { kind: 'unknown', error: 'http_500' }],
    ['503', { kind: 'answer', status: 503, body: '' }, { kind: 'unknown', error: 'http_503' }],
    ['a page in place of JSON', html, { kind: 'unknown', error: 'not_json' }],
    ['an internal error', slackError('internal_error'), { kind: 'unknown' }],
    ['a fatal error', slackError('fatal_error'), { kind: 'unknown' }],
    ['a timeout', { kind: 'timeout', accepted: false }, { kind: 'unknown' }],
    ['a broken connection', { kind: 'reset', accepted: true }, { kind: 'unknown', error: 'ECONNRESET' }],
    ['a proxy that refuses', { kind: 'answer', status: 403, body: '' }, { kind: 'later' }],
    ...[
      ['channel_not_found', 'not_in_channel', 'is_archived', 'account_inactive', 'invalid_blocks', 'msg_too_long'],
      ['msg_blocks_too_long', 'restricted_action', 'token_revoked', 'invalid_auth', 'a_name_of_next_year'],
    ]
      .flat()
      .map((name): [string, Fault, object] => [name, slackError(name), { kind: 'refused', error: name }]),
  ])('sorts %s', async (_, fault, expected) => {
    slack.fail('chat.postMessage', fault)
    expect(await build().send('T1', CHANNEL, HELLO, 'k')).toMatchObject(expected)
    expect(slack.callsOf('chat.postMessage')).toHaveLength(1)
  })

  it.each(['message_not_found', 'cant_update_message', 'edit_window_closed'])('gives an edit up: %s', async (name) => {
    slack.fail('chat.update', slackError(name))
    const delivery = await build().send('T1', { kind: 'edit', channelId: 'C1', ts: '1.2' }, HELLO, 'k')
    expect(delivery).toEqual({ kind: 'refused', error: name })
  })

  it('knows that nothing was posted when no direct message could be opened', async () => {
    const messenger = build()
    const toMember: Destination = { kind: 'member', memberId: 'U7' }
    slack.fail('conversations.open', { kind: 'timeout', accepted: true }, slackError('user_disabled'))
    expect(await messenger.send('T1', toMember, HELLO, 'k')).toMatchObject({ kind: 'later' })
    expect(await messenger.send('T1', toMember, HELLO, 'k')).toEqual({ kind: 'refused', error: 'user_disabled' })
    expect(slack.messages).toEqual([])
  })

  it('has nothing to say where the app is gone, and waits where only its token cannot be had', async () => {
    const gone = build(() => Promise.reject(new UnknownWorkspace('T1')))
    expect(await gone.send('T1', CHANNEL, HELLO, 'k')).toEqual({ kind: 'refused', error: 'not_installed' })
    const mute = build(() => Promise.reject(new Error('the database is gone')))
    expect(await mute.send('T1', CHANNEL, HELLO, 'k')).toMatchObject({ kind: 'later' })
    expect(slack.calls).toEqual([])
  })

  it('finds a message by its key in a channel, a thread and a direct message, back to where the search starts', async () => {
    const messenger = build()
    const places: Destination[] = [CHANNEL, { ...CHANNEL, threadTs: '5.5' }, { kind: 'member', memberId: 'U7' }]
    for (const [index, to] of places.entries()) {
      const sent = await messenger.send('T1', to, HELLO, `k${index}`)
      expect(await messenger.find('T1', to, `k${index}`, SINCE)).toEqual(sent.kind === 'sent' && sent.position)
      expect(await messenger.find('T1', to, 'another', SINCE)).toBe('absent')
      expect(await messenger.find('T1', to, `k${index}`, new Date('2027-01-01'))).toBe('absent')
    }
  })

  it('follows the pages of a long history', async () => {
    slack.on('conversations.history', (form) =>
      form['cursor'] === 'next'
        ? { messages: [{ ts: '9.9', metadata: { event_type: 'runsheet_post', event_payload: { key: 'k' } } }] }
        : { messages: [{ ts: '10.1' }], has_more: true, response_metadata: { next_cursor: 'next' } },
    )
    expect(await build().find('T1', CHANNEL, 'k', SINCE)).toEqual({ channelId: 'C1', ts: '9.9' })
  })

  it.each([slackError('missing_scope'), rateLimited(3), { kind: 'timeout', accepted: true } as const])(
    'says that it does not know when Slack does not show the history',
    async (fault) => {
      slack.fail('conversations.history', fault)
      expect(await build().find('T1', CHANNEL, 'k', SINCE)).toBe('unknown')
    },
  )

  it('whispers in the channel, and by direct message where that is refused', async () => {
    const messenger = build()
    await messenger.whisper('T1', IN_CHANNEL, HELLO)
    slack.fail('chat.postEphemeral', slackError('user_not_in_channel'))
    await messenger.whisper('T1', IN_CHANNEL, HELLO)
    await messenger.whisper('T1', { ...IN_CHANNEL, channelId: null }, HELLO)
    expect(slack.calls.map(({ method, form }) => [method, form['channel']])).toEqual([
      ['chat.postEphemeral', 'C1'],
      ['chat.postEphemeral', 'C1'],
      ['conversations.open', undefined],
      ['chat.postMessage', 'DU7'],
      ['chat.postMessage', 'DU7'],
    ])
  })

  it('tells the person in words that a form came too late, and passes other faults on', async () => {
    const messenger = build()
    slack.fail('views.open', slackError('expired_trigger_id'), slackError('invalid_arguments'))
    const view = { type: 'modal' }
    await expect(messenger.openModal('T1', '1.1', view)).rejects.toMatchObject({ code: 'slack.trigger-expired' })
    await expect(messenger.openModal('T1', '1.1', view)).rejects.toMatchObject({ data: { error: 'invalid_arguments' } })
  })

  it('renews a form that is open, says where another update came before, and leaves alone one that was closed', async () => {
    const messenger = build()
    slack.on('views.update', () => ({}))
    const of = { viewId: 'V1', hash: '1.abc' }
    expect(await messenger.updateModal('T1', of, { type: 'modal' })).toBe(true)
    expect(slack.calls.at(-1)?.form).toMatchObject({ view_id: 'V1', hash: '1.abc', view: '{"type":"modal"}' })
    slack.fail('views.update', slackError('hash_conflict'), slackError('not_found'), slackError('invalid_arguments'))
    expect(await messenger.updateModal('T1', of, { type: 'modal' })).toBe(false)
    expect(await messenger.updateModal('T1', { viewId: 'V1' }, { type: 'modal' })).toBe(true)
    expect(slack.calls.at(-1)?.form).not.toHaveProperty('hash')
    await expect(messenger.updateModal('T1', of, { type: 'modal' })).rejects.toMatchObject({
      data: { error: 'invalid_arguments' },
    })
  })
})
