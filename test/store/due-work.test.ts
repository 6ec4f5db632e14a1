import { describe, expect, it } from 'vitest'

import { buildProject, buildTask } from '../support/builders.ts'
import { useStores } from './stores.ts'

const world = useStores()
const NOW = new Date('2026-04-01T10:00:00Z')
const LATER = new Date('2026-04-01T10:00:01Z')
const EARLIER = new Date('2026-04-01T09:00:00Z')
const LONG_AGO = new Date(0)

describe('tasks that are due', () => {
  it('are found across workspaces, earliest first, each handed out once', async () => {
    const { stores, other } = world
    const facts = [
      { workspaceId: 'TA', id: 'a1', nextCheckAt: NOW },
      { workspaceId: 'TB', id: 'b1', nextCheckAt: EARLIER },
      { workspaceId: 'TA', id: 'a2', nextCheckAt: LATER },
      { workspaceId: 'TA', id: 'a3', nextCheckAt: EARLIER, status: 'done' },
      { workspaceId: 'TA', id: 'a4', nextCheckAt: null },
    ] as const
    for (const task of facts) await stores.tasks.add(buildTask({ ...task, reference: `WEB-${task.id.at(-1)}` }))
    expect(await stores.tasks.nextDueAt(LONG_AGO)).toEqual(EARLIER)
    expect(await stores.tasks.nextDueAt(EARLIER)).toEqual(NOW)
    expect(await stores.tasks.nextDueAt(LATER)).toBeNull()
    const claimed = await stores.tasks.claimDue(NOW, 10)
    expect(claimed.map((task) => task.id)).toEqual(['b1', 'a1'])
    expect(claimed[0]).toEqual(await stores.tasks.get('TB', 'b1'))
    expect(await other.tasks.claimDue(NOW, 10)).toEqual([])
  })

  it('are handed out again after a minute of real time, unless a save ends the claim', async () => {
    const { tasks } = world.stores
    const ids = async (): Promise<readonly string[]> => (await tasks.claimDue(NOW, 10)).map((task) => task.id)
    expect(await ids()).toEqual([])
    world.clock.advanceWall(59_000)
    expect(await ids()).toEqual([])
    world.clock.advanceWall(2_000)
    expect(await ids()).toEqual(['b1', 'a1'])
    const [first, second] = [await tasks.get('TB', 'b1'), await tasks.get('TA', 'a1')]
    await tasks.save({ ...first!, nextCheckAt: LATER })
    await tasks.save({ ...second!, title: 'Still due' })
    expect(await ids()).toEqual(['a1'])
    expect((await tasks.claimDue(LATER, 1)).map((task) => task.id)).toEqual(['b1'])
  })

  it('never go to two processes at once', async () => {
    const { stores, other } = world
    const far = new Date('2030-01-01T00:00:00Z')
    for (let i = 0; i < 60; i += 1) {
      await stores.tasks.add(buildTask({ workspaceId: 'TC', id: `c${i}`, reference: `WEB-${i}`, nextCheckAt: far }))
    }
    const workers = [stores, other, stores, other].map(async (process) => {
      const mine: string[] = []
      for (;;) {
        const claimed = await process.tasks.claimDue(far, 7)
        if (claimed.length === 0) return mine
        mine.push(...claimed.filter((task) => task.workspaceId === 'TC').map((task) => task.id))
      }
    })
    const shares = await Promise.all(workers)
    expect(shares.flat()).toHaveLength(60)
    expect(new Set(shares.flat()).size).toBe(60)
  })
})

describe('digests that are due', () => {
  it('are claimed as tasks are, and never of an archived project', async () => {
    const { stores, other, clock } = world
    const digests = [
      { id: 'p1', key: 'WEB', nextDigestAt: NOW },
      { id: 'p2', key: 'APP', nextDigestAt: LATER },
      { id: 'p3', key: 'OLD', nextDigestAt: EARLIER, archived: true },
    ] as const
    for (const project of digests) await stores.projects.add(buildProject(project))
    expect(await stores.projects.nextDueAt(LONG_AGO)).toEqual(NOW)
    expect(await stores.projects.nextDueAt(NOW)).toEqual(LATER)
    const [claimed, ...rest] = await stores.projects.claimDue(NOW, 10)
    expect([claimed?.id, rest]).toEqual(['p1', []])
    expect(await other.projects.claimDue(NOW, 10)).toEqual([])
    clock.advanceWall(61_000)
    expect(await other.projects.claimDue(NOW, 10)).toHaveLength(1)
    await stores.projects.save({ ...claimed!, nextDigestAt: LATER })
    expect((await stores.projects.claimDue(LATER, 10)).map((project) => project.id).sort()).toEqual(['p1', 'p2'])
  })
})
