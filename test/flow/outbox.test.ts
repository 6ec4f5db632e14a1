import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Post } from '../../src/domain/notice.ts'
import { buildOutboxDelivery } from '../../src/jobs/deliver-outbox.ts'
import type { OutboxDelivery } from '../../src/jobs/deliver-outbox.ts'
import { buildClients } from '../../src/slack/clients.ts'
import { buildMessenger } from '../../src/slack/messenger.ts'
import type { Stores } from '../../src/store/mongo.ts'
import { buildSheets } from '../../src/store/sheets.ts'
import { useStores } from '../store/stores.ts'
import { buildPost, buildProject, buildTask } from '../support/builders.ts'
import { FakeSlack, rateLimited, slackError } from '../support/fake-slack.ts'
import type { Fault } from '../support/fake-slack.ts'
import { recordingLog } from '../support/logs.ts'

const world = useStores()
let slack: FakeSlack
let workspaceId: string
let running: OutboxDelivery[]

beforeEach(() => {
  slack = new FakeSlack(() => world.clock.now())
  workspaceId = world.workspaceId()
  running = []
})
afterEach(async () => {
  await Promise.all(running.map((delivery) => delivery.stop()))
  slack.stop()
})

/** One process's delivery, with all that it stands on. */
function startProcess(stores: Stores = world.stores) {
  const { clock } = world
  const log = recordingLog()
  const settings = { apiUrl: undefined, log, clock, timeout: 300 }
  const messenger = buildMessenger({ clients: buildClients(settings, async (id) => `xoxb-${id}`), log })
  const delivery = buildOutboxDelivery({ ...stores, clock, log, messenger, sheets: buildSheets(stores) })
  running.push(delivery)
  return { delivery, messenger, log }
}

const add = (key: string, overrides: Partial<Post> = {}): Promise<void> =>
  world.stores.outbox.add(buildPost({ workspaceId, key, content: { text: key, blocks: [] }, ...overrides }))
const to = (channelId: string): Pick<Post, 'to'> => ({ to: { kind: 'channel', channelId, threadTs: null } })
const taskId = () => `task-of-${workspaceId}`
const rowOf = (key: string) => world.stores.outbox.byKey(workspaceId, key)
const stateOf = async (key: string) => (await rowOf(key))?.state
const texts = () => slack.messages.map(({ text }) => text)

/** Lets real time jump on until the delivery has nothing more to wait for. */
async function deliverAll(...deliveries: readonly OutboxDelivery[]): Promise<void> {
  const jump = setInterval(() => {
    world.clock.advanceWall(1_000)
    for (const delivery of deliveries) delivery.wake()
  }, 20)
  try {
    await Promise.all(deliveries.map((delivery) => delivery.deliver()))
  } finally {
    clearInterval(jump)
  }
}

describe('a post', () => {
  it('is sent once and its place is kept, with the task whose card it is', async () => {
    const { stores } = world
    await stores.projects.add(buildProject({ workspaceId, id: `project-${workspaceId}` }))
    await stores.tasks.add(buildTask({ workspaceId, id: taskId() }))
    await add('card', { cardOfTaskId: taskId() })
    await add('card', { content: { text: 'again', blocks: [] } })
    const { delivery } = startProcess()
    await delivery.deliver()
    await delivery.deliver()
    const position = { channelId: 'CWEB', ts: slack.messages[0]?.ts }
    expect(texts()).toEqual(['card'])
    expect(await rowOf('card')).toMatchObject({ state: 'sent', position, attempts: 1, error: null })
    expect((await stores.tasks.get(workspaceId, taskId()))?.cards).toMatchObject([position])
  })

  it('waits for its time in the world', async () => {
    const later = new Date(world.clock.now().getTime() + 3_600_000)
    await add('later', { notBefore: later })
    const { delivery } = startProcess()
    await delivery.deliver()
    expect(texts()).toEqual([])
    world.clock.advance(3_600_000)
    await delivery.deliver()
    expect(texts()).toEqual(['later'])
  })

  it.each<[string, object, string]>([
    ['closed', { status: 'done' }, 'the task is closed'],
    ['handed on', { ownerId: 'UBEN' }, 'the owner changed'],
    ['moved', { dueAt: new Date('2026-05-01T10:00:00Z') }, 'the due date changed'],
  ])('is dropped when its task was %s meanwhile', async (_, change, error) => {
    const dueAt = new Date('2026-03-30T10:00:00Z')
    await world.stores.tasks.add(buildTask({ workspaceId, id: taskId(), dueAt, ...change }))
    await add('nudge', { premise: { taskId: taskId(), ownerId: 'UANA', dueAt } })
    await startProcess().delivery.deliver()
    expect(slack.calls).toEqual([])
    expect(await rowOf('nudge')).toMatchObject({ state: 'dropped', error })
  })

  it('is dropped when its task is gone, and sent while it is as it was', async () => {
    const dueAt = new Date('2026-03-30T10:00:00Z')
    await world.stores.tasks.add(buildTask({ workspaceId, id: taskId(), dueAt }))
    await add('gone', { premise: { taskId: 'nobody' } })
    await add('true', { premise: { taskId: taskId(), ownerId: 'UANA', dueAt } })
    await startProcess().delivery.deliver()
    expect(texts()).toEqual(['true'])
    expect(await rowOf('gone')).toMatchObject({ state: 'dropped', error: 'the task is gone' })
  })
})

describe('after an answer of Slack that leaves it open whether a message was posted', () => {
  it.each<[string, Fault]>([
    ['a timeout before Slack took it', { kind: 'timeout', accepted: false }],
    ['a timeout after Slack took it', { kind: 'timeout', accepted: true }],
    ['a connection that broke before', { kind: 'reset', accepted: false }],
    ['a connection that broke after', { kind: 'reset', accepted: true }],
    ['500', { kind: 'answer', status: 500, body: 'oops' }],
    ['a fatal error', slackError('fatal_error')],
  ])('%s: one message, whatever happened', async (_, fault) => {
    slack.fail('chat.postMessage', fault)
    await add('once')
    await add('next')
    const { delivery } = startProcess()
    await deliverAll(delivery)
    expect(texts()).toEqual(['once', 'next'])
    expect(slack.callsOf('conversations.history')).toHaveLength(1)
    expect(await rowOf('once')).toMatchObject({ state: 'sent', position: { ts: slack.messages[0]?.ts } })
    const wasTaken = fault.kind !== 'answer' && 'accepted' in fault && fault.accepted
    expect(slack.callsOf('chat.postMessage')).toHaveLength(wasTaken ? 2 : 3)
  })

  it('looks again while Slack does not show the history, and sends nothing before it knows', async () => {
    slack.fail('chat.postMessage', { kind: 'reset', accepted: true })
    slack.fail('conversations.history', slackError('internal_error'), { kind: 'reset', accepted: false })
    await add('once')
    await deliverAll(startProcess().delivery)
    expect(texts()).toEqual(['once'])
    expect(slack.callsOf('conversations.history')).toHaveLength(3)
    expect(await stateOf('once')).toBe('sent')
  })

  it('gives up after many attempts and says so to the operators', async () => {
    slack.fail('chat.postMessage', ...Array.from({ length: 12 }, (): Fault => ({ kind: 'reset', accepted: false })))
    await add('hopeless')
    await add('next')
    const { delivery, log } = startProcess()
    for (let run = 0; run < 20 && (await stateOf('hopeless')) !== 'dead'; run++) {
      await deliverAll(delivery)
      world.clock.advanceWall(600_000)
    }
    await deliverAll(delivery)
    expect(await rowOf('hopeless')).toMatchObject({ state: 'dead', error: 'ECONNRESET', attempts: 12 })
    expect(texts()).toEqual(['next'])
    expect(log.lines.filter(({ level }) => level === 'error')).toEqual([
      expect.objectContaining({ message: 'A post was given up after its last attempt' }),
    ])
  })
})

describe('when Slack refuses', () => {
  it.each(['channel_not_found', 'not_in_channel', 'is_archived', 'account_inactive'])(
    '%s: the post is dead at once, an operator can read why, and the next one goes on',
    async (error) => {
      slack.fail('chat.postMessage', slackError(error))
      await add('refused')
      await add('next')
      const { delivery, log } = startProcess()
      await deliverAll(delivery)
      expect(await rowOf('refused')).toMatchObject({ state: 'dead', error, attempts: 1 })
      expect(texts()).toEqual(['next'])
      const line = log.lines.find(({ level }) => level === 'warn')
      expect(line?.fields).toMatchObject({ workspaceId, key: 'refused', error })
      expect(JSON.stringify(line?.fields)).not.toContain('content')
    },
  )

  it('429: waits as long as Slack says, with that method alone', async () => {
    slack.fail('chat.postMessage', rateLimited(1))
    await add('first')
    await add('edit', { to: { kind: 'edit', channelId: 'C2', ts: '1.1' } })
    const begun = performance.now()
    const { delivery } = startProcess()
    const done = delivery.deliver()
    await expect.poll(() => slack.callsOf('chat.update').length, { interval: 10, timeout: 900 }).toBe(1)
    expect(texts()).toEqual([])
    await add('other channel', to('C3'))
    delivery.wake()
    await done
    expect(performance.now() - begun).toBeGreaterThanOrEqual(990)
    expect(texts().sort()).toEqual(['first', 'other channel'])
    expect(slack.callsOf('chat.postMessage')).toHaveLength(3)
  })
})

describe('within a channel', () => {
  it('messages keep their order and Slack’s pace of one a second; other channels do not wait for them', async () => {
    for (const key of ['a1', 'a2', 'a3']) await add(key, to('CA'))
    await add('b1', to('CB'))
    const begun = performance.now()
    await startProcess().delivery.deliver()
    expect(performance.now() - begun).toBeGreaterThanOrEqual(1_990)
    expect(texts().filter((text) => text.startsWith('a'))).toEqual(['a1', 'a2', 'a3'])
    expect(texts().indexOf('b1')).toBeLessThan(2)
  })

  it('a post that is added while the channel rests is sent without waiting for a tick', async () => {
    const { delivery } = startProcess()
    await add('one')
    await delivery.deliver()
    await add('two')
    delivery.wake()
    await expect.poll(texts, { timeout: 2_000 }).toEqual(['one', 'two'])
  })

  it('two processes send everything once and in order', async () => {
    const keys = ['CA', 'CB', 'CC'].flatMap((channel) => [1, 2, 3, 4].map((number) => `${channel}-${number}`))
    for (const key of keys) await add(key, to(key.slice(0, 2)))
    const one = startProcess()
    const other = startProcess(world.other)
    await deliverAll(one.delivery, other.delivery)
    for (const channel of ['CA', 'CB', 'CC']) {
      expect(texts().filter((text) => text.startsWith(channel))).toEqual([1, 2, 3, 4].map((n) => `${channel}-${n}`))
    }
  })
})

describe('when a process ends', () => {
  it.each([
    ['before the call', false],
    ['after the call', true],
  ])('without a word, %s: another takes over when the lease ends and nothing is posted twice', async (_, isPosted) => {
    await add('in hand')
    await add('next')
    const dying = startProcess(world.other)
    const batch = (await world.other.outbox.claim(world.clock.now(), world.clock.wall()))!
    const row = await world.other.outbox.markSending(batch.rows[0]!, world.clock.now())
    if (isPosted) await dying.messenger.send(workspaceId, row.to, { text: row.key, blocks: [] }, row.key)
    const { delivery } = startProcess()
    await delivery.deliver()
    expect(texts()).toEqual(isPosted ? ['in hand'] : [])
    world.clock.advanceWall(61_000)
    await deliverAll(delivery)
    expect(texts()).toEqual(['in hand', 'next'])
    expect(await stateOf('in hand')).toBe('sent')
  })

  it('gracefully: the message in hand is finished, and another process goes on at once', async () => {
    for (const key of ['one', 'two', 'three']) await add(key)
    const { delivery } = startProcess(world.other)
    slack.fail('chat.postMessage', { kind: 'answer', body: { ok: true, ts: '1.1' } })
    const done = delivery.deliver()
    await expect.poll(() => slack.callsOf('chat.postMessage').length, { interval: 5 }).toBe(1)
    await delivery.stop()
    await done
    expect(await stateOf('one')).toBe('sent')
    expect(texts()).toEqual([])
    await deliverAll(startProcess().delivery)
    expect(texts()).toEqual(['two', 'three'])
  })
})
