import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { UserError } from '../../src/errors.ts'
import type { Deeds } from '../../src/features/conversation/deeds.ts'
import { registerConversation } from '../../src/features/conversation/listeners.ts'
import { buildSights } from '../../src/sights.ts'
import { buildAddresses } from '../../src/addresses.ts'
import { buildSheets } from '../../src/store/sheets.ts'
import { useStores } from '../store/stores.ts'
import { sequentialIds } from '../support/clock.ts'
import { FakeSlack, slackError } from '../support/fake-slack.ts'
import { startSlackApp } from '../support/slack-app.ts'
import type { SlackApp } from '../support/slack-app.ts'
import { event, sendEvent } from '../support/slack-requests.ts'

const world = useStores()
let slack: FakeSlack
let app: SlackApp
let said: string[]
/** What Runsheet does with what was said. */
let doing: () => Promise<void>

beforeEach(async () => {
  slack = new FakeSlack()
  app = await startSlackApp(world.stores, world.clock)
  said = []
  doing = async () => {}
  const deeds: Deeds = {
    say: async (speech) => {
      said.push(speech.said)
      await doing()
      return { text: 'Done.', blocks: [] }
    },
    complete: async () => null,
    capture: async () => null,
    change: async () => {},
    forget: async () => {},
  }
  const { messenger, directory, channels, files } = app.slack
  const sights = buildSights({ projects: world.stores.projects, channels })
  const rest = { clock: world.clock, ids: sequentialIds('x'), log: app.log, wakeOutbox: () => {} }
  const addresses = buildAddresses(null)
  const ports = {
    ...world.stores,
    ...rest,
    messenger,
    directory,
    channels,
    files,
    sights,
    sheets: buildSheets(world.stores),
    addresses,
  }
  registerConversation(app.slack.app, ports, deeds)
})
afterEach(async () => {
  await app.stop()
  slack.stop()
})

const inChannel = { type: 'app_mention', user: 'UANA', channel: 'C1', text: '<@UBOT> done WEB-12', ts: '9.1' }
const directly = { type: 'message', channel_type: 'im', user: 'UANA', channel: 'D7', text: 'done WEB-12', ts: '9.1' }
const send = async (body: object): Promise<void> => {
  expect((await sendEvent(app, body)).status).toBe(200)
  await app.slack.stop()
}
const aMinuteLater = async (): Promise<void> => {
  world.clock.advanceWall(61_000)
  await app.slack.finishEvents()
}
const fail = async (): Promise<never> => {
  throw new Error('the disk is full')
}

describe('what somebody says', () => {
  it('is answered to them alone, in the channel or thread', async () => {
    await send(event(inChannel))
    await send(event({ ...inChannel, thread_ts: '8.1' }))
    const [first, second] = slack.callsOf('chat.postEphemeral').map(({ form }) => form)
    expect(first).toMatchObject({ channel: 'C1', user: 'UANA', text: 'Done.' })
    expect(first).not.toHaveProperty('thread_ts')
    expect(second).toMatchObject({ thread_ts: '8.1' })
  })

  it('is answered plainly in their direct message, and there too where Slack does not show it in the channel', async () => {
    await send(event(directly))
    expect(slack.messages.map(({ channel, text }) => [channel, text])).toEqual([['D7', 'Done.']])
    slack.fail('chat.postEphemeral', slackError('user_not_in_channel'))
    await send(event(inChannel))
    expect(slack.messages.map(({ channel }) => channel)).toEqual(['D7', 'DUANA'])
  })

  it('that is refused is told with a button that has all of it', async () => {
    doing = async () => {
      throw new UserError('test', 'There is no task <WEB-99>.', 'done WEB-12')
    }
    const body = event(inChannel)
    await send(body)
    const [form] = slack.callsOf('chat.postEphemeral').map((call) => call.form)
    expect(form?.['text']).toBe('There is no task &lt;WEB-99&gt;.')
    const { event_id: draftId } = body as { event_id: string }
    expect(form?.['blocks']).toContain(`"value":"${draftId}"`)
    expect(await world.stores.drafts.get('T1', draftId)).toMatchObject({ text: 'done WEB-12', memberId: 'UANA' })
  })

  it('that fails by our fault is told with the log’s reference, and is not done a second time', async () => {
    doing = fail
    await send(event(inChannel))
    const text = slack.callsOf('chat.postEphemeral')[0]?.form['text'] ?? ''
    const reference = /^Something went wrong \(reference ([A-Z2-9]{6})\)\./.exec(text)?.[1]
    const errors = app.log.lines.filter(({ level }) => level === 'error')
    expect(errors.map(({ fields }) => fields)).toMatchObject([{ reference, workspaceId: 'T1', memberId: 'UANA' }])
    await aMinuteLater()
    expect(said).toEqual(['done WEB-12'])
  })

  it('whose answer does not get through is answered once more and not done a second time', async () => {
    slack.fail('chat.postEphemeral', { kind: 'answer', status: 503, body: '' })
    await send(event(inChannel))
    await aMinuteLater()
    expect(said).toEqual(['done WEB-12'])
    expect(slack.callsOf('chat.postEphemeral').map(({ form }) => form['text'])).toEqual(['Done.', 'Done.'])
  })

  it('before anything was begun is tried again a minute later', async () => {
    slack.fail('users.info', { kind: 'answer', status: 503, body: '' })
    await send(event({ ...inChannel, user: 'UNEW' }))
    expect(said).toEqual([])
    await aMinuteLater()
    expect(said).toEqual(['done WEB-12'])
  })

  it('over which the process died is not done again: its speaker is asked to look', async () => {
    const body = event(inChannel)
    const { event_id: eventId } = body as { event_id: string }
    // What a process leaves that dies after it began: the event recorded, and the draft.
    await world.other.inbox.record({ workspaceId: 'T1', eventId, body }, world.clock.wall())
    const draft = { workspaceId: 'T1', id: eventId, memberId: 'UANA', channelId: 'C1', text: 'done WEB-12' }
    await world.other.drafts.add({ ...draft, createdAt: world.clock.now() })
    await aMinuteLater()
    await aMinuteLater()
    expect(said).toEqual([])
    const told = slack.callsOf('chat.postEphemeral').map(({ form }) => form)
    expect(told).toHaveLength(1)
    expect(told[0]?.['text']).toContain('may or may not be done')
    expect(told[0]?.['blocks']).toContain('Open as form')
  })
})

describe('whom Runsheet does not listen to', () => {
  it('people of other workspaces are told so', async () => {
    slack.on('users.info', (form) => ({ user: { id: form['user'], team_id: 'T9', name: 'gita', is_stranger: true } }))
    await send(event({ ...inChannel, user: 'UGITA' }))
    expect(said).toEqual([])
    expect(slack.callsOf('chat.postEphemeral')[0]?.form['text']).toContain('Only members and guests')
  })

  it('apps get no answer, by their mark or as a member', async () => {
    slack.on('users.info', (form) => ({ user: { id: form['user'], team_id: 'T1', name: 'bot', is_bot: true } }))
    await send(event({ ...inChannel, bot_id: 'B9' }))
    await send(event({ ...inChannel, user: 'UROBOT' }))
    await send(event({ ...directly, subtype: 'bot_message', user: undefined, bot_id: 'B9' }))
    expect(said).toEqual([])
    expect(slack.calls.filter(({ method }) => method.startsWith('chat.'))).toEqual([])
  })
})

const FILE = { id: 'F2', name: 'brief.pdf', permalink: 'https://x.slack.com/files/F2' }

it('an offered message that is gone is told of', async () => {
  slack.on('conversations.replies', () => ({ ok: false, error: 'thread_not_found' }))
  const on = { channelId: 'C1', ts: '1.1' }
  expect(await app.slack.messenger.read('T1', on)).toBeUndefined()
  slack.on('conversations.replies', () => ({
    messages: [
      { ts: '1.0', text: 'parent', user: 'UBEN', thread_ts: '1.0' },
      { ts: '1.1', text: 'reply', user: 'UANA', thread_ts: '1.0', files: [{ id: 'F1', mode: 'tombstone' }, FILE] },
    ],
  }))
  const reply = { text: 'reply', authorId: 'UANA', threadTs: '1.0' }
  expect(await app.slack.messenger.read('T1', on)).toEqual({ ...reply, files: [FILE] })
})
