import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Messages } from '../../src/sandbox/protocol.ts'
import { startRig } from './support/run.ts'
import type { Json, Rig } from './support/run.ts'

let rig: Rig
let ids: Record<string, string>
beforeAll(async () => {
  rig = await startRig()
  await rig.post('clock', { running: false })
  const state = await rig.get<{
    workspaces: { members: { id: string; name: string }[]; channels: { id: string; name: string }[] }[]
  }>('state')
  const [team] = state.workspaces
  ids = Object.fromEntries([...team!.members, ...team!.channels].map(({ id, name }) => [name, id]))
})
afterAll(async () => {
  await rig.stop()
})

/** Types it as ana into #general, and gives Slack's text and what is read. */
async function typed(text: string) {
  const { seen } = await rig.act({ as: 'ana', do: 'message', channel: '#general', text, quiet_ms: 0 })
  return seen[0]!
}

/** Posts it as the app, and gives what `as` reads. */
async function posted(message: Json, as = 'ana') {
  await rig.post('clock', { advance: '2s' })
  const answer = await rig.api('chat.postMessage', { channel: ids['general']!, ...message })
  expect(answer).toMatchObject({ ok: true })
  const { messages } = await rig.get<Messages>(`channels/%23general/messages?as=${as}`)
  return messages.find((m) => m.ts === answer['ts'])!
}

const section = (text: string, more: Json = {}) => [{ type: 'section', text: { type: 'mrkdwn', text, ...more } }]

describe('what a person types', () => {
  it.each([
    ['Tom & Jerry <3 a>b', 'Tom &amp; Jerry &lt;3 a&gt;b'],
    ['hi @ben and @BEN!', 'hi <@ben> and <@ben>!'],
    ['@benjamin @nobody', '@benjamin @nobody'],
    [
      'mail a@ben.de, see e.com/x?a=1&b=2.',
      'mail <mailto:a@ben.de|a@ben.de>, see <http://e.com/x?a=1&amp;b=2|e.com/x?a=1&amp;b=2>.',
    ],
    ['www.shop.studio (e.com)', '<http://www.shop.studio|www.shop.studio> (<http://e.com|e.com>)'],
    ['v1.2.3 notes.txt e.com.pdf 14.30 done.Then', 'v1.2.3 notes.txt e.com.pdf 14.30 done.Then'],
    ['ask @Pollster.', 'ask <@Pollster>.'],
    ['see #web-redesign, #nothing', 'see <#web-redesign|web-redesign>, #nothing'],
    ['@here @channel @everyone', '<!here> <!channel> <!everyone>'],
    ['look: https://e.com/a?b=1&c=2.', 'look: <https://e.com/a?b=1&amp;c=2>.'],
    ['`@ben` is code', '`@ben` is code'],
  ])('%s', async (text, expected) => {
    const wanted = expected.replaceAll(/<([@#])([\w-]+)/g, (_all, mark: string, name: string) => `<${mark}${ids[name]}`)
    const message = await typed(text)
    expect(message.text).toBe(wanted)
    expect(message.plain.toLowerCase()).toBe(text.replaceAll('`', '').toLowerCase())
  })

  it('pings whom it names, but not the author, nobody twice', async () => {
    expect((await typed('@ben @ben @ana @gita')).pings).toEqual([ids['ben']])
    expect((await typed('@here')).pings.length).toBe(5)
  })

  it('is turned into tokens in commands only where the manifest says so', async () => {
    const sent = async (text: string) => {
      await rig.post('act', { as: 'ana', do: 'command', channel: '#general', text, quiet_ms: 0 })
      const { entries } = await rig.get<{ entries: { kind: string; request: Json }[] }>('log')
      return entries.findLast((e) => e.kind === 'delivery' && e.request['command'])?.request['text']
    }
    expect(await sent('/poll @eve & #general')).toBe(`<@${ids['eve']}|eve> &amp; <#${ids['general']}|general>`)
    expect(await sent('/poll e.com')).toBe('<http://e.com|e.com>')
    expect(await sent('/raw @eve & #general e.com')).toBe('@eve &amp; #general e.com')
  })
})

describe('what an app posts', () => {
  it.each([
    ['*bold* _it_ ~no~ `code`', 'bold it no code'],
    ['a*b*c 2 * 3 * 4 snake_case_name', 'a*b*c 2 * 3 * 4 snake_case_name'],
    ['> quoted\nplain', 'quoted\nplain'],
    ['&lt;tag&gt; &amp; <https://e.com|link> <mailto:a@e.com|a@e.com>', '<tag> & link a@e.com'],
    [':tada: :no_such_emoji:', '🎉 :no_such_emoji:'],
    ['```a *b*```', 'a *b*'],
  ])('%s is read as %s', async (text, expected) => {
    expect((await posted({ blocks: section(text), text: 'x' })).plain).toBe(expected)
  })

  it('shows dates in the zone of who reads them', async () => {
    const unix = Date.parse('2026-03-06T16:00:00Z') / 1000
    const text = `Due <!date^${unix}^{date_short} at {time}|soon>, <!date^${unix}^{date_num} {time_secs} {date_long}|soon>`
    expect((await posted({ text })).plain).toBe('Due Mar 6 at 5:00 PM, 2026-03-06 5:00:00 PM Friday, March 6th')
    expect((await posted({ text }, 'dev')).plain).toBe(
      'Due Mar 7 at 12:00 AM, 2026-03-07 12:00:00 AM Saturday, March 7th',
    )
    const soon = Date.parse('2026-03-03T10:00:00Z') / 1000
    expect((await posted({ text: `<!date^${soon}^{date_pretty}|x> <!date^${soon}^{nonsense}|fallback>` })).plain).toBe(
      'tomorrow fallback',
    )
    expect((await posted({ text: `<!date^${soon - 63_072_000}^{date}|x>` })).plain).toBe('March 3rd, 2024')
  })

  it('pings by accident where text is not verbatim, and not where it is', async () => {
    expect((await posted({ blocks: section('hey @channel'), text: 'x' })).pings.length).toBe(6)
    expect((await posted({ blocks: section('hey @channel', { verbatim: true }), text: 'x' })).pings).toEqual([])
    expect((await posted({ blocks: section('hey <!channel>', { verbatim: true }), text: 'x' })).pings.length).toBe(6)
    expect((await posted({ blocks: section('hey &lt;!channel&gt;'), text: 'x' })).pings).toEqual([])
    expect(
      (
        await posted({
          blocks: [{ type: 'header', text: { type: 'plain_text', text: 'hey @channel <!here>' } }],
          text: 'x',
        })
      ).pings,
    ).toEqual([])
    expect((await posted({ text: 'hey @channel' })).pings).toEqual([])
    expect((await posted({ text: 'hey @channel', link_names: true })).pings.length).toBe(6)
    expect((await posted({ text: 'hey @channel', parse: 'full' })).pings.length).toBe(6)
    expect((await posted({ text: `<@${ids['eve']}>`, blocks: section('nobody') })).pings).toEqual([])
  })

  it('links addresses unless told not to', async () => {
    expect((await posted({ text: 'https://e.com' })).text).toBe('<https://e.com>')
    expect((await posted({ text: 'https://e.com', parse: 'none' })).text).toBe('https://e.com')
  })

  it('reads blocks a line each', async () => {
    const option = (value: string) => ({ text: { type: 'plain_text', text: value }, value })
    const message = await posted({
      text: 'not shown',
      blocks: [
        { type: 'header', text: { type: 'plain_text', text: 'Head' } },
        { type: 'divider' },
        {
          type: 'section',
          text: { type: 'mrkdwn', text: '*Text*' },
          fields: [
            { type: 'mrkdwn', text: '*Status:* Todo' },
            { type: 'plain_text', text: '*as is*' },
          ],
          accessory: { type: 'button', action_id: 'x', text: { type: 'plain_text', text: 'Done' } },
        },
        {
          type: 'actions',
          elements: [
            {
              type: 'static_select',
              action_id: 's',
              placeholder: { type: 'plain_text', text: 'Snooze…' },
              options: [option('1 h'), option('1 d')],
            },
            { type: 'button', action_id: 'b', text: { type: 'plain_text', text: 'Blocked…' } },
            {
              type: 'checkboxes',
              action_id: 'c',
              options: [option('one'), option('two')],
              initial_options: [option('two')],
            },
          ],
        },
        {
          type: 'context',
          elements: [
            { type: 'mrkdwn', text: 'by <@' + ids['ben']! + '>' },
            { type: 'image', image_url: 'https://e.com/i.png', alt_text: 'a face' },
          ],
        },
      ],
    })
    expect(message.plain.split('\n')).toEqual([
      'Head',
      'Text [Done]',
      'Status: Todo',
      '*as is*',
      '[Snooze… ▾] [Blocked…] [ ] one [x] two',
      'by @ben a face',
    ])
  })
})
