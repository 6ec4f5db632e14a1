import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Block, Message, SlackObject } from '../../src/sandbox/protocol.ts'
import { startRig } from './support/run.ts'
import type { Json, Rig } from './support/run.ts'

/** Slack's client sends what a person writes as text and, the same again, as one `rich_text` block. */
describe('a person’s message as rich text', () => {
  let rig: Rig
  let ids: Record<string, string>
  beforeAll(async () => {
    rig = await startRig()
    const state = await rig.get<{
      workspaces: { members: { id: string; name: string }[]; channels: { id: string; name: string }[] }[]
    }>('state')
    const [team] = state.workspaces
    ids = Object.fromEntries([...team!.members, ...team!.channels].map(({ id, name }) => [name, id]))
  })
  afterAll(async () => {
    await rig.stop()
  })

  const say = async (text: string): Promise<Message> => {
    const { seen } = await rig.act({ as: 'ana', do: 'message', channel: '#general', text, quiet_ms: 0 })
    return seen[0]!
  }
  const parts = ({ blocks }: Message): readonly SlackObject[] => {
    expect(blocks).toMatchObject([{ type: 'rich_text', block_id: expect.stringMatching(/^.{5}$/) as string }])
    return blocks![0]!['elements'] as SlackObject[]
  }
  const section = (...elements: SlackObject[]) => ({ type: 'rich_text_section', elements })
  const text = (of: string, style?: SlackObject) => ({ type: 'text', text: of, ...(style ? { style } : {}) })

  it('holds mentions, addresses, emoji and styles', async () => {
    const message = await say(
      '*Hi _you_* @ben & @here: see https://e.com/a?b=1&c=2 in #general :tada: `x*y*` ~no~ :nonsense:',
    )
    expect(parts(message)).toEqual([
      section(
        text('Hi ', { bold: true }),
        text('you', { bold: true, italic: true }),
        text(' '),
        { type: 'user', user_id: ids['ben'] },
        text(' & '),
        { type: 'broadcast', range: 'here' },
        text(': see '),
        { type: 'link', url: 'https://e.com/a?b=1&c=2' },
        text(' in '),
        { type: 'channel', channel_id: ids['general'] },
        text(' '),
        { type: 'emoji', name: 'tada', unicode: '1f389' },
        text(' '),
        text('x*y*', { code: true }),
        text(' '),
        text('no', { strike: true }),
        text(' :nonsense:'),
      ),
    ])
    expect(message.plain).toBe('Hi you @ben & @here: see https://e.com/a?b=1&c=2 in #general 🎉 x*y* no :nonsense:')
    expect(message.pings.length).toBe(5)
  })

  it('keeps lines, quotes, code and lists apart', async () => {
    const message = await say('one\n\ntwo\n> wise\n> words\n```\nif (a < b)\n```\n• first\n• second\nend')
    expect(parts(message)).toEqual([
      section(text('one\n\ntwo')),
      { type: 'rich_text_quote', elements: [text('wise\nwords')] },
      { type: 'rich_text_preformatted', border: 0, elements: [text('if (a < b)')] },
      {
        type: 'rich_text_list',
        style: 'bullet',
        indent: 0,
        border: 0,
        elements: [section(text('first')), section(text('second'))],
      },
      section(text('end')),
    ])
    expect(message.plain).toBe('one\n\ntwo\nwise\nwords\nif (a < b)\n• first\n• second\nend')
  })

  it('is in events, history and replies, also before and after an edit', async () => {
    const message = await say('first words')
    await rig.act({ as: 'ana', do: 'edit', channel: '#general', ts: message.ts, text: 'second words', quiet_ms: 0 })
    const { entries } = await rig.get<{ entries: { request: { event?: Json } }[] }>('log')
    const changed = entries.map((e) => e.request.event).findLast((e) => e?.['subtype'] === 'message_changed')
    const words = (of: unknown) => JSON.stringify((of as { blocks?: Block[] }).blocks)
    expect(words(changed?.['previous_message'])).toContain('first words')
    expect(words(changed?.['message'])).toContain('second words')
    const answer = await rig.api('conversations.history', { channel: ids['general']!, limit: 1 })
    expect(words((answer['messages'] as Json[])[0])).toContain('second words')
  })

  it('is not there where nothing was written', async () => {
    const { seen } = await rig.act({
      as: 'ana',
      do: 'upload',
      channel: '#general',
      name: 'a.txt',
      text: 'a',
      quiet_ms: 0,
    })
    expect(seen[0]).not.toHaveProperty('blocks')
  })

  it('can be posted again by an app', async () => {
    const { blocks } = await say('• *a*\n> b\n```c``` :wave::skin-tone-3: @ben https://e.com')
    expect(await rig.api('chat.postMessage', { channel: ids['general']!, text: 'x', blocks })).toMatchObject({
      ok: true,
    })
  })
})
