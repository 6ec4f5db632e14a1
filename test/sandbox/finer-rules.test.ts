import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { MANIFEST } from './support/manifest.ts'
import { startBare } from './support/bare.ts'
import type { Bare } from './support/bare.ts'
import type { Json } from './support/run.ts'

const MORE_SCOPES = [
  'bookmarks:write',
  'channels:manage',
  'chat:write.customize',
  'pins:read',
  'pins:write',
  'usergroups:write',
  'users:read.email',
  'users:write',
]

let bare: Bare
let channel: string
let ts: string
beforeAll(async () => {
  bare = await startBare({
    manifest: {
      ...MANIFEST,
      oauth_config: { scopes: { bot: [...MANIFEST.oauth_config.scopes.bot, ...MORE_SCOPES] } },
      settings: {
        ...MANIFEST.settings,
        event_subscriptions: {
          bot_events: [
            'app_mention',
            'channel_deleted',
            'channel_unarchive',
            'message.channels',
            'subteam_created',
            'subteam_members_changed',
            'subteam_updated',
            'team_join',
            'user_change',
            'user_profile_changed',
            'user_status_changed',
          ],
        },
      },
    },
  })
  channel = bare.ids['general']!
})
afterAll(async () => {
  await bare.stop()
})
beforeEach(async () => {
  await bare.post('clock', { advance: '2m' })
  ts = String((await bare.api('chat.postMessage', { channel, text: 'x' }))['ts'])
})
const error = async (method: string, args: Json) => (await bare.api(method, args)).error
/** What the app is told of comes after the answer. */
const told = async (type: string): Promise<Json | undefined> => {
  await bare.post('clock', { advance: '1s' })
  return bare.event(type)
}
const history = async (): Promise<Json[]> =>
  (await bare.api('conversations.history', { channel, limit: 3 }))['messages'] as Json[]

describe('arguments', () => {
  it.each([
    ['bookmarks.add', { title: 'x'.repeat(257), type: 'link', link: 'https://e.com' }, '/title'],
    ['bookmarks.add', { title: 'x', type: 'link', link: `https://e.com/${'x'.repeat(2048)}` }, '/link'],
    ['bookmarks.add', { title: 'x', type: 'link', link: 'https://e.com', access_level: 'some' }, '/access_level'],
    ['chat.scheduleMessage', { text: 'x', post_at: 4_000_000_000, parse: 'some' }, '/parse'],
  ])('of %s have their limits: %j', async (method, args, pointer) => {
    const answer = await bare.api(method, { channel, channel_id: channel, ...args })
    expect(answer).toMatchObject({ ok: false, error: 'invalid_arguments' })
    expect(JSON.stringify(answer['response_metadata'])).toContain(`[json-pointer:${pointer}]`)
  })
})

describe('reactions', () => {
  it('are twenty-three of a person on a message, and fifty in all', async () => {
    const names =
      'tada eyes fire rocket heart star thinking_face cat dog fish bird bear large_green_circle pig cow tiger lion_face wolf flag-de horse mouse ant bee apple pear'.split(
        ' ',
      )
    const answers: unknown[] = []
    for (const name of names) {
      answers.push(await error('reactions.add', { channel, timestamp: ts, name }))
      await bare.post('clock', { advance: '2s' })
    }
    expect(answers.slice(0, 23)).toEqual(Array.from({ length: 23 }))
    expect(answers.slice(23)).toEqual(['too_many_reactions', 'too_many_reactions'])
  })
})

describe('pins', () => {
  it('say who pinned it, and when', async () => {
    await bare.post('clock', { advance: '1h' })
    await bare.api('pins.add', { channel, timestamp: ts })
    const { items } = (await bare.api('pins.list', { channel })) as unknown as { items: Json[] }
    const { now } = await bare.get<{ now: string }>('clock')
    expect(items[0]).toMatchObject({ created_by: bare.sandbox.credentials.botUserId, message: { ts } })
    expect(Number(items[0]!['created']) * 1000).toBeGreaterThan(new Date(now).getTime() - 60_000)
  })
})

describe('messages', () => {
  it('under another name are bot messages without a user', async () => {
    await bare.api('chat.postMessage', { channel, text: 'hi', username: 'Robo', icon_emoji: ':robot_face:' })
    const [message] = await history()
    expect(message).toMatchObject({
      subtype: 'bot_message',
      username: 'Robo',
      icons: { emoji: ':robot_face:' },
      bot_id: expect.any(String) as string,
    })
    expect(message).not.toHaveProperty('user')
  })

  it('keep metadata through an update that says none, and lose it by an empty one', async () => {
    const metadata = { event_type: 'task', event_payload: { id: 1 } }
    const update = (more: Json) => bare.api('chat.update', { channel, ts, text: 'y', ...more })
    expect(await update({ metadata })).toMatchObject({ message: { metadata } })
    expect(await update({})).toMatchObject({ message: { metadata } })
    expect((await update({ metadata: {} }))['message']).not.toHaveProperty('metadata')
  })

  it('of leaving, renaming, topic and archiving stand in the channel', async () => {
    await bare.act({ as: 'ben', do: 'join', channel: '#web-redesign' })
    await bare.act({ as: 'ben', do: 'leave', channel: '#web-redesign' })
    const id = bare.ids['web-redesign']!
    await bare.api('conversations.setTopic', { channel: id, topic: 'New *site*' })
    await bare.act({ as: 'ana', do: 'rename_channel', channel: id, name: 'site' })
    await bare.act({ as: 'ana', do: 'archive_channel', channel: id })
    const answer = await bare.api('conversations.history', { channel: id, limit: 4 })
    const ben = bare.ids['ben']!
    expect((answer['messages'] as Json[]).map((m) => [m['subtype'], m['text']])).toEqual([
      ['channel_archive', `<@${bare.ids['ana']!}> archived the channel`],
      ['channel_name', `<@${bare.ids['ana']!}> has renamed the channel from "web-redesign" to "site"`],
      ['channel_topic', `<@${bare.sandbox.credentials.botUserId}> set the channel topic: New *site*`],
      ['channel_leave', `<@${ben}> has left the channel`],
    ])
    await bare.act({ as: 'ana', do: 'unarchive_channel', channel: id })
    expect(bare.event('channel_unarchive')).toMatchObject({ channel: id })
    await bare.act({ as: 'ana', do: 'delete_channel', channel: id })
    expect(bare.event('channel_deleted')).toMatchObject({ channel: id })
    expect(await error('conversations.info', { channel: id })).toBe('channel_not_found')
  })

  it('name an app afresh by an edit, and it hears of that once', async () => {
    const bot = '@Pollster'
    const { seen } = await bare.act({ as: 'ana', do: 'message', channel: '#general', text: 'x' })
    const mentions = () =>
      bare.received.filter((r) => (r.payload['event'] as Json | undefined)?.['type'] === 'app_mention')
    for (const text of [`hey ${bot}`, `hey ${bot} again`])
      await bare.act({ as: 'ana', do: 'edit', channel: '#general', ts: seen[0]!.ts, text })
    expect(mentions().map((r) => r.payload['event'])).toMatchObject([
      { ts: seen[0]!.ts, edited: { user: bare.ids['ana'] }, text: expect.stringContaining('hey <@') as string },
    ])
  })

  it('leave a stone where they had replies, which goes with the last of them', async () => {
    const { seen } = await bare.act({ as: 'ana', do: 'message', channel: '#general', text: 'parent' })
    const parent = { as: 'ana', channel: '#general', ts: seen[0]!.ts }
    const reply = await bare.act({ ...parent, do: 'message', text: 'reply', thread_ts: seen[0]!.ts, broadcast: true })
    expect((await history())[0]).toMatchObject({
      subtype: 'thread_broadcast',
      root: { ts: seen[0]!.ts, text: 'parent' },
    })
    await bare.act({ ...parent, do: 'delete' })
    expect(bare.event('message')).toMatchObject({
      subtype: 'message_changed',
      hidden: true,
      message: { subtype: 'tombstone', ts: seen[0]!.ts },
      previous_message: { text: 'parent' },
    })
    await bare.act({ ...parent, do: 'delete', ts: reply.seen.at(-1)!.ts })
    expect(bare.event('message')).toMatchObject({ subtype: 'message_deleted' })
    expect((await history()).some((m) => m['ts'] === seen[0]!.ts)).toBe(false)
  })

  it('can be in the third person', async () => {
    expect(await bare.api('chat.meMessage', { channel, text: 'waves' })).toMatchObject({ ok: true, channel })
    expect((await history())[0]).toMatchObject({ subtype: 'me_message', text: 'waves' })
  })
})

describe('people', () => {
  it('are refused by name: an unknown one, and none at all', async () => {
    expect(await error('users.info', { user: 'U0NOBODY' })).toBe('user_not_found')
    expect(await error('dnd.teamInfo', { users: ',' })).toBe('no_users_provided')
  })

  it('have their e-mail in events where the scope allows it, and events of their own for a status', async () => {
    await bare.act({ as: 'ana', do: 'add_member', name: 'zoe' })
    expect(bare.event('team_join')).toMatchObject({ user: { name: 'zoe', profile: { email: 'zoe@example.com' } } })
    await bare.act({ as: 'ben', do: 'status', value: ':palm_tree: away' })
    for (const type of ['user_change', 'user_profile_changed', 'user_status_changed'])
      expect(bare.event(type)).toMatchObject({ user: { name: 'ben', profile: { status_text: 'away' } } })
  })

  it('leave the lists of channels when they are deactivated', async () => {
    await bare.act({ as: 'ana', do: 'deactivate', user: 'finn' })
    const { members } = await bare.api('conversations.members', { channel })
    expect(members).not.toContain(bare.ids['finn'])
    await bare.act({ as: 'ana', do: 'reactivate', user: 'finn' })
  })

  it('are written to only where a direct message may be made', async () => {
    const args = { users: bare.ids['eve'], return_im: true }
    expect(await error('conversations.open', { ...args, prevent_creation: true })).toBe('channel_not_found')
    expect(await bare.api('conversations.open', args)).not.toHaveProperty('already_open')
    expect(await bare.api('conversations.open', args)).toMatchObject({ no_op: true, already_open: true })
    const { channel: dm } = (await bare.api('conversations.open', args)) as unknown as { channel: { id: string } }
    expect(await bare.api('conversations.close', { channel: dm.id })).toMatchObject({ ok: true })
    expect(await error('conversations.mark', { channel, ts: 'x' })).toBe('invalid_timestamp')
  })
})

describe('user groups', () => {
  it('are made, filled, changed and switched off by an app', async () => {
    const made = await bare.api('usergroups.create', { name: 'On call', handle: 'oncall' })
    expect(made).toMatchObject({ ok: true, usergroup: { handle: 'oncall', name: 'On call', date_delete: 0 } })
    const usergroup = (made['usergroup'] as Json)['id']
    expect(await told('subteam_created')).toMatchObject({ subteam: { id: usergroup } })
    expect(await error('usergroups.create', { name: 'On call' })).toBe('name_already_exists')
    expect(await error('usergroups.create', { name: 'Other', handle: 'oncall' })).toBe('handle_already_exists')

    const users = `${bare.ids['dev']!},${bare.ids['eve']!}`
    expect(await bare.api('usergroups.users.update', { usergroup, users })).toMatchObject({
      ok: true,
      usergroup: { users: users.split(','), user_count: 2 },
    })
    expect(await told('subteam_members_changed')).toMatchObject({
      subteam_id: usergroup,
      added_users: users.split(','),
    })
    expect(await error('usergroups.users.update', { usergroup, users: 'U0NOBODY' })).toBe('invalid_users')

    await bare.post('clock', { advance: '1m' })
    expect(await bare.api('usergroups.update', { usergroup, description: 'Who is up' })).toMatchObject({
      usergroup: { description: 'Who is up', handle: 'oncall' },
    })
    expect(await told('subteam_updated')).toMatchObject({ subteam: { description: 'Who is up' } })
    expect(await bare.api('usergroups.disable', { usergroup })).toMatchObject({
      usergroup: { date_delete: expect.any(Number) as number },
    })
    expect(await error('usergroups.users.list', { usergroup })).toBe('no_such_subteam')
    expect(await bare.api('usergroups.enable', { usergroup })).toMatchObject({ usergroup: { date_delete: 0 } })
    const { seen } = await bare.act({ as: 'ana', do: 'message', channel: '#general', text: 'hey @oncall' })
    expect(seen[0]!.pings.toSorted()).toEqual(users.split(',').toSorted())
  })
})
