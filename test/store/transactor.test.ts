import { fullSight } from '../../src/domain/sight.ts'
import { mongo } from 'mongoose'
import { describe, expect, it } from 'vitest'

import { StaleVersion } from '../../src/errors.ts'
import { buildActivity, buildPost, buildTask } from '../support/builders.ts'
import { useStores } from './stores.ts'

const world = useStores()

const made = async (overrides: Parameters<typeof buildTask>[0] = {}) => {
  const workspaceId = world.workspaceId()
  const task = buildTask({ workspaceId, id: `${workspaceId}-1`, ...overrides })
  await world.stores.tasks.add(task)
  return task
}

const entryOf = ({ workspaceId, id: taskId }: { readonly workspaceId: string; readonly id: string }) =>
  buildActivity({ workspaceId, id: `${workspaceId}-entry`, taskId })

describe('a transaction', () => {
  it('writes nothing at all when its work fails', async () => {
    const { stores } = world
    const task = await made()
    const { workspaceId } = task
    const failing = stores.tx.run(async () => {
      await stores.tasks.save({ ...task, title: 'Half' })
      await stores.activities.add(buildActivity({ workspaceId, id: `${workspaceId}-a`, taskId: task.id }))
      await stores.outbox.add(buildPost({ workspaceId }))
      await stores.tasks.add(buildTask({ workspaceId, id: `${workspaceId}-2`, reference: 'WEB-2' }))
      throw new TypeError('half way')
    })
    await expect(failing).rejects.toThrow(TypeError)
    expect(await stores.tasks.get(workspaceId, task.id)).toEqual(task)
    expect(await stores.tasks.byReference(fullSight(workspaceId), 'WEB-2')).toBeUndefined()
    expect(await stores.activities.ofTask(workspaceId, task.id, 10)).toEqual([])
    expect(await stores.outbox.byKey(workspaceId, buildPost().key)).toBeUndefined()
  })

  it('shows nobody its writes before it ends, and all of them after', async () => {
    const { stores, other } = world
    const task = await made()
    const { workspaceId } = task
    const result = await stores.tx.run(async () => {
      const saved = await stores.tasks.save({ ...task, title: 'Both' })
      await stores.outbox.add(buildPost({ workspaceId }))
      expect(await stores.tasks.get(workspaceId, task.id)).toEqual(saved)
      expect(await other.tasks.get(workspaceId, task.id)).toEqual(task)
      expect(await other.outbox.byKey(workspaceId, buildPost().key)).toBeUndefined()
      return saved.version
    })
    expect(result).toBe(2)
    expect(await other.tasks.get(workspaceId, task.id)).toMatchObject({ title: 'Both' })
    expect(await other.outbox.byKey(workspaceId, buildPost().key)).toMatchObject({ state: 'pending' })
  })

  it('has the calls that come after another has ended, and none that come after itself', async () => {
    const { stores, other } = world
    const [first, second] = [await made(), await made()]
    let ended = (): void => {}
    const otherEnded = new Promise<void>((resolve) => (ended = resolve))
    const going = stores.tx.run(async () => {
      await stores.tasks.save({ ...first, title: 'One' })
      await otherEnded
      // Joins, or it would wait for the transaction that it is called in.
      await stores.tx.run(() => stores.activities.add(entryOf(first)))
      expect(await other.activities.ofTask(first.workspaceId, first.id, 10)).toEqual([])
    })
    await stores.tx.run(() => stores.tasks.save({ ...second, title: 'Two' }))
    ended()
    await going
    expect(await other.activities.ofTask(first.workspaceId, first.id, 10)).toHaveLength(1)
    await stores.activities.add(entryOf(second))
    expect(await other.activities.ofTask(second.workspaceId, second.id, 10)).toHaveLength(1)
  })

  it('runs again after a lost race, so that every effect is there', async () => {
    const { stores, other } = world
    const task = await made()
    const { workspaceId } = task
    let runs = 0
    const label = (process: typeof stores, name: string): Promise<void> =>
      process.tx.run(async () => {
        runs += 1
        const found = await process.tasks.get(workspaceId, task.id)
        await process.tasks.save({ ...found!, labels: [...found!.labels, name] })
        const entry = buildActivity({ workspaceId, id: `${workspaceId}-${name}`, taskId: task.id })
        await process.activities.add(entry)
      })
    const names = Array.from({ length: 8 }, (_, i) => `label${i}`)
    await Promise.all(names.map((name, i) => label(i % 2 ? stores : other, name)))
    const after = await stores.tasks.get(workspaceId, task.id)
    expect([...after!.labels].sort()).toEqual(names)
    expect(after!.version).toBe(9)
    expect(await stores.activities.ofTask(workspaceId, task.id, 20)).toHaveLength(8)
    expect(runs).toBeGreaterThan(8)
  })

  it('runs again when it saved something stale, and in the end says so', async () => {
    const { stores } = world
    const task = await made()
    await stores.tasks.save({ ...task, title: 'Newer' })
    let runs = 0
    const stale = stores.tx.run(async () => {
      runs += 1
      // From before the transaction, so that no repetition can help.
      await stores.tasks.save({ ...task, title: 'Older' })
    })
    await expect(stale).rejects.toThrow(StaleVersion)
    expect(runs).toBe(25)
    const mended = stores.tx.run(async () => {
      const found = runs++ === 25 ? task : await stores.tasks.get(task.workspaceId, task.id)
      return stores.tasks.save({ ...found!, description: 'mended' })
    })
    expect(await mended).toMatchObject({ title: 'Newer', description: 'mended', version: 3 })
  })

  it('runs again when a unique key was taken meanwhile, and the use case finds who took it', async () => {
    const { stores, other } = world
    const workspaceId = world.workspaceId()
    const source = { channelId: 'C1', ts: '1.1', permalink: 'p' }
    const fromMessage = (process: typeof stores, number: number): Promise<string> =>
      process.tx.run(async () => {
        const there = await process.tasks.bySource(workspaceId, source)
        if (there) return there.id
        const id = `${workspaceId}-${number}`
        await process.tasks.add(buildTask({ workspaceId, id, reference: `WEB-${number}`, source }))
        return id
      })
    const ids = await Promise.all([1, 2, 3, 4].map((number) => fromMessage(number % 2 ? stores : other, number)))
    expect(new Set(ids).size).toBe(1)
    expect((await stores.tasks.list(fullSight(workspaceId), {}, { offset: 0, limit: 9 })).total).toBe(1)
  })

  it('runs again a few times on a unique key that is taken, and then says so', async () => {
    const { stores } = world
    const { workspaceId } = await made()
    let runs = 0
    const add = (reference: string): Promise<void> =>
      stores.tx.run(() =>
        stores.tasks.add(buildTask({ workspaceId, id: `${workspaceId}-${(runs += 1)}-x`, reference })),
      )
    await expect(add('WEB-1')).rejects.toMatchObject({ code: 11000 })
    expect(runs).toBe(4)
    const second = stores.tx.run(() => stores.tx.run(() => add((runs += 1) === 5 ? 'WEB-1' : 'WEB-2')))
    await second
    expect(await stores.tasks.byReference(fullSight(workspaceId), 'WEB-2')).toBeDefined()
  })

  it('gives up when it loses every race, and tells the last loss', async () => {
    let runs = 0
    const conflict = new mongo.MongoServerError({ message: 'write conflict', code: 112 })
    conflict.addErrorLabel('TransientTransactionError')
    const losing = world.stores.tx.run(() => {
      runs += 1
      return Promise.reject(conflict)
    })
    await expect(losing).rejects.toMatchObject({ message: 'Gave up after 25 write conflicts', cause: conflict })
    expect(runs).toBe(25)
  })

  it('is joined by one within it', async () => {
    const { stores } = world
    const task = await made()
    const failing = stores.tx.run(async () => {
      const saved = await stores.tx.run(() => stores.tasks.save({ ...task, title: 'Inner' }))
      expect(saved.version).toBe(2)
      throw new TypeError('outer')
    })
    await expect(failing).rejects.toThrow('outer')
    expect(await stores.tasks.get(task.workspaceId, task.id)).toEqual(task)
  })

  it('leaves other errors alone, and is over for what comes after it', async () => {
    const { stores } = world
    let runs = 0
    await expect(
      stores.tx.run(async () => {
        runs += 1
        await Promise.resolve()
        throw new RangeError('once')
      }),
    ).rejects.toThrow(RangeError)
    expect(runs).toBe(1)
    const task = await made()
    expect(await stores.tasks.save(task)).toMatchObject({ version: 2 })
  })
})
