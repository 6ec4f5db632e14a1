import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MANIFEST } from './support/manifest.ts'
import { mrkdwn, plainText, startBare } from './support/bare.ts'
import type { Bare } from './support/bare.ts'
import type { Json } from './support/run.ts'

const FRUIT = ['apple', 'apricot', 'pear', 'plum']
const option = (value: string) => ({ text: plainText(value.toUpperCase()), value })
const OPTIONS = ['one', 'two'].map(option)
const button = (text: string) => ({ type: 'button', action_id: text, text: plainText(text) })

let bare: Bare
beforeAll(async () => {
  bare = await startBare({
    manifest: {
      ...MANIFEST,
      features: { ...MANIFEST.features, unfurl_domains: ['example.com'] },
      oauth_config: { scopes: { bot: [...MANIFEST.oauth_config.scopes.bot, 'links:read', 'links:write'] } },
      settings: { ...MANIFEST.settings, event_subscriptions: { bot_events: ['link_shared', 'message.channels'] } },
    },
  })
  bare.answerWith((payload) =>
    payload['type'] === 'block_suggestion'
      ? { body: { options: FRUIT.filter((f) => f.includes(String(payload['value']))).map(option) } }
      : {},
  )
})
afterAll(async () => {
  await bare.stop()
})

const posted = async (message: Json): Promise<string> => {
  const answer = await bare.api('chat.postMessage', { channel: bare.ids['general']!, text: 'x', ...message })
  expect(answer).toMatchObject({ ok: true })
  return String(answer['ts'])
}
const on = (ts: string, deed: Json) => bare.act({ as: 'ana', channel: '#general', ts, ...deed })
const messages = async () =>
  (
    await bare.get<{ messages: { ts: string; plain: string; attachments?: Json[] }[] }>(
      'channels/general/messages?as=ana',
    )
  ).messages

describe('a multi external select on a message', () => {
  const FIND = { type: 'multi_external_select', action_id: 'find', min_query_length: 2, placeholder: plainText('Find') }
  const chosen = () => {
    const [action] = bare.last('block_actions')['actions'] as { selected_options: { value: string }[] }[]
    return action!.selected_options.map((one) => one.value)
  }
  const blocks = [{ type: 'section', block_id: 's', text: mrkdwn('x'), accessory: FIND }]

  it('keeps picks of earlier searches, by text or value', async () => {
    const ts = await posted({ blocks })
    await on(ts, { do: 'select', label: 'Find', option: ['APPLE'], query: 'app' })
    await on(ts, { do: 'select', label: 'Find', option: ['APPLE', 'PEAR'], query: 'pea' })
    expect(chosen()).toEqual(['apple', 'pear'])
    await on(ts, { do: 'select', label: 'Find', option: ['pear', 'plum'], query: 'plu' })
    expect(chosen()).toEqual(['pear', 'plum'])
  })

  it('takes at once what was found in several searches while it was open', async () => {
    const ts = await posted({ blocks })
    for (const query of ['apr', 'plu'])
      await bare.post('options', {
        as: 'ana',
        channel: '#general',
        ts,
        block_id: 's',
        action_id: 'find',
        query,
      })
    await on(ts, { do: 'select', block_id: 's', action_id: 'find', value: ['apricot', 'plum'], query: 'plu' })
    expect(chosen()).toEqual(['apricot', 'plum'])
    const none = await bare.refused({
      as: 'ana',
      do: 'select',
      channel: '#general',
      ts,
      label: 'Find',
      option: ['cherry'],
      query: 'app',
    })
    expect(none).toMatchObject({ status: 400, labels: ['APRICOT', 'PLUM', 'APPLE'] })
  })

  it('is asked without what a search has no use for', async () => {
    const asked = bare.last('block_suggestion')
    expect(asked).toMatchObject({
      value: expect.any(String) as string,
      container: { type: 'message' },
      action_id: 'find',
    })
    for (const name of ['trigger_id', 'response_url', 'state']) expect(asked).not.toHaveProperty(name)
  })
})

describe('controls in an attachment', () => {
  const select = { type: 'static_select', action_id: 'pick', placeholder: plainText('Pick'), options: OPTIONS }
  const attachments = [
    { color: 'good', text: 'first' },
    { blocks: [{ type: 'actions', block_id: 'b', elements: [select, button('Press')] }] },
  ]

  it('hold what is chosen, and say which attachment they are in', async () => {
    const ts = await posted({ attachments })
    await on(ts, { do: 'select', label: 'Pick', option: 'TWO' })
    expect(bare.last('block_actions')).toMatchObject({
      container: { type: 'message_attachment', attachment_id: 2, is_app_unfurl: false, message_ts: ts },
      message: { ts },
      actions: [{ action_id: 'pick', selected_option: { value: 'two' } }],
      state: { values: { b: { pick: { selected_option: { value: 'two' } } } } },
    })
    await on(ts, { do: 'click', label: 'Press' })
    expect(bare.last('block_actions')).toMatchObject({
      actions: [{ action_id: 'Press' }],
      state: { values: { b: { pick: { selected_option: { value: 'two' } } } } },
    })
  })
})

describe('an unfurl', () => {
  const LINK = 'https://example.com/a?b=1&c=2'
  const share = async () => {
    const { seen } = await bare.act({ as: 'ana', do: 'message', channel: '#general', text: `see ${LINK}` })
    const event = bare.event('link_shared')!
    return { ts: seen[0]!.ts, event, url: (event['links'] as { url: string }[])[0]!.url }
  }
  const unfurl = (url: string) => ({
    [url]: { blocks: [{ type: 'actions', block_id: 'u', elements: [button('Claim')] }] },
  })

  it('comes by unfurl_id as well, tells apps of the change, and its buttons belong to it', async () => {
    const { ts, event, url } = await share()
    const { unfurl_id, source } = event
    expect(await bare.api('chat.unfurl', { unfurl_id, source, unfurls: unfurl(url) })).toMatchObject({ ok: true })
    await bare.act({ as: 'ana', do: 'react', channel: '#general', ts, emoji: 'eyes' })
    expect(bare.event('message')).toMatchObject({
      subtype: 'message_changed',
      message: { ts, attachments: [{ id: 1 }] },
    })
    await on(ts, { do: 'click', label: 'Claim' })
    const pressed = bare.last('block_actions')
    expect(pressed).toMatchObject({
      container: { type: 'message_attachment', is_app_unfurl: true, app_unfurl_url: url, attachment_id: 1 },
      app_unfurl: { is_app_unfurl: true, blocks: [{ block_id: 'u' }] },
    })
    expect(pressed).not.toHaveProperty('message')
    const answer = { replace_original: 'true', blocks: [{ type: 'section', text: mrkdwn('Claimed') }] }
    expect(await bare.respond(pressed['response_url'], answer)).toMatchObject({ status: 200 })
    expect((await messages()).at(-1)?.plain).toBe(`see ${LINK}\nClaimed`)
  })

  it('stands beside the one before it, and takes its place for the same link', async () => {
    const { seen } = await bare.act({
      as: 'ana',
      do: 'message',
      channel: '#general',
      text: 'https://example.com/1 https://example.com/2',
    })
    const at = { channel: bare.ids['general'], ts: seen[0]!.ts }
    for (const [url, text] of [
      ['1', 'One'],
      ['2', 'Two'],
      ['1', 'Uno'],
    ])
      await bare.api('chat.unfurl', { ...at, unfurls: { [`https://example.com/${url}`]: { text } } })
    expect((await messages()).at(-1)?.attachments).toMatchObject([
      { id: 1, text: 'Uno' },
      { id: 2, text: 'Two' },
    ])
  })

  it('is refused for links that are not there, or not the app’s', async () => {
    const { seen } = await bare.act({ as: 'ana', do: 'message', channel: '#general', text: 'https://other.org/1' })
    const at = { channel: bare.ids['general'], ts: seen[0]!.ts }
    const error = async (url: string) =>
      (await bare.api('chat.unfurl', { ...at, unfurls: { [url]: { text: 'x' } } })).error
    expect(await error('https://example.com/9')).toBe('cannot_unfurl_message')
    expect(await error('https://other.org/1')).toBe('cannot_unfurl_url')
  })

  it('works in channels where the app is not', async () => {
    await bare.act({ as: 'ana', do: 'create_channel', channel: '#quiet' })
    const { seen } = await bare.act({ as: 'ana', do: 'message', channel: '#quiet', text: 'https://example.com/q' })
    const event = bare.event('link_shared')!
    expect(event).toMatchObject({ is_bot_user_member: false, message_ts: seen[0]!.ts })
    const unfurls = { 'https://example.com/q': { text: 'Q' } }
    expect(
      await bare.api('chat.unfurl', { channel: event['channel'], ts: event['message_ts'], unfurls }),
    ).toMatchObject({ ok: true })
  })

  it('is asked for when an edit brings a new link, and goes with a link that an edit takes out', async () => {
    const { ts, url } = await share()
    await bare.api('chat.unfurl', { channel: bare.ids['general'], ts, unfurls: unfurl(url) })
    await on(ts, { do: 'edit', text: 'now https://example.com/new' })
    expect(bare.event('link_shared')).toMatchObject({ message_ts: ts, links: [{ url: 'https://example.com/new' }] })
    expect((await messages()).find((m) => m.ts === ts)).not.toHaveProperty('attachments')
  })
})

describe('a response_url', () => {
  it('takes the flags as text, as Slack’s guides write them', async () => {
    const ts = await posted({ blocks: [{ type: 'actions', elements: [button('Go')] }] })
    await on(ts, { do: 'click', label: 'Go' })
    const { response_url: url } = bare.last('block_actions')
    await bare.respond(url, { replace_original: 'true', text: 'replaced' })
    expect((await messages()).find((m) => m.ts === ts)?.plain).toBe('replaced')
    await bare.respond(url, { delete_original: 'true' })
    expect((await messages()).some((m) => m.ts === ts)).toBe(false)
  })

  it('shows a command that is answered in the channel as it was typed, and pings nobody by it', async () => {
    bare.answerWith(() => ({ body: { response_type: 'in_channel', text: 'yes' } }))
    const { seen } = await bare.act({ as: 'ana', do: 'command', channel: '#general', text: '/raw <!channel> & @ben' })
    expect(seen.map((m) => [m.plain, m.pings])).toEqual([
      ['/raw <!channel> & @ben', []],
      ['yes', []],
    ])
  })
})

describe('a modal', () => {
  const conversation = (more: Json) => ({
    type: 'input',
    optional: true,
    label: plainText('Where'),
    element: { type: 'conversations_select', action_id: 'c', default_to_current_conversation: true, ...more },
  })
  const when = {
    type: 'input',
    block_id: 'when',
    label: plainText('When'),
    element: { type: 'datetimepicker', action_id: 'w', initial_date_time: 1_772_787_600 },
  }
  const view = (blocks: Json[], more: Json = {}) => ({
    type: 'modal',
    title: plainText('T'),
    submit: plainText('Go'),
    blocks,
    ...more,
  })
  const open = async (of: Json, as = 'ana') => {
    bare.answerWith(() => ({}))
    await bare.act({ as, do: 'command', channel: '#web-redesign', text: '/poll' })
    return bare.api('views.open', { trigger_id: bare.last()['trigger_id'], view: of })
  }

  it('begins with the conversation that it was opened from, where a select asks for that', async () => {
    const several = { type: 'multi_conversations_select', action_id: 'm' }
    const given = { action_id: 'g', initial_conversation: bare.ids['general'] }
    const opened = await open(
      view([
        { ...conversation({}), block_id: 'a' },
        { ...conversation(several), block_id: 'b' },
        { ...conversation(given), block_id: 'c' },
      ]),
    )
    const here = bare.ids['web-redesign']
    expect((opened['view'] as Json)['state']).toMatchObject({
      values: {
        a: { c: { selected_conversation: here } },
        b: { m: { selected_conversations: [here] } },
        c: { g: { selected_conversation: bare.ids['general'] } },
      },
    })
  })

  it('offers of conversations and channels what its filters let through', async () => {
    await bare.act({ as: 'ana', do: 'create_channel', channel: '#secret', private: true })
    const filter = { include: ['public', 'im'], exclude_bot_users: true, exclude_external_shared_channels: true }
    const only = { type: 'conversations_select', action_id: 'c', filter }
    const channel = { type: 'channels_select', action_id: 'h' }
    await open(
      view([
        { type: 'input', block_id: 'a', optional: true, label: plainText('Where'), element: only },
        { type: 'input', block_id: 'b', optional: true, label: plainText('Channel'), element: channel },
      ]),
    )
    const fill = (values: Json) => bare.post('act', { as: 'ana', do: 'fill', values })
    for (const Where of ['#general', '@ben']) expect(await fill({ Where })).toMatchObject({ ok: true })
    for (const Where of ['#secret', '#autumn-campaign', '@Pollster', '@nobody'])
      expect(await fill({ Where })).toMatchObject({ status: 400, ok: false })
    expect(await fill({ Channel: 'general' })).toMatchObject({ ok: true })
    expect(await fill({ Channel: '#secret' })).toMatchObject({ status: 400 })
  })

  it.each([
    ['Enter', undefined, ['block_actions'], ['view_submission']],
    ['each letter', ['on_character_entered'], ['block_actions'], ['block_actions', 'view_submission']],
  ])('tells of a typed text at %s, which a submission is not', async (_name, triggers, filled, submitted) => {
    const config = triggers && { dispatch_action_config: { trigger_actions_on: triggers } }
    const element = { type: 'plain_text_input', action_id: 'name', ...config }
    await open(view([{ type: 'input', block_id: 'a', label: plainText('Name'), dispatch_action: true, element }]))
    const types = () => bare.received.splice(0).map(({ payload }) => payload['type'])
    types()
    await bare.act({ as: 'ana', do: 'fill', values: { Name: 'x' } })
    expect(types()).toEqual(filled)
    await bare.act({ as: 'ana', do: 'submit', values: { Name: 'y' } })
    expect(types()).toEqual(submitted)
  })

  it('shows a moment in the zone of who looks', async () => {
    await open(view([when]))
    expect((await bare.get<{ modal: { plain: string } }>('modal?as=ana')).modal.plain).toContain('2026-03-06 10:00 AM')
    await open(view([when]), 'dev')
    expect((await bare.get<{ modal: { plain: string } }>('modal?as=dev')).modal.plain).toContain('2026-03-06 5:00 PM')
  })

  it('cannot be answered by one with an external_id that is taken', async () => {
    await open(view([when], { external_id: 'taken' }), 'ben')
    await open(view([when]))
    for (const response_action of ['update', 'push']) {
      bare.answerWith(() => ({ body: { response_action, view: view([when], { external_id: 'taken' }) } }))
      expect(await bare.refused({ as: 'ana', do: 'submit' })).toMatchObject({
        status: 200,
        error: expect.stringContaining('trouble') as string,
      })
    }
    const { entries } = await bare.get<{ entries: { error?: string }[] }>('log')
    expect(entries.filter((e) => e.error === 'duplicate_external_id').length).toBe(2)
  })
})
