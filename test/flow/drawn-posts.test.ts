import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Post } from '../../src/domain/notice.ts'
import type { Task } from '../../src/domain/task.ts'
import type { UnfurlPlace } from '../../src/domain/unfurl.ts'
import { buildOutboxDelivery } from '../../src/jobs/deliver-outbox.ts'
import type { Messenger } from '../../src/ports.ts'
import { buildClients } from '../../src/slack/clients.ts'
import { buildMessenger } from '../../src/slack/messenger.ts'
import { buildSheets } from '../../src/store/sheets.ts'
import { useStores } from '../store/stores.ts'
import { buildPost, buildProject, buildTask } from '../support/builders.ts'
import { FakeSlack, slackError } from '../support/fake-slack.ts'
import { recordingLog } from '../support/logs.ts'

const world = useStores()
let slack: FakeSlack
let workspaceId: string
let task: Task

beforeEach(async () => {
  slack = new FakeSlack(() => world.clock.now())
  workspaceId = world.workspaceId()
  const [projectId, id] = [`project-${workspaceId}`, `task-${workspaceId}`]
  await world.stores.projects.add(buildProject({ workspaceId, id: projectId }))
  task = buildTask({ workspaceId, id, projectId })
  await world.stores.tasks.add(task)
})
afterEach(() => slack.stop())

/** Delivers all that is due; `during` happens while a post is on its way, after it was drawn. */
async function deliver(during: () => Promise<unknown> = async () => {}): Promise<void> {
  const { stores, clock } = world
  const log = recordingLog()
  const settings = { apiUrl: undefined, log, clock, timeout: 300 }
  const real = buildMessenger({ clients: buildClients(settings, async (id) => `xoxb-${id}`), log })
  let happened = false
  const messenger: Messenger = {
    ...real,
    send: async (...post) => {
      if (!happened) await during()
      happened = true
      return real.send(...post)
    },
  }
  const delivery = buildOutboxDelivery({ ...stores, clock, log, messenger, sheets: buildSheets(stores) })
  const jump = setInterval(() => {
    clock.advanceWall(1000)
    delivery.wake()
  }, 20)
  await delivery.deliver()
  clearInterval(jump)
  await delivery.stop()
}

const change = async (facts: Partial<Task>): Promise<unknown> => {
  const now = await world.stores.tasks.get(workspaceId, task.id)
  return now && world.stores.tasks.save({ ...now, ...facts })
}
const add = (post: Partial<Post>): Promise<void> => world.stores.outbox.add(buildPost({ workspaceId, ...post }))
const addCard = (): Promise<void> =>
  add({ key: 'card', content: { draws: 'card', taskId: task.id }, cardOfTaskId: task.id })
const texts = (method: string) => slack.callsOf(method).map(({ form }) => form['text'] ?? '')

describe('a card that changes while it is on its way', () => {
  it('is edited as soon as it is there', async () => {
    await addCard()
    await deliver(() => change({ status: 'review' }))
    expect(texts('chat.postMessage')).toEqual([expect.stringContaining('Todo')])
    expect(texts('chat.update')).toEqual([expect.stringContaining('Review')])
  })

  it('is not edited where nothing changed', async () => {
    await addCard()
    await deliver()
    expect(slack.callsOf('chat.update')).toEqual([])
  })

  it('says that the task was taken away', async () => {
    await addCard()
    await deliver(() => world.stores.tasks.remove(task))
    expect(texts('chat.update')).toEqual(['Undone: this task was taken away again.'])
  })

  it('that a dying process had sent is edited for safety once it is found', async () => {
    await addCard()
    const { outbox } = world.other
    const batch = (await outbox.claim(world.clock.now(), world.clock.wall()))!
    await outbox.markSending(batch.rows[0]!, world.clock.now())
    const log = recordingLog()
    const settings = { apiUrl: undefined, log, clock: world.clock, timeout: 300 }
    const messenger = buildMessenger({ clients: buildClients(settings, async (id) => `xoxb-${id}`), log })
    await messenger.send(workspaceId, batch.rows[0]!.to, { text: 'old', blocks: [] }, 'card')
    await change({ status: 'doing' })
    world.clock.advanceWall(61_000)
    await deliver()
    expect(texts('chat.postMessage')).toEqual(['old'])
    expect(texts('chat.update')).toEqual([expect.stringContaining('Doing')])
  })
})

describe('a card that Slack does not find', () => {
  it.each(['message_not_found', 'channel_not_found'])('%s: is forgotten, and not tried again', async (error) => {
    await world.stores.tasks.addCard(workspaceId, task.id, { channelId: 'CWEB', ts: '1.1' })
    slack.fail('chat.update', slackError(error))
    await add({
      key: 'edit',
      to: { kind: 'edit', channelId: 'CWEB', ts: '1.1' },
      content: { draws: 'card', taskId: task.id },
    })
    await deliver()
    expect((await world.stores.tasks.get(workspaceId, task.id))?.cards).toEqual([])
    expect(slack.callsOf('chat.update')).toHaveLength(1)
  })

  it('is kept where Slack refuses for another reason', async () => {
    const card = { channelId: 'CWEB', ts: '1.1' }
    await world.stores.tasks.addCard(workspaceId, task.id, card)
    slack.fail('chat.update', slackError('is_archived'))
    await add({ key: 'edit', to: { kind: 'edit', ...card }, content: { draws: 'card', taskId: task.id } })
    await deliver()
    expect((await world.stores.tasks.get(workspaceId, task.id))?.cards).toEqual([card])
  })
})

describe('what a message shows because it names a task', () => {
  const place = (facts: Partial<UnfurlPlace> = {}): UnfurlPlace => ({
    id: 'place-1',
    messageTs: '5.0',
    threadTs: '5.0',
    url: null,
    ts: null,
    steady: false,
    removed: false,
    ...facts,
  })
  const show = async (facts: Partial<UnfurlPlace> = {}): Promise<void> => {
    const { unfurls } = world.stores
    const [channelId, lastAt] = ['CX', world.clock.now()]
    await unfurls.put({ workspaceId, channelId, taskId: task.id, lastAt, places: [place(facts)], version: 0 })
  }
  const placed = async () => (await world.stores.unfurls.get(workspaceId, 'CX', task.id))?.places[0]
  const drawing = () => ({ draws: 'mention', taskId: task.id, channelId: 'CX', placeId: 'place-1' }) as const
  const reply = (): Promise<void> =>
    add({ key: 'unfurl', to: { kind: 'channel', channelId: 'CX', threadTs: '5.0' }, content: drawing() })
  const below = (): Promise<void> =>
    add({
      key: 'unfurl',
      to: { kind: 'unfurl', channelId: 'CX', ts: '5.0', url: 'https://r.example/t/1' },
      content: drawing(),
    })

  it('keeps its place, and is edited where the task changed while it was on its way', async () => {
    await show()
    await reply()
    await deliver(() => change({ status: 'doing' }))
    expect(await placed()).toMatchObject({ ts: slack.messages[0]?.ts })
    expect(texts('chat.update')).toEqual([expect.stringContaining('Doing')])
  })

  it('says that the task was taken away meanwhile', async () => {
    await show()
    await reply()
    await deliver(() => world.stores.tasks.remove(task))
    expect(texts('chat.update')).toEqual(['Undone: this task was taken away again.'])
  })

  it('stands below a link by a call of its own', async () => {
    slack.on('chat.unfurl', () => ({}))
    await show({ url: 'https://r.example/t/1' })
    await below()
    await deliver()
    const [call] = slack.callsOf('chat.unfurl')
    expect(call?.form).toMatchObject({ channel: 'CX', ts: '5.0' })
    const unfurls = JSON.parse(call?.form['unfurls'] ?? '{}') as Record<string, { blocks: unknown[]; fallback: string }>
    expect(unfurls['https://r.example/t/1']?.fallback).toContain('WEB-1 Fix hero copy')
    expect(await placed()).toMatchObject({ ts: '5.0' })
  })

  it('is given up where Slack refuses it', async () => {
    slack.on('chat.unfurl', () => ({ ok: false, error: 'cannot_unfurl_message' }))
    await show({ url: 'https://r.example/t/1' })
    await below()
    await deliver()
    expect(await placed()).toMatchObject({ removed: true, ts: null })
  })

  it('is not sent where somebody removed it meanwhile', async () => {
    await show({ removed: true })
    await reply()
    await deliver()
    expect(slack.callsOf('chat.postMessage')).toEqual([])
  })

  it('shows no more of a task that went into a private project', async () => {
    const secret = buildProject({
      workspaceId,
      id: `secret-${workspaceId}`,
      key: 'PIT',
      channelId: 'CPIT',
      private: true,
    })
    await world.stores.projects.add(secret)
    await change({ projectId: secret.id })
    await show()
    await reply()
    await addCard()
    await deliver()
    expect(slack.callsOf('chat.postMessage')).toEqual([])
    await add({
      key: 'edit',
      to: { kind: 'edit', channelId: 'CX', ts: '1.1' },
      content: { draws: 'card', taskId: task.id },
    })
    await add({
      key: 'home',
      to: { kind: 'edit', channelId: 'CPIT', ts: '1.1' },
      content: { draws: 'card', taskId: task.id },
    })
    await deliver()
    expect(new Set(texts('chat.update'))).toEqual(
      new Set(['This task is not shown here any more.', expect.stringContaining('WEB-1 Fix hero copy')]),
    )
  })
})
