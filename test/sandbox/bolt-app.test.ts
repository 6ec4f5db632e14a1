import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Messages } from '../../src/sandbox/protocol.ts'
import { plain, startRig } from './support/run.ts'
import type { Rig } from './support/run.ts'

/** A Bolt app that knows nothing of the sandbox, over both ways in. */
describe.each(['http', 'socket'] as const)('a small Bolt app over %s', (mode) => {
  let rig: Rig
  beforeAll(async () => {
    rig = await startRig({ mode })
  })
  afterAll(async () => {
    await rig.stop()
  })

  it('answers a command in the channel, and updates its message when a button is pressed', async () => {
    const asked = await rig.act({
      as: 'ana',
      do: 'command',
      channel: '#general',
      text: '/poll Lunch with @ben & *all*?',
    })
    expect(asked.ack_ms).toBeLessThan(3000)
    expect(plain(asked.seen)).toEqual(['Poll: Lunch with @ben & all?\n[Yes 🎉] [No]'])
    const poll = asked.seen.at(-1)
    const state = await rig.get<{ workspaces: { members: { name: string; id: string }[] }[] }>('state')
    const ben = state.workspaces[0]!.members.find((m) => m.name === 'ben')!.id
    expect(poll?.pings).toEqual([ben])
    const pressed = await rig.act({ as: 'ben', do: 'click', channel: '#general', ts: poll!.ts, label: 'yes' })
    expect(plain(pressed.seen)).toEqual(['@ben said yes'])
    expect(pressed.seen[0]?.pings).toEqual([ben])
  })

  it('answers one person by response_url', async () => {
    const asked = await rig.act({ as: 'ana', do: 'command', channel: '#general', text: '/poll Tea?' })
    const pressed = await rig.act({
      as: 'cleo',
      do: 'click',
      channel: '#general',
      ts: asked.seen.at(-1)!.ts,
      label: 'No',
    })
    expect(pressed.seen).toMatchObject([{ plain: 'A pity', ephemeral: true, pings: [] }])
    const { messages } = await rig.get<Messages>('channels/%23general/messages?as=ana')
    expect(plain(messages)).not.toContain('A pity')
  })

  it('opens a modal, shows errors at the field, keeps what was typed, and closes', async () => {
    const opened = await rig.act({ as: 'ana', do: 'command', channel: '#general', text: '/poll' })
    expect(opened.modal?.title?.text).toBe('New poll')
    const empty = await rig.act({ as: 'ana', do: 'submit', in: 'modal' })
    expect(empty.modal?.errors).toEqual({ Question: 'Please complete this required field.' })
    const short = await rig.act({
      as: 'ana',
      do: 'submit',
      values: { Question: 'x', Until: '2026-03-06', Topic: 'pears' },
    })
    expect(short.modal?.errors).toEqual({ Question: 'Too short' })
    expect(short.modal?.plain).toContain('Until (optional): [2026-03-06 ▾]')
    expect(short.modal?.plain).toContain('Topic (optional): [pears ▾]')
    const pushed = await rig.act({ as: 'ana', do: 'submit', values: { Question: 'more' } })
    expect(pushed.modal?.title?.text).toBe('Second')
    expect((await rig.get<{ depth: number }>('modal?as=ana')).depth).toBe(2)
    const back = await rig.act({ as: 'ana', do: 'close' })
    expect(back.modal?.title?.text).toBe('New poll')
    await rig.act({ as: 'ana', do: 'fill', values: { Question: 'Really?' } })
    const done = await rig.act({ as: 'ana', do: 'click', in: 'modal', label: 'Ask' })
    expect(done.modal).toBeNull()
    expect(plain(done.seen)).toEqual(['Asked: Really?'])
  })

  it('hears messages, mentions and reactions', async () => {
    const said = await rig.act({
      as: 'ana',
      do: 'message',
      channel: '#general',
      text: 'Good morning @Pollster, see #brand-refresh',
    })
    expect(plain(said.seen)).toEqual(['Good morning @Pollster, see #brand-refresh', 'Hello @ana'])
    expect(said.seen[1]?.thread_ts).toBe(said.seen[0]?.ts)
    const reacted = await rig.act({ as: 'ben', do: 'react', channel: '#general', ts: said.seen[0]!.ts, emoji: 'eyes' })
    expect(plain(reacted.seen)).toContain('Seen 👀')
  })

  it('serves shortcuts, global and on messages', async () => {
    const opened = await rig.act({ as: 'dev', do: 'shortcut', name: 'New poll' })
    expect(opened.modal?.callback_id).toBe('poll')
    const closed = await rig.act({ as: 'dev', do: 'click', in: 'modal', label: 'Cancel' })
    expect(closed.modal).toBeNull()
    const said = await rig.act({ as: 'dev', do: 'message', channel: '#general', text: 'Pizza?' })
    const poll = await rig.act({
      as: 'dev',
      do: 'message_shortcut',
      channel: '#general',
      ts: said.seen[0]!.ts,
      name: 'poll_of',
    })
    expect(plain(poll.seen)).toContain('A poll of: Pizza?')
  })

  it('publishes App Home and takes its buttons', async () => {
    const home = await rig.act({ as: 'eve', do: 'open_home' })
    expect(home.home?.plain).toBe('Welcome @eve\n[Refresh]')
    const fresh = await rig.act({ as: 'eve', do: 'click', in: 'home', label: 'Refresh' })
    expect(fresh.home?.plain).toBe('Fresh')
  })

  it('shows what Slack shows when an app does not answer, or a command is not there', async () => {
    const slow = await rig.refused({ as: 'ana', do: 'command', channel: '#general', text: '/slow' })
    expect(slow.error).toMatch(mode === 'http' ? /http_client_error|operation_timeout/ : /operation_timeout/)
    const none = await rig.refused({ as: 'ana', do: 'command', channel: '#general', text: '/nothing' })
    expect([none.status, none.error]).toEqual([200, expect.stringContaining('/nothing is not a valid command')])
  })
})
