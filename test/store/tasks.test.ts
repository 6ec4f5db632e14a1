import { fullSight } from '../../src/domain/sight.ts'
import { describe, expect, it } from 'vitest'

import { TASK_STATUSES } from '../../src/domain/task.ts'
import { StaleVersion } from '../../src/errors.ts'
import { buildTask } from '../support/builders.ts'
import { useStores } from './stores.ts'

const world = useStores()
const at = (day: string): Date => new Date(`2026-04-${day}T10:00:00Z`)
const PAGE = { offset: 0, limit: 50 }

/** Ids are unique in the whole system; a test's tasks carry its workspace in theirs. */
const taskOf = (workspaceId: string, number: number, overrides: Parameters<typeof buildTask>[0] = {}) =>
  buildTask({ workspaceId, id: `${workspaceId}-${number}`, reference: `WEB-${number}`, ...overrides })

describe('a task', () => {
  it('comes back as it was written, every fact of it', async () => {
    const { tasks } = world.stores
    const task = taskOf(world.workspaceId(), 1, {
      description: 'Two lines\nof *text* with $signs and dots.in.it',
      status: 'blocked',
      accountableId: 'UCLEO',
      dueAt: at('02'),
      estimateMinutes: 90,
      labels: ['copy', 'web'],
      dependsOnIds: ['other'],
      block: { reason: 'logo', was: 'doing', waitsOnMemberIds: ['UBEN'], waitsOnTaskIds: [], since: at('01') },
      source: { channelId: 'C1', ts: '1.0001', permalink: 'https://x.slack.com/archives/C1/p10001' },
      cards: [{ channelId: 'C1', ts: '2.0001' }],
      followUp: { heardAt: null, nudgedAt: at('03'), escalatedAt: null },
      nextCheckAt: at('03'),
    })
    await tasks.add(task)
    expect(await tasks.get(task.workspaceId, task.id)).toEqual(task)
    const plain = taskOf(task.workspaceId, 2)
    await tasks.add(plain)
    expect(await tasks.get(plain.workspaceId, plain.id)).toEqual(plain)
  })

  it('is found by its reference in any case, and by the message that it was made from', async () => {
    const { tasks } = world.stores
    const workspaceId = world.workspaceId()
    const source = { channelId: 'C1', ts: '9.0001', permalink: 'https://x.slack.com/archives/C1/p90001' }
    const task = taskOf(workspaceId, 12, { source })
    await tasks.add(task)
    await tasks.add(taskOf(workspaceId, 13))
    expect(await tasks.byReference(fullSight(workspaceId), 'web-12')).toEqual(task)
    expect(await tasks.bySource(workspaceId, { channelId: 'C1', ts: '9.0001' })).toEqual(task)
    expect(await tasks.bySource(workspaceId, { channelId: 'C2', ts: '9.0001' })).toBeUndefined()
  })

  it('has a reference of its own, and one task a message', async () => {
    const { tasks } = world.stores
    const workspaceId = world.workspaceId()
    const source = { channelId: 'C1', ts: '7.0001', permalink: 'p' }
    await tasks.add(taskOf(workspaceId, 1, { source }))
    await expect(tasks.add(taskOf(workspaceId, 1, { id: `${workspaceId}-x` }))).rejects.toMatchObject({ code: 11000 })
    await expect(tasks.add(taskOf(workspaceId, 2, { source }))).rejects.toMatchObject({ code: 11000 })
    const elsewhere = world.workspaceId()
    await tasks.add(taskOf(elsewhere, 1, { source }))
    expect(await tasks.byReference(fullSight(elsewhere), 'WEB-1')).toMatchObject({ source })
  })

  it('is read in the order asked for', async () => {
    const { tasks } = world.stores
    const workspaceId = world.workspaceId()
    for (const number of [1, 2, 3]) await tasks.add(taskOf(workspaceId, number))
    const ids = [`${workspaceId}-3`, 'unknown', `${workspaceId}-1`, `${workspaceId}-3`]
    expect((await tasks.getMany(workspaceId, ids)).map((task) => task.reference)).toEqual(['WEB-3', 'WEB-1'])
    expect(await tasks.getMany(workspaceId, [])).toEqual([])
  })
})

describe('saving a task', () => {
  it('gives it the next version and refuses what was read before', async () => {
    const { tasks } = world.stores
    const task = taskOf(world.workspaceId(), 1)
    await tasks.add(task)
    const saved = await tasks.save({ ...task, title: 'First' })
    expect(saved).toEqual({ ...task, title: 'First', version: 2 })
    await expect(tasks.save({ ...task, title: 'Second' })).rejects.toThrow(StaleVersion)
    expect(await tasks.get(task.workspaceId, task.id)).toEqual(saved)
  })

  it('lets one of several win', async () => {
    const { stores, other } = world
    const task = taskOf(world.workspaceId(), 1)
    await stores.tasks.add(task)
    const titles = ['a', 'b', 'c', 'd', 'e', 'f']
    const results = await Promise.allSettled(
      titles.map((title, i) => (i % 2 ? stores : other).tasks.save({ ...task, title })),
    )
    const lost = results.filter((result) => result.status === 'rejected')
    expect(lost).toHaveLength(5)
    expect(lost.every(({ reason }) => reason instanceof StaleVersion)).toBe(true)
    expect(await stores.tasks.get(task.workspaceId, task.id)).toMatchObject({ version: 2 })
  })

  it('keeps a card that was added meanwhile, once', async () => {
    const { tasks } = world.stores
    const task = taskOf(world.workspaceId(), 1, { cards: [{ channelId: 'C1', ts: '1.1' }] })
    await tasks.add(task)
    await tasks.addCard(task.workspaceId, task.id, { channelId: 'C2', ts: '2.2' })
    await tasks.addCard(task.workspaceId, task.id, { ts: '2.2', channelId: 'C2' })
    const cards = [
      { channelId: 'C1', ts: '1.1' },
      { channelId: 'C2', ts: '2.2' },
    ]
    const saved = await tasks.save({ ...task, title: 'Later' })
    expect(saved).toMatchObject({ title: 'Later', version: 2, cards })
    expect(await tasks.get(task.workspaceId, task.id)).toEqual(saved)
  })

  it('forgets a card whose message is gone, and a save that knew of it does not bring it back', async () => {
    const { tasks } = world.stores
    const [gone, other] = [
      { channelId: 'C1', ts: '1.1', threadTs: '1.0' },
      { channelId: 'C2', ts: '1.1', threadTs: '1.0' },
    ]
    const task = taskOf(world.workspaceId(), 1, { cards: [gone, other] })
    await tasks.add(task)
    await tasks.removeCard(task.workspaceId, task.id, { channelId: 'C1', ts: '1.1' })
    expect((await tasks.save({ ...task, title: 'Later' })).cards).toEqual([other])
    expect(await tasks.byCard(task.workspaceId, gone)).toBeUndefined()
  })

  it('is found by its files, and by the message that they came with', async () => {
    const { tasks } = world.stores
    const file = (fileId: string, ts: string | null) => ({
      fileId,
      name: `${fileId}.png`,
      permalink: `https://x.slack.com/files/${fileId}`,
      addedBy: 'UANA',
      message: ts === null ? null : { channelId: 'C1', ts },
    })
    const task = taskOf(world.workspaceId(), 1, { attachments: [file('F1', '1.1'), file('F2', null)] })
    await tasks.add(task)
    const { workspaceId } = task
    expect(await tasks.withFile(workspaceId, 'F2')).toEqual([task])
    expect(await tasks.withFile(workspaceId, 'F3')).toEqual([])
    expect(await tasks.withFile(world.workspaceId(), 'F2')).toEqual([])
    expect(await tasks.withFilesFrom(workspaceId, { channelId: 'C1', ts: '1.1' })).toEqual([task])
    expect(await tasks.withFilesFrom(workspaceId, { channelId: 'C2', ts: '1.1' })).toEqual([])
  })

  it('is found by its card, and by the thread that the card stands in', async () => {
    const { tasks } = world.stores
    const task = taskOf(world.workspaceId(), 1)
    const other = taskOf(task.workspaceId, 2, { cards: [{ channelId: 'C1', ts: '1.3', threadTs: '1.1' }] })
    await tasks.add(task)
    await tasks.add(other)
    const card = { channelId: 'C1', ts: '1.2', threadTs: '1.1' }
    await tasks.addCard(task.workspaceId, task.id, card)
    await tasks.addCard(task.workspaceId, task.id, card)
    expect((await tasks.byCard(task.workspaceId, card))?.cards).toEqual([card])
    expect(await tasks.byCard(task.workspaceId, { channelId: 'C2', ts: '1.2' })).toBeUndefined()
    expect(await tasks.byCard(world.workspaceId(), card)).toBeUndefined()
    const inThread = async (ts: string) =>
      (await tasks.inThread(task.workspaceId, { channelId: 'C1', ts })).map(({ id }) => id).toSorted()
    expect(await inThread('1.1')).toEqual([task.id, other.id].toSorted())
    expect(await inThread('1.2')).toEqual([])
  })

  it('clears facts that are null again', async () => {
    const { tasks } = world.stores
    const task = taskOf(world.workspaceId(), 1, {
      dueAt: at('02'),
      nextCheckAt: at('02'),
      labels: ['x'],
      estimateMinutes: 5,
    })
    await tasks.add(task)
    const saved = await tasks.save({ ...task, dueAt: null, nextCheckAt: null, labels: [], estimateMinutes: null })
    expect(saved).toEqual(taskOf(task.workspaceId, 1, { version: 2 }))
  })

  it('removes a task only in the version that was seen', async () => {
    const { tasks } = world.stores
    const task = taskOf(world.workspaceId(), 1)
    await tasks.add(task)
    const saved = await tasks.save(task)
    await expect(tasks.remove(task)).rejects.toThrow(StaleVersion)
    await tasks.remove(saved)
    expect(await tasks.get(task.workspaceId, task.id)).toBeUndefined()
    await expect(tasks.save(saved)).rejects.toThrow(StaleVersion)
  })
})

describe('a list of tasks', () => {
  const references = async (
    workspaceId: string,
    filter: Parameters<typeof world.stores.tasks.list>[1],
    page = PAGE,
  ) => {
    const { tasks, total } = await world.stores.tasks.list(fullSight(workspaceId), filter, page)
    return [total, ...tasks.map((task) => task.reference)]
  }

  it('is sorted by due date with none last, then by priority, then by number', async () => {
    const workspaceId = world.workspaceId()
    const facts = [
      { number: 1 },
      { number: 2, priority: 'urgent' },
      { number: 3, dueAt: at('09') },
      { number: 10, dueAt: at('02'), priority: 'low' },
      { number: 9, dueAt: at('02'), priority: 'low' },
      { number: 11, dueAt: at('02'), priority: 'high' },
    ] as const
    for (const { number, ...rest } of facts) await world.stores.tasks.add(taskOf(workspaceId, number, rest))
    expect(await references(workspaceId, {})).toEqual([6, 'WEB-11', 'WEB-9', 'WEB-10', 'WEB-3', 'WEB-2', 'WEB-1'])
    expect(await references(workspaceId, {}, { offset: 2, limit: 2 })).toEqual([6, 'WEB-10', 'WEB-3'])
  })

  it('holds open tasks unless statuses are asked for', async () => {
    const workspaceId = world.workspaceId()
    const statuses = ['todo', 'doing', 'review', 'blocked', 'done', 'dropped'] as const
    for (const [i, status] of statuses.entries()) await world.stores.tasks.add(taskOf(workspaceId, i + 1, { status }))
    expect(await references(workspaceId, {})).toEqual([4, 'WEB-1', 'WEB-2', 'WEB-3', 'WEB-4'])
    expect(await references(workspaceId, { statuses: ['blocked'] })).toEqual([1, 'WEB-4'])
    expect(await references(workspaceId, { statuses: ['done'] })).toEqual([1, 'WEB-5'])
    expect(await references(workspaceId, { statuses: ['dropped', 'doing'] })).toEqual([2, 'WEB-2', 'WEB-6'])
    expect(await references(workspaceId, { statuses: [] })).toEqual([0])
  })

  it('comes in another order where one is asked for, its pages one behind the other', async () => {
    const workspaceId = world.workspaceId()
    const { tasks } = world.stores
    const facts = [
      { number: 1, priority: 'low', dueAt: at('09') },
      { number: 2, priority: 'urgent' },
      { number: 3, priority: 'low', dueAt: at('02') },
      { number: 4, priority: 'urgent', dueAt: at('05') },
    ] as const
    for (const { number, ...rest } of facts) {
      world.clock.advanceWall(1)
      await tasks.add(taskOf(workspaceId, number, rest))
    }
    world.clock.advanceWall(1)
    await tasks.save((await tasks.byReference(fullSight(workspaceId), 'WEB-2'))!)
    const orders = [
      ['due', [3, 4, 1, 2], [1, 4, 3, 2]],
      ['created', [4, 3, 2, 1], [1, 2, 3, 4]],
      ['updated', [2, 4, 3, 1], [1, 3, 4, 2]],
    ] as const
    for (const [key, usual, reversed] of orders) {
      const by = async (turned: boolean) => {
        const sort = { key, reversed: turned }
        const pages = [0, 1, 2, 3].map(async (offset) =>
          tasks.list(fullSight(workspaceId), {}, { offset, limit: 1 }, sort),
        )
        const all = await tasks.list(fullSight(workspaceId), {}, { offset: 0, limit: 3 }, sort)
        const single = (await Promise.all(pages)).flatMap((page) => page.tasks)
        expect([all.total, ...all.tasks]).toEqual([4, ...single.slice(0, 3)])
        return single.map(({ reference }) => Number(reference.slice(4)))
      }
      expect([key, await by(false), await by(true)]).toEqual([key, usual, reversed])
    }
  })

  it('holds what a filter asks for', async () => {
    const workspaceId = world.workspaceId()
    const { tasks } = world.stores
    await tasks.add(
      taskOf(workspaceId, 1, { priority: 'urgent', dueAt: at('02'), phaseId: 'ph', watcherIds: ['UBEN'] }),
    )
    await tasks.add(taskOf(workspaceId, 2, { estimateMinutes: 60, phaseId: 'ph', projectId: 'project-app' }))
    await tasks.add(taskOf(workspaceId, 3, { status: 'done', doneAt: at('05') }))
    await tasks.add(taskOf(workspaceId, 4, { status: 'done', doneAt: at('06') }))
    expect(await references(workspaceId, { priority: 'urgent' })).toEqual([1, 'WEB-1'])
    expect(await references(workspaceId, { undated: true })).toEqual([1, 'WEB-2'])
    expect(await references(workspaceId, { unestimated: true })).toEqual([1, 'WEB-1'])
    expect(await references(workspaceId, { watcherId: 'UBEN' })).toEqual([1, 'WEB-1'])
    const phases = { ids: ['ph'], projectIds: ['project-web', 'project-app'] }
    expect(await references(workspaceId, { phases })).toEqual([2, 'WEB-1', 'WEB-2'])
    expect(await references(workspaceId, { phases, projectId: 'project-app' })).toEqual([1, 'WEB-2'])
    const done = { statuses: ['done'], doneFrom: at('05'), doneBefore: at('06') } as const
    expect(await references(workspaceId, done)).toEqual([1, 'WEB-3'])
    expect(await tasks.count(fullSight(workspaceId), { statuses: ['done'] })).toBe(2)
    expect(await tasks.count(fullSight(workspaceId), {}, 1)).toBe(1)
    const outlines = await tasks.outlines(fullSight(workspaceId), done, 5)
    expect(outlines).toEqual([expect.objectContaining({ id: `${workspaceId}-3`, reference: 'WEB-3', status: 'done' })])
    expect(outlines[0]).not.toHaveProperty('title')
  })

  it('is read to its end in pieces, in the order in which tasks were made', async () => {
    const workspaceId = world.workspaceId()
    const { tasks } = world.stores
    for (const number of [1, 2, 3, 4])
      await tasks.add(taskOf(workspaceId, number, { status: number === 2 ? 'done' : 'todo' }))
    const after = async (id: string | null) =>
      (await tasks.afterTask(fullSight(workspaceId), { statuses: TASK_STATUSES }, id, 2)).map(
        ({ reference }) => reference,
      )
    expect(await after(null)).toEqual(['WEB-1', 'WEB-2'])
    expect(await after(`${workspaceId}-2`)).toEqual(['WEB-3', 'WEB-4'])
    expect(await after(`${workspaceId}-4`)).toEqual([])
  })

  it('combines filters', async () => {
    const workspaceId = world.workspaceId()
    const { tasks } = world.stores
    await tasks.add(taskOf(workspaceId, 1, { ownerId: 'UBEN', dueAt: at('02'), labels: ['copy'] }))
    await tasks.add(taskOf(workspaceId, 2, { ownerId: 'UBEN', dueAt: at('05'), labels: ['copy', 'web'] }))
    await tasks.add(taskOf(workspaceId, 3, { ownerId: null, dueAt: at('05') }))
    await tasks.add(taskOf(workspaceId, 4, { ownerId: 'UBEN', projectId: 'project-app' }))
    expect(await references(workspaceId, { ownerId: 'UBEN' })).toEqual([3, 'WEB-1', 'WEB-2', 'WEB-4'])
    expect(await references(workspaceId, { ownerId: null })).toEqual([1, 'WEB-3'])
    expect(await references(workspaceId, { projectId: 'project-app', ownerId: 'UBEN' })).toEqual([1, 'WEB-4'])
    expect(await references(workspaceId, { labels: ['copy'] })).toEqual([2, 'WEB-1', 'WEB-2'])
    expect(await references(workspaceId, { labels: ['web', 'copy'] })).toEqual([1, 'WEB-2'])
    expect(await references(workspaceId, { dueBefore: at('05') })).toEqual([1, 'WEB-1'])
    expect(await references(workspaceId, { dueFrom: at('05') })).toEqual([2, 'WEB-2', 'WEB-3'])
    expect(await references(workspaceId, { dueFrom: at('02'), dueBefore: at('05'), labels: [] })).toEqual([1, 'WEB-1'])
  })
})
