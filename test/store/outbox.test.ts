import { afterEach, describe, expect, it } from 'vitest'

import { StaleVersion } from '../../src/errors.ts'
import type { OutboxBatch, OutboxRow } from '../../src/ports.ts'
import { MADE_AT, buildPost } from '../support/builders.ts'
import type { Stores } from '../../src/store/mongo.ts'
import { useStores } from './stores.ts'

const world = useStores()
const AFTER = (seconds: number): Date => new Date(MADE_AT.getTime() + seconds * 1000)
const POSITION = { channelId: 'CWEB', ts: '100.1' }

const channel = (channelId: string) => ({ kind: 'channel', channelId, threadTs: null }) as const
const edit = (ts: string) => ({ kind: 'edit', channelId: 'CWEB', ts }) as const
const claim = (process: Stores, now = MADE_AT): Promise<OutboxBatch | undefined> =>
  process.outbox.claim(now, world.clock.wall())
const keysOf = (batch: OutboxBatch | undefined): readonly string[] | undefined => batch?.rows.map((row) => row.key)
const add = (workspaceId: string, key: string, overrides: Parameters<typeof buildPost>[0] = {}): Promise<void> =>
  world.stores.outbox.add(buildPost({ workspaceId, key, ...overrides }))

/** Sends all rows of a batch, in order, and gives the lane back. */
async function send(batch: OutboxBatch): Promise<void> {
  for (const row of batch.rows) {
    const sending = await world.stores.outbox.markSending(row, MADE_AT)
    await world.stores.outbox.markSent(sending, POSITION, MADE_AT)
  }
  await world.stores.outbox.release(batch, world.clock.wall())
}

/** Leaves nothing that a later test could be handed. */
async function drain(): Promise<void> {
  world.clock.advanceWall(10 * 60_000)
  for (let batch = await claim(world.stores, AFTER(1e6)); batch; batch = await claim(world.stores, AFTER(1e6))) {
    await send(batch)
  }
}

afterEach(drain)

describe('adding a post', () => {
  it('keeps all that it says, and ignores a second one with its key', async () => {
    const workspaceId = world.workspaceId()
    const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: 'hi', verbatim: undefined }, list: [[], {}] }]
    const dueAt = new Date('2026-04-02T00:00:00Z')
    const premise = { taskId: 't', ownerId: null, dueAt }
    const post = buildPost({ workspaceId, key: 'k', content: { text: 'hi', blocks }, premise, cardOfTaskId: 't' })
    await world.stores.outbox.add(post)
    await world.stores.outbox.add({ ...post, content: { text: 'other', blocks: [] } })
    const row = await world.stores.outbox.byKey(workspaceId, 'k')
    expect(row).toMatchObject({ workspaceId, key: 'k', state: 'pending', attempts: 0, premise, cardOfTaskId: 't' })
    expect(row).toMatchObject({ position: null, sentAt: null, attemptedAt: null, error: null })
    const section = { type: 'section', text: { type: 'mrkdwn', text: 'hi' }, list: [[], {}] }
    expect(row?.content).toStrictEqual({ text: 'hi', blocks: [section] })
    await add(workspaceId, 'open', { premise: { taskId: 't', ownerId: undefined as never } })
    expect((await world.stores.outbox.byKey(workspaceId, 'open'))?.premise).toStrictEqual({ taskId: 't' })
  })

  it('is harmless to repeat within a transaction, and when several do it at once', async () => {
    const { stores, other } = world
    const workspaceId = world.workspaceId()
    await add(workspaceId, 'once')
    const twice = (process: Stores): Promise<void> =>
      process.tx.run(async () => {
        await process.outbox.add(buildPost({ workspaceId, key: 'once' }))
        await process.outbox.add(buildPost({ workspaceId, key: 'new' }))
        await process.outbox.add(buildPost({ workspaceId, key: 'new' }))
      })
    await Promise.all([twice(stores), twice(other), twice(stores), add(workspaceId, 'new')])
    const batch = await claim(stores)
    expect([...keysOf(batch)!].sort()).toEqual(['new', 'once'])
    await send(batch!)
  })
})

describe('posts of a bundle', () => {
  const bundled = (workspaceId: string, key: string, overrides: Parameters<typeof buildPost>[0] = {}) =>
    add(workspaceId, key, { bundle: 'news:t', to: { kind: 'member', memberId: 'UANA' }, ...overrides })

  it('wait as one for each who is told, and a bundle of another task beside it', async () => {
    const { outbox } = world.stores
    const workspaceId = world.workspaceId()
    await bundled(workspaceId, 'first', { notBefore: AFTER(60) })
    await bundled(workspaceId, 'second', { notBefore: AFTER(90) })
    await bundled(workspaceId, 'other task', { bundle: 'news:u' })
    await bundled(workspaceId, 'other member', { to: { kind: 'member', memberId: 'UBEN' } })
    expect(await outbox.byKey(workspaceId, 'first')).toMatchObject({ notBefore: AFTER(60), bundle: 'news:t' })
    expect(await outbox.byKey(workspaceId, 'second')).toBeUndefined()
    expect(await outbox.byKey(workspaceId, 'other task')).toBeDefined()
    expect(await outbox.byKey(workspaceId, 'other member')).toBeDefined()
  })

  it('are another one once the first is being sent, or was tried', async () => {
    const { outbox } = world.stores
    const workspaceId = world.workspaceId()
    await bundled(workspaceId, 'first')
    const batch = (await claim(world.stores))!
    const sending = await outbox.markSending(batch.rows[0]!, MADE_AT)
    await bundled(workspaceId, 'while it is sent')
    expect(await outbox.byKey(workspaceId, 'while it is sent')).toBeDefined()
    await outbox.markWaiting(sending, 'pending', world.clock.wall() + 1000, 'ratelimited')
    await bundled(workspaceId, 'and one more')
    expect(await outbox.byKey(workspaceId, 'and one more')).toBeUndefined()
    await outbox.release(batch, world.clock.wall())
  })

  it('are never lost between those who write and those who send', async () => {
    const { stores, other } = world
    const workspaceId = world.workspaceId()
    await bundled(workspaceId, 'first')
    const batch = (await claim(stores))!
    let started = 0
    await stores.tx.run(async () => {
      started += 1
      await stores.outbox.byKey(workspaceId, 'first')
      // It is drawn and sent before what is written here can be in it.
      if (started === 1) await other.outbox.markSending(batch.rows[0]!, MADE_AT)
      await bundled(workspaceId, 'second')
    })
    expect(started).toBe(2)
    expect(await stores.outbox.byKey(workspaceId, 'second')).toMatchObject({ state: 'pending' })
    await stores.outbox.release(batch, world.clock.wall())
  })
})

describe('a claim', () => {
  it('hands out one channel’s due rows in the order of writing, to one caller', async () => {
    const { stores, other } = world
    const workspaceId = world.workspaceId()
    for (const key of ['a1', 'a2', 'a3']) await add(workspaceId, key)
    await add(workspaceId, 'later', { notBefore: AFTER(60) })
    await add(workspaceId, 'b1', { to: channel('COTHER'), notBefore: AFTER(-60) })
    const first = await claim(stores)
    const second = await claim(other)
    expect([keysOf(first), keysOf(second)]).toEqual([['b1'], ['a1', 'a2', 'a3']])
    expect(await claim(stores)).toBeUndefined()
    await send(first!)
    await send(second!)
    expect(await claim(stores)).toBeUndefined()
    expect(keysOf(await claim(stores, AFTER(60)))).toEqual(['later'])
  })

  it('keeps channels of two workspaces apart, and a thread and an edit with their channel', async () => {
    const [one, two] = [world.workspaceId(), world.workspaceId()]
    await add(one, 'post')
    await add(one, 'thread', { to: { kind: 'channel', channelId: 'CWEB', threadTs: '1.1' } })
    await add(one, 'edit', { to: edit('5.5') })
    await add(two, 'elsewhere')
    await add(two, 'direct', { to: { kind: 'member', memberId: 'UANA' } })
    const batches = [await claim(world.stores), await claim(world.other), await claim(world.stores)]
    expect(batches.map(keysOf)).toEqual([['post', 'thread', 'edit'], ['elsewhere'], ['direct']])
    expect(batches.map((batch) => batch?.workspaceId)).toEqual([one, two, two])
    for (const batch of batches) await send(batch!)
  })

  it('never gives a row to two of several processes', async () => {
    const { stores, other } = world
    const workspaceId = world.workspaceId()
    for (let i = 0; i < 40; i += 1) await add(workspaceId, `k${i}`, { to: channel(`C${i % 8}`) })
    const worker = async (process: Stores): Promise<readonly OutboxRow[]> => {
      const sent: OutboxRow[] = []
      for (let batch = await claim(process); batch; batch = await claim(process)) {
        sent.push(...batch.rows)
        await send(batch)
      }
      return sent
    }
    const rows = (await Promise.all([stores, other, stores, other].map(worker))).flat()
    expect(rows).toHaveLength(40)
    expect(new Set(rows.map((row) => row.key)).size).toBe(40)
  }, 60_000)

  it('rests a channel until the time its holder named, in real time', async () => {
    const workspaceId = world.workspaceId()
    await add(workspaceId, 'first')
    const batch = await claim(world.stores)
    await world.stores.outbox.markSent(batch!.rows[0]!, POSITION, MADE_AT)
    await add(workspaceId, 'second')
    const until = world.clock.wall() + 5000
    await world.stores.outbox.release(batch!, until)
    expect(await claim(world.other)).toBeUndefined()
    expect(await world.other.outbox.nextDue()).toEqual({ at: MADE_AT, retryAt: until })
    world.clock.advanceWall(5001)
    expect(keysOf(await claim(world.other))).toEqual(['second'])
  })
})

describe('a row that is being sent', () => {
  it('counts as unknown at once where a process that has the database to itself starts', async () => {
    const { stores, other } = world
    const workspaceId = world.workspaceId()
    await add(workspaceId, 'killed')
    const batch = await claim(stores)
    await stores.outbox.markSending(batch!.rows[0]!, MADE_AT)
    expect(await claim(other)).toBeUndefined()
    await other.endLeases()
    expect((await claim(other))?.rows).toMatchObject([{ key: 'killed', state: 'unknown' }])
  })

  it('counts as unknown when its sender died, once the lease ends', async () => {
    const { stores, other, clock } = world
    const workspaceId = world.workspaceId()
    await add(workspaceId, 'first')
    await add(workspaceId, 'second')
    const batch = await claim(stores)
    const sending = await stores.outbox.markSending(batch!.rows[0]!, AFTER(1))
    expect(sending).toMatchObject({ state: 'sending', attempts: 1, attemptedAt: AFTER(1) })
    const { retryAt } = await other.outbox.nextDue()
    expect(retryAt! - clock.wall()).toBeGreaterThan(55_000)
    expect(await claim(other)).toBeUndefined()
    clock.advanceWall(61_000)
    const taken = await claim(other)
    expect(taken?.rows.map((row) => [row.key, row.state])).toEqual([
      ['first', 'unknown'],
      ['second', 'pending'],
    ])
    expect(await other.outbox.byKey(workspaceId, 'first')).toMatchObject({ state: 'unknown' })
    const again = await other.outbox.markSending(taken!.rows[0]!, AFTER(70))
    expect(again).toMatchObject({ attempts: 2, attemptedAt: AFTER(1) })
  })

  it('is refused to a holder whose lease has gone to another', async () => {
    const { stores, other, clock } = world
    await add(world.workspaceId(), 'k')
    const late = await claim(stores)
    clock.advanceWall(61_000)
    const current = await claim(other)
    await expect(stores.outbox.markSending(late!.rows[0]!, MADE_AT)).rejects.toThrow(StaleVersion)
    const sending = await other.outbox.markSending(current!.rows[0]!, MADE_AT)
    await expect(stores.outbox.markEnded(late!.rows[0]!, 'dropped', 'x')).rejects.toThrow(StaleVersion)
    await stores.outbox.release(late!, clock.wall())
    expect(await claim(stores)).toBeUndefined()
    await other.outbox.markSent(sending, POSITION, AFTER(2))
    await other.outbox.release(current!, clock.wall())
    expect(await other.outbox.byKey(current!.workspaceId, 'k')).toMatchObject({
      state: 'sent',
      position: POSITION,
      sentAt: AFTER(2),
    })
  })

  it('keeps its lane for as long as it goes on sending', async () => {
    const { stores, other, clock } = world
    const workspaceId = world.workspaceId()
    for (const key of ['a', 'b', 'c']) await add(workspaceId, key)
    const batch = await claim(stores)
    for (const row of batch!.rows) {
      clock.advanceWall(40_000)
      const sending = await stores.outbox.markSending(row, MADE_AT)
      expect(await claim(other)).toBeUndefined()
      await stores.outbox.markSent(sending, POSITION, MADE_AT)
    }
    await stores.outbox.release(batch!, clock.wall())
  })
})

describe('a row that waits', () => {
  it('holds up those behind it until its next attempt', async () => {
    const { stores, other, clock } = world
    const workspaceId = world.workspaceId()
    await add(workspaceId, 'first')
    await add(workspaceId, 'second')
    const batch = await claim(stores)
    const sending = await stores.outbox.markSending(batch!.rows[0]!, MADE_AT)
    const retryAt = clock.wall() + 30_000
    await stores.outbox.markWaiting(sending, 'pending', retryAt, 'ratelimited')
    await stores.outbox.release(batch!, clock.wall())
    expect(await claim(other)).toBeUndefined()
    expect(await other.outbox.nextDue()).toEqual({ at: MADE_AT, retryAt })
    clock.advanceWall(30_001)
    const next = await claim(other)
    expect(next?.rows.map((row) => [row.key, row.state, row.error])).toEqual([
      ['first', 'pending', 'ratelimited'],
      ['second', 'pending', null],
    ])
    const again = await other.outbox.markSending(next!.rows[0]!, MADE_AT)
    await other.outbox.markWaiting(again, 'unknown', clock.wall() + 120_000, 'timeout')
    // The process dies here: its lease ends, but the row that waits is still the first.
    clock.advanceWall(61_000)
    expect(await claim(stores)).toBeUndefined()
    clock.advanceWall(60_000)
    expect((await claim(stores))?.rows.map((row) => row.state)).toEqual(['unknown', 'pending'])
  })

  it('holds up nobody while it waits for its time in the world', async () => {
    const workspaceId = world.workspaceId()
    await add(workspaceId, 'tomorrow', { notBefore: AFTER(86_400) })
    await add(workspaceId, 'now')
    expect(await world.stores.outbox.nextDue(MADE_AT)).toEqual({ at: AFTER(86_400), retryAt: null })
    expect(keysOf(await claim(world.stores))).toEqual(['now'])
    await drain()
    expect(await world.stores.outbox.nextDue()).toEqual({ at: null, retryAt: null })
  })

  it('is not seen again once it ended', async () => {
    const workspaceId = world.workspaceId()
    await add(workspaceId, 'dead')
    await add(workspaceId, 'dropped')
    const batch = await claim(world.stores)
    const [dead, dropped] = batch!.rows
    const sending = await world.stores.outbox.markSending(dead!, MADE_AT)
    await world.stores.outbox.markEnded(sending, 'dead', 'is_archived')
    await world.stores.outbox.markEnded(dropped!, 'dropped', 'done')
    await world.stores.outbox.release(batch!, world.clock.wall())
    expect(await world.stores.outbox.byKey(workspaceId, 'dead')).toMatchObject({ state: 'dead', error: 'is_archived' })
    expect(await world.stores.outbox.byKey(workspaceId, 'dropped')).toMatchObject({ state: 'dropped', error: 'done' })
    await drain()
    expect(await world.stores.outbox.byKey(workspaceId, 'dead')).toMatchObject({ state: 'dead' })
  })
})

describe('edits of one message', () => {
  it('give way to the last of them', async () => {
    const workspaceId = world.workspaceId()
    await add(workspaceId, 'e1', { to: edit('5.5') })
    await add(workspaceId, 'other', { to: edit('6.6') })
    await add(workspaceId, 'message')
    await add(workspaceId, 'e2', { to: edit('5.5') })
    await add(workspaceId, 'e3', { to: edit('5.5') })
    const batch = await claim(world.stores)
    expect(keysOf(batch)).toEqual(['other', 'message', 'e3'])
    expect(await world.stores.outbox.byKey(workspaceId, 'e1')).toMatchObject({ state: 'dropped' })
    expect(await world.stores.outbox.byKey(workspaceId, 'e2')).toMatchObject({ state: 'dropped' })
    await send(batch!)
  })

  it('do not give way to one that may itself be dropped', async () => {
    const workspaceId = world.workspaceId()
    await add(workspaceId, 'sure', { to: edit('5.5') })
    await add(workspaceId, 'perhaps', { to: edit('5.5'), premise: { taskId: 't' } })
    const batch = await claim(world.stores)
    expect(keysOf(batch)).toEqual(['sure', 'perhaps'])
    await send(batch!)
  })

  it('keep the order in which their writers saw one another, though clocks differ', async () => {
    const { stores, other, clock } = world
    const workspaceId = world.workspaceId()
    clock.advanceWall(5000)
    await stores.outbox.add(buildPost({ workspaceId, key: 'ahead', to: edit('5.5') }))
    clock.advanceWall(-5000)
    await other.outbox.add(buildPost({ workspaceId, key: 'after', to: edit('5.5') }))
    const batch = await claim(stores)
    expect(keysOf(batch)).toEqual(['after'])
    await send(batch!)
  })
})
