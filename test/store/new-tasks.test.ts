import { describe, expect, it, vi } from 'vitest'
import { createdEntry } from '../../src/domain/activity.ts'
import type { Project } from '../../src/domain/project.ts'
import { fullSight } from '../../src/domain/sight.ts'
import type { Task } from '../../src/domain/task.ts'
import type { BegunTask } from '../../src/ports.ts'
import type { Stores } from '../../src/store/mongo.ts'
import { MongoTransactor } from '../../src/store/transactor.ts'
import { buildPost, buildProject, buildTask } from '../support/builders.ts'
import { useStores } from './stores.ts'

const world = useStores()

const projectIn = async (workspaceId: string, overrides: Partial<Project> = {}): Promise<Project> => {
  const project = buildProject({ workspaceId, id: `${workspaceId}-web`, ...overrides })
  await world.stores.projects.add(project)
  return project
}

/** A task of the project with its entry and a post to Ana, who gets all of them. */
const begunIn =
  ({ workspaceId, id: projectId, key }: Project, overrides: Partial<Task> = {}) =>
  async (number: number): Promise<BegunTask> => {
    const id = `${projectId}-${number}`
    const task = buildTask({ workspaceId, projectId, id, reference: `${key}-${number}`, version: 0, ...overrides })
    const key_ = `assigned:${id}`
    return {
      task,
      entry: createdEntry(task, { id: `${id}-made`, via: 'command' }),
      posts: [buildPost({ workspaceId, key: key_, to: { kind: 'member', memberId: 'UANA' } })],
    }
  }

const referencesIn = async (workspaceId: string): Promise<readonly string[]> => {
  const page = { offset: 0, limit: 300 }
  return (await world.stores.tasks.list(fullSight(workspaceId), {}, page)).tasks.map(({ reference }) => reference)
}

/** How many transactions begin from now on. */
function countTransactions({ tx }: Stores): () => number {
  if (!(tx instanceof MongoTransactor)) throw new TypeError('Not the transactor of the stores')
  const begin = vi.spyOn(tx, 'begin')
  return () => {
    const { length } = begin.mock.calls
    begin.mockRestore()
    return length
  }
}

describe('new tasks', () => {
  it('are there with their entries and posts', async () => {
    const { stores } = world
    const workspaceId = world.workspaceId()
    const project = await projectIn(workspaceId)
    const { task, entry, posts } = await stores.newTasks.create(project, begunIn(project))
    expect(await stores.tasks.get(workspaceId, task.id)).toEqual(task)
    expect(await stores.activities.ofTask(workspaceId, task.id, 10)).toEqual([entry])
    expect(await stores.outbox.byKey(workspaceId, posts[0]?.key ?? '')).toMatchObject({ state: 'pending' })
    expect((await stores.projects.takeNumbers(workspaceId, project.id, 1))[0]).toBe(2)
  })

  it('that are created at the same time, by two processes, are each there once, in few transactions', async () => {
    const { stores, other } = world
    const workspaceId = world.workspaceId()
    const project = await projectIn(workspaceId)
    const transactions = countTransactions(stores)
    const create = (i: number): Promise<BegunTask> =>
      (i % 2 ? stores : other).newTasks.create(project, begunIn(project))
    const made = await Promise.all(Array.from({ length: 200 }, (_, i) => create(i)))
    expect(transactions()).toBeLessThanOrEqual(4)
    const references = Array.from({ length: 200 }, (_, i) => `WEB-${i + 1}`)
    expect(await referencesIn(workspaceId)).toEqual(references)
    expect(new Set(made.map(({ task }) => task.reference))).toEqual(new Set(references))
    const log = await stores.activities.ofProject(workspaceId, project.id, new Date(0), 300)
    expect(log).toHaveLength(200)
    const batch = await stores.outbox.claim(world.clock.now(), world.clock.wall())
    const sequences = batch?.rows.map(({ sequence }) => sequence) ?? []
    expect(sequences).toEqual(sequences.toSorted((a, b) => a - b))
    if (batch) await stores.outbox.release(batch, Infinity)
  }, 90_000)

  it('stand or fall alone: what is wrong with one is told to that one', async () => {
    const { stores } = world
    const workspaceId = world.workspaceId()
    const project = await projectIn(workspaceId)
    const taken = await stores.newTasks.create(project, begunIn(project))
    const again = begunIn(project, { reference: taken.task.reference, id: 'again' })
    const unsure = async (): Promise<BegunTask> => {
      throw new TypeError('not to begin with')
    }
    const results = await Promise.allSettled(
      // The first is written alone, at once; the others wait for one another.
      [begunIn(project), begunIn(project), again, unsure, begunIn(project)].map((begin) =>
        stores.newTasks.create(project, begin),
      ),
    )
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'rejected', 'fulfilled'])
    expect(results[2]).toMatchObject({ reason: { code: 11_000 } })
    expect(results[3]).toMatchObject({ reason: new TypeError('not to begin with') })
    // Their numbers are gaps.
    expect(await referencesIn(workspaceId)).toEqual(['WEB-1', 'WEB-2', 'WEB-3', 'WEB-6'])
    expect(await stores.activities.ofTask(workspaceId, 'again', 10)).toEqual([])
  }, 30_000)

  it('are not there at all where the last of what is written with them fails', async () => {
    const { stores } = world
    const workspaceId = world.workspaceId()
    const project = await projectIn(workspaceId)
    const key = `assigned:${project.id}-1`
    await stores.outbox.add(buildPost({ workspaceId, key, kind: 'answer' }))
    await expect(stores.newTasks.create(project, begunIn(project))).rejects.toMatchObject({ code: 11_000 })
    expect(await referencesIn(workspaceId)).toEqual([])
    expect(await stores.activities.ofTask(workspaceId, `${project.id}-1`, 10)).toEqual([])
    expect(await stores.outbox.byKey(workspaceId, key)).toMatchObject({ kind: 'answer' })
  })

  it('fail where their project does not exist, and others after them do not', async () => {
    const { stores } = world
    const workspaceId = world.workspaceId()
    const project = buildProject({ workspaceId, id: `${workspaceId}-web` })
    await expect(stores.newTasks.create(project, begunIn(project))).rejects.toThrow('does not exist')
    await projectIn(workspaceId)
    await stores.newTasks.create(project, begunIn(project))
    expect(await referencesIn(workspaceId)).toEqual(['WEB-1'])
  })

  it('are part of the transaction in which they are created', async () => {
    const { stores, other } = world
    const workspaceId = world.workspaceId()
    const project = await projectIn(workspaceId)
    const failing = stores.tx.run(async () => {
      const { task } = await stores.newTasks.create(project, begunIn(project))
      expect(await stores.tasks.get(workspaceId, task.id)).toEqual(task)
      expect(await other.tasks.get(workspaceId, task.id)).toBeUndefined()
      throw new TypeError('half way')
    })
    await expect(failing).rejects.toThrow('half way')
    expect(await referencesIn(workspaceId)).toEqual([])
    expect(await stores.outbox.byKey(workspaceId, `assigned:${project.id}-1`)).toBeUndefined()
  })

  it('of several projects do not wait for one another', async () => {
    const { stores } = world
    const workspaceId = world.workspaceId()
    const [web, app] = [await projectIn(workspaceId), await projectIn(workspaceId, { id: 'app', key: 'APP' })]
    let go = (): void => {}
    const held = new Promise<void>((resolve) => (go = resolve))
    const waiting = stores.newTasks.create(web, async (number) => {
      await held
      return begunIn(web)(number)
    })
    await stores.newTasks.create(app, begunIn(app))
    expect(await referencesIn(workspaceId)).toEqual(['APP-1'])
    go()
    await waiting
    expect(await referencesIn(workspaceId)).toEqual(['APP-1', 'WEB-1'])
  })
})
