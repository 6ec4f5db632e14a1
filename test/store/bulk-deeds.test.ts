import { describe, expect, it } from 'vitest'
import type { BulkDeed } from '../../src/domain/bulk-deed.ts'
import { bulkWords } from '../../src/domain/bulk-form.ts'
import { StaleVersion } from '../../src/errors.ts'
import { runBulk } from '../../src/features/lists/run-bulk.ts'
import { changeInBulk } from '../../src/features/tasks/change-in-bulk.ts'
import type { ChangeInBulk } from '../../src/ports.ts'
import { buildMember, buildProject, buildTask, MADE_AT } from '../support/builders.ts'
import { smallPorts } from '../support/small-ports.ts'
import { useStores } from './stores.ts'

const world = useStores()
const WEEK_LATER = { kind: 'shift', count: 1, unit: 'weeks' } as const

const deedOf = (workspaceId: string, more: Partial<BulkDeed> = {}): BulkDeed => ({
  workspaceId,
  id: `${workspaceId}-deed`,
  version: 0,
  actorId: 'UANA',
  targets: [{ taskId: `${workspaceId}-1`, version: 1 }],
  change: {
    move: null,
    reason: null,
    ownerId: 'UBEN',
    due: WEEK_LATER,
    priority: null,
    addLabels: ['x'],
    removeLabels: [],
    projectId: null,
  },
  words: bulkWords({ due: '+1 week' }),
  line: 'list label:x',
  state: 'proposed',
  cursor: 0,
  changedIds: [],
  left: [],
  movedOn: [],
  stopped: null,
  activityId: null,
  responseUrl: null,
  channelId: 'C1',
  createdAt: MADE_AT,
  ...more,
})

describe('a change of many tasks', () => {
  it('comes back as it was written, and is saved once in each version', async () => {
    const { bulkDeeds } = world.stores
    const deed = deedOf(world.workspaceId(), { left: [{ reference: 'WEB-9', why: 'closed' }], movedOn: ['WEB-1'] })
    await bulkDeeds.add(deed)
    expect(await bulkDeeds.get(deed.workspaceId, deed.id)).toEqual(deed)
    expect(await bulkDeeds.save({ ...deed, cursor: 1 })).toEqual({ ...deed, cursor: 1, version: 1 })
    await expect(bulkDeeds.save(deed)).rejects.toThrow(StaleVersion)
    expect(await bulkDeeds.get(world.workspaceId(), deed.id)).toBeUndefined()
  })

  it('is handed out once it was begun and left, to one caller', async () => {
    const { bulkDeeds } = world.stores
    const [running, proposed] = [deedOf(world.workspaceId(), { state: 'running' }), deedOf(world.workspaceId())]
    await bulkDeeds.add(running)
    await bulkDeeds.add(proposed)
    const claimed = async () => (await bulkDeeds.claimUnfinished(world.clock.wall(), 5)).map(({ id }) => id)
    expect(await claimed()).toEqual([])
    world.clock.advanceWall(61_000)
    expect(await claimed()).toEqual([running.id])
    expect(await claimed()).toEqual([])
    await bulkDeeds.save({ ...running, state: 'over' })
  })

  it('is brought to its end after crashes, each task changed once and its new owner told once', async () => {
    const workspaceId = world.workspaceId()
    const { stores, clock } = world
    const ports = smallPorts(stores, clock)
    await stores.projects.add(buildProject({ workspaceId, id: `${workspaceId}-web` }))
    for (const id of ['UANA', 'UBEN', 'UCLEO']) await stores.members.put(buildMember({ workspaceId, id, realName: id }))
    const dueAt = new Date('2026-04-01T15:00:00Z')
    const numbers = Array.from({ length: 50 }, (_, index) => index + 1)
    for (const number of numbers)
      await stores.tasks.add(
        buildTask({
          workspaceId,
          id: `${workspaceId}-${number}`,
          reference: `WEB-${number}`,
          projectId: `${workspaceId}-web`,
          dueAt,
        }),
      )
    const targets = numbers.map((number) => ({ taskId: `${workspaceId}-${number}`, version: 1 }))
    await stores.bulkDeeds.add(deedOf(workspaceId, { targets, state: 'running' }))
    const change = changeInBulk(ports)
    // Dies in the middle of its second step, and again in its last.
    for (const fatal of [27, 45]) {
      let count = 0
      const dying: ChangeInBulk = (of, ...rest) => {
        if (of.taskId === `${workspaceId}-${fatal}` && (count += 1) === 1) throw new Error('the process ended')
        return change(of, ...rest)
      }
      await expect(runBulk(ports, dying, workspaceId, `${workspaceId}-deed`)).rejects.toThrow('the process ended')
    }
    await Promise.all([1, 2].map(() => runBulk(ports, change, workspaceId, `${workspaceId}-deed`)))
    for (const { taskId } of targets) {
      const task = await stores.tasks.get(workspaceId, taskId)
      expect(task).toMatchObject({
        dueAt: new Date('2026-04-08T15:00:00Z'),
        ownerId: 'UBEN',
        labels: ['x'],
        version: 2,
      })
    }
    expect(await stores.activities.ofGroup(workspaceId, `${workspaceId}-deed`)).toHaveLength(50)
    const posts = await stores.outbox.byKey(workspaceId, `owned:${workspaceId}-deed:UBEN`)
    expect(posts?.content).toMatchObject({ draws: 'bundle', giver: 'UANA', more: 0 })
    expect(ports.said.at(-1)?.content.text).toContain('Changed 50 tasks')
    expect((await stores.bulkDeeds.get(workspaceId, `${workspaceId}-deed`))?.state).toBe('over')
  })

  it('ends, and says why, where its new owner has gone', async () => {
    const workspaceId = world.workspaceId()
    const ports = smallPorts(world.stores, world.clock)
    await world.stores.members.put(buildMember({ workspaceId, id: 'UANA' }))
    await world.stores.members.put(buildMember({ workspaceId, id: 'UBEN', realName: 'Ben', deleted: true }))
    await world.stores.bulkDeeds.add(deedOf(workspaceId, { state: 'running' }))
    await runBulk(ports, changeInBulk(ports), workspaceId, `${workspaceId}-deed`)
    expect(JSON.stringify(ports.said)).toMatch(/account is deactivated.*1 task was not looked at/)
  })
})
