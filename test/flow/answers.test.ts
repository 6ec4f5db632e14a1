import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CAPTURE } from '../../src/block-kit/action-ids.ts'
import { UserError } from '../../src/errors.ts'
import type { TurnContext } from '../../src/ports.ts'
import { useStores } from '../store/stores.ts'
import { FakeSlack, slackError } from '../support/fake-slack.ts'
import { startSlackApp } from '../support/slack-app.ts'
import type { SlackApp } from '../support/slack-app.ts'
import { command, press, sendCommand, sendInteraction, submit } from '../support/slack-requests.ts'

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

const refuse = async (): Promise<never> => {
  throw new UserError('test', 'There is no task <WEB-99>.')
}
const fail = async (): Promise<never> => {
  throw new Error('the disk is full')
}
const slow = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
const HELLO = { text: 'Hello', blocks: [{ type: 'divider' }] }
const OUR_FAULT = /^Something went wrong \(reference ([A-Z2-9]{6})\)\./

/** The reference that the person reads is the one in the log, once. */
function expectReference(text: string): void {
  const reference = OUR_FAULT.exec(text)?.[1]
  const errors = app.log.lines.filter(({ level }) => level === 'error')
  expect(errors).toHaveLength(1)
  expect(errors[0]?.fields).toMatchObject({ reference, workspaceId: 'T1', memberId: 'UANA' })
  expect(errors[0]?.fields['err']).toMatchObject({ message: 'the disk is full' })
}

describe('a command', () => {
  it('is answered in its acknowledgement, to its speaker alone', async () => {
    app.slack.app.command<TurnContext>('/task', async ({ context }) => context.answer(HELLO))
    const response = await sendCommand(app, command('list'))
    expect(await response.json()).toEqual({ response_type: 'ephemeral', ...HELLO })
    expect(slack.responses).toEqual([])
  })

  it('that takes longer is acknowledged in time and answered when it is done', async () => {
    app.slack.app.command<TurnContext>('/task', async ({ context }) => {
      await slow(2_300)
      await context.answer(HELLO)
    })
    const begun = performance.now()
    const response = await sendCommand(app, command('list'))
    expect(performance.now() - begun).toBeLessThan(2_250)
    expect(await response.text()).toBe('')
    await expect
      .poll(() => slack.responses, { timeout: 2_000 })
      .toEqual([{ url: '/commands/T1/1/xyz', body: { response_type: 'ephemeral', replace_original: false, ...HELLO } }])
  })

  it('that no listener wants is acknowledged all the same', async () => {
    const response = await sendCommand(app, command('x', { command: '/other' }))
    expect([response.status, await response.text()]).toEqual([200, ''])
  })

  it('that is refused says why, with what was typed a button away, and pings nobody', async () => {
    app.slack.app.command('/task', async () => {
      throw new UserError('test', 'I did not get <!channel>.', 'Fix hero copy <!channel>')
    })
    const answer = (await (await sendCommand(app, command('x'))).json()) as {
      text: string
      blocks: { elements?: { action_id: string; value: string; text: { text: string } }[] }[]
    }
    expect(answer).toMatchObject({
      response_type: 'ephemeral',
      text: 'I did not get &lt;!channel&gt;.',
      blocks: [{ type: 'section', text: { verbatim: true } }, { type: 'actions' }],
    })
    const button = answer.blocks[1]?.elements?.[0]
    expect(button).toMatchObject({ action_id: CAPTURE.openDraft, text: { text: 'Open as form' } })
    const draft = await world.stores.drafts.get('T1', button?.value ?? '')
    expect(draft).toMatchObject({ memberId: 'UANA', channelId: 'C1', text: 'Fix hero copy <!channel>' })
    expect(app.log.lines.filter(({ level }) => level === 'error')).toEqual([])
  })

  it('that fails says so with a reference that is in the log', async () => {
    app.slack.app.command('/task', fail)
    const response = await sendCommand(app, command('x'))
    expect(response.status).toBe(200)
    expectReference(((await response.json()) as { text: string }).text)
  })

  it('that fails late says so by its response URL', async () => {
    app.slack.app.command('/task', async () => {
      await slow(2_200)
      await fail()
    })
    await sendCommand(app, command('x'))
    await expect.poll(() => slack.responses.length, { timeout: 2_000 }).toBe(1)
    expectReference(String(slack.responses[0]?.body['text']))
  })

  it('of a workspace that has not installed the app is told so', async () => {
    app.slack.app.command('/task', fail)
    const response = await sendCommand(app, command('x', { team_id: 'T9' }))
    expect(((await response.json()) as { text: string }).text).toMatch(/^Runsheet is not installed/)
  })
})

describe('a button on a message', () => {
  it('is answered below, or in its place', async () => {
    app.slack.app.action<never>('below', async ({ context }: { context: { answer?: TurnContext['answer'] } }) =>
      context.answer?.(HELLO),
    )
    app.slack.app.action<never>('in-place', async ({ context }: { context: { replace?: TurnContext['replace'] } }) =>
      context.replace?.(HELLO),
    )
    for (const action of ['below', 'in-place']) expect((await sendInteraction(app, press(action))).status).toBe(200)
    await expect.poll(() => slack.responses.map(({ body }) => body['replace_original'])).toEqual([false, true])
    expect(slack.calls.map(({ method }) => method)).toEqual(['auth.test'])
  })

  it('that is refused leaves the message as it is and says why below', async () => {
    app.slack.app.action('go', refuse)
    expect((await sendInteraction(app, press('go'))).status).toBe(200)
    await expect.poll(() => slack.responses.length).toBe(1)
    expect(slack.responses[0]?.body).toMatchObject({
      response_type: 'ephemeral',
      replace_original: false,
      text: 'There is no task &lt;WEB-99&gt;.',
    })
  })

  it('whose response URL is used up is answered in the channel', async () => {
    app.slack.app.action('go', fail)
    await sendInteraction(app, press('go', '', { response_url: 'not a url' }))
    await expect.poll(() => slack.callsOf('chat.postEphemeral').length).toBe(1)
    expect(slack.callsOf('chat.postEphemeral')[0]?.form).toMatchObject({ channel: 'C1', user: 'UANA' })
    expectReference(slack.callsOf('chat.postEphemeral')[0]?.form['text'] ?? '')
  })
})

describe('in a modal or the Home tab', () => {
  const inView = (type: string) => ({
    container: { type: 'view', view_id: 'V1' },
    view: { id: 'V1', type, blocks: [] },
    message: undefined,
    channel: undefined,
    response_url: undefined,
  })

  it.each([
    ['modal', 'views.push'],
    ['home', 'views.open'],
  ])('a button that is refused in %s says why on top of it', async (type, method) => {
    app.slack.app.action('go', refuse)
    expect((await sendInteraction(app, press('go', '', inView(type)))).status).toBe(200)
    await expect.poll(() => slack.callsOf(method).length).toBe(1)
    expect(slack.callsOf(method)[0]?.form['view']).toContain('There is no task &lt;WEB-99&gt;.')
  })

  it('a button that is refused where no modal opens any more is answered by direct message', async () => {
    app.slack.app.action('go', refuse)
    slack.fail('views.push', slackError('push_limit_reached'))
    await sendInteraction(app, press('go', '', inView('modal')))
    await expect
      .poll(() => slack.messages)
      .toMatchObject([{ channel: 'DUANA', text: 'There is no task &lt;WEB-99&gt;.' }])
  })

  it('a form that is refused stays as it was filled, with the reason under its first input', async () => {
    app.slack.app.view('form', refuse)
    const response = await sendInteraction(app, submit('form'))
    expect(await response.json()).toEqual({
      response_action: 'errors',
      errors: { title: 'There is no task <WEB-99>.' },
    })
  })

  it('a form that fails stays as it was filled too', async () => {
    app.slack.app.view('form', fail)
    const answer = (await (await sendInteraction(app, submit('form'))).json()) as { errors: { title: string } }
    expect(answer).toMatchObject({ response_action: 'errors' })
    expectReference(answer.errors.title)
  })

  it('a form without inputs gets the reason on a page on top', async () => {
    app.slack.app.view('form', refuse)
    const response = await sendInteraction(app, submit('form', { blocks: [] }))
    expect(await response.json()).toMatchObject({ response_action: 'push', view: { type: 'modal' } })
  })

  it('a form that is refused too late to be kept open is given back by direct message, with all that was typed', async () => {
    app.slack.app.view('form', async () => {
      await slow(2_800)
      await refuse()
    })
    const begun = performance.now()
    const response = await sendInteraction(app, submit('form'))
    expect([response.status, await response.text()]).toEqual([200, ''])
    expect(performance.now() - begun).toBeLessThan(2_950)
    await expect.poll(() => slack.messages.length, { timeout: 2_000 }).toBe(1)
    expect(slack.messages[0]).toMatchObject({ channel: 'DUANA' })
    expect(slack.messages[0]?.text).toBe(
      'Your form could not be saved: There is no task &lt;WEB-99&gt;.\nThis is what you typed:\nFix hero copy',
    )
  })
})

it('a global shortcut that fails is answered by direct message', async () => {
  app.slack.app.shortcut('start', fail)
  const user = { id: 'UANA', team_id: 'T1' }
  await sendInteraction(app, { type: 'shortcut', callback_id: 'start', team: { id: 'T1' }, user, trigger_id: '1.2.3' })
  await expect.poll(() => slack.messages.length).toBe(1)
  expect(slack.messages[0]?.channel).toBe('DUANA')
  expectReference(slack.messages[0]?.text ?? '')
})

it('a menu whose options fail is empty, not broken', async () => {
  app.slack.app.options('people', fail)
  const user = { id: 'UANA', team_id: 'T1' }
  const payload = { type: 'block_suggestion', action_id: 'people', block_id: 'b', value: 'a', team: { id: 'T1' }, user }
  expect(await (await sendInteraction(app, payload)).json()).toEqual({ options: [] })
})

it('of several listeners that fail, the fault of ours is the one that is told', async () => {
  app.slack.app.command('/task', refuse)
  app.slack.app.command('/task', fail)
  const response = await sendCommand(app, command('x'))
  expect(response.status).toBe(200)
  expectReference(((await response.json()) as { text: string }).text)
})
