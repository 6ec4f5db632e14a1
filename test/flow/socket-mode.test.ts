import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TurnContext } from '../../src/ports.ts'
import { useStores } from '../store/stores.ts'
import { FakeSlack } from '../support/fake-slack.ts'
import { startSlackApp } from '../support/slack-app.ts'
import type { SlackApp } from '../support/slack-app.ts'
import { command, event, submit } from '../support/slack-requests.ts'
import { startSocketSlack } from '../support/socket-slack.ts'
import type { SocketSlack } from '../support/socket-slack.ts'

const world = useStores()
let slack: FakeSlack
let sockets: SocketSlack
let app: SlackApp

beforeEach(async () => {
  sockets = await startSocketSlack()
  slack = new FakeSlack()
  app = await startSlackApp(world.stores, world.clock, {
    mode: { kind: 'socket', appToken: 'xapp-1', botToken: 'xoxb-one' },
  })
})
afterEach(async () => {
  await app.stop()
  await sockets.stop()
  slack.stop()
})

const connected = async (): Promise<void> => {
  await app.slack.start()
  await expect.poll(() => sockets.open().length).toBe(2)
}

describe('Socket Mode', () => {
  it('answers commands and forms over either of two connections', async () => {
    app.slack.app.command<TurnContext>('/task', async ({ context, command: { text } }) =>
      context.answer({ text: `You said ${text}`, blocks: [] }),
    )
    app.slack.app.view('form', async ({ ack }) => ack({ response_action: 'clear' }))
    await connected()
    for (const [number, connection] of sockets.open().entries()) {
      const answer = await sockets.send(connection, 'slash_commands', command(String(number)))
      expect(answer.payload).toMatchObject({ response_type: 'ephemeral', text: `You said ${number}` })
    }
    const { payload } = await sockets.send(sockets.open()[0]!, 'interactive', submit('form'))
    expect(payload).toEqual({ response_action: 'clear' })
  })

  it('acknowledges in time what takes longer or what nobody wants', async () => {
    app.slack.app.command('/task', () => new Promise((resolve) => setTimeout(resolve, 2_500)))
    await connected()
    const [connection] = sockets.open()
    const slow = await sockets.send(connection!, 'slash_commands', command('x'))
    expect(slow.milliseconds).toBeGreaterThan(1_900)
    expect(slow.milliseconds).toBeLessThan(2_600)
    const unwanted = await sockets.send(connection!, 'interactive', { type: 'nobody_knows' })
    expect(unwanted.milliseconds).toBeLessThan(500)
  })

  it('works an event off once, whichever connections it comes by', async () => {
    const seen: string[] = []
    app.slack.app.event('app_home_opened', async ({ event: { user } }) => void seen.push(user))
    await connected()
    const opened = event({ type: 'app_home_opened', user: 'UANA', channel: 'D1', tab: 'home', event_ts: '1.1' })
    for (const connection of sockets.open()) await sockets.send(connection, 'events_api', opened)
    await app.slack.stop()
    expect(seen).toEqual(['UANA'])
  })

  it('serves on while a connection is renewed, which takes no five seconds', async () => {
    app.slack.app.command<TurnContext>('/task', async ({ context }) => context.answer({ text: 'here', blocks: [] }))
    await connected()
    const [first, second] = sockets.open()
    const begun = performance.now()
    sockets.disconnect(first!)
    const answer = await sockets.send(second!, 'slash_commands', command('x'))
    expect(answer.payload).toMatchObject({ text: 'here' })
    await expect.poll(() => sockets.opened(), { timeout: 3_000 }).toBe(3)
    await expect.poll(() => sockets.open().length).toBe(2)
    expect(performance.now() - begun).toBeLessThan(3_000)
    expect(await app.slack.ready()).toBe(true)
  })

  it('goes on trying when Slack does not let it connect, and says that it is not ready', async () => {
    await connected()
    sockets.refuse(3)
    for (const connection of sockets.open()) connection.terminate()
    await expect.poll(() => app.slack.ready()).toBe(false)
    await expect.poll(() => sockets.open().length, { timeout: 6_000 }).toBe(2)
    await expect.poll(() => app.slack.ready()).toBe(true)
    expect(app.log.lines.some(({ message }) => message === 'A Socket Mode connection could not be opened')).toBe(true)
  })

  it('leaves the options of the Web API client as they were', async () => {
    await connected()
    expect(app.slack.app.webClientOptions).toMatchObject({ retryConfig: { retries: 0 }, rejectRateLimitedCalls: true })
    expect(app.slack.app.webClientOptions).not.toHaveProperty('headers')
  })
})
