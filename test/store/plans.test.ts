import { fullSight } from '../../src/domain/sight.ts'
import type { Connection } from 'mongoose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { PRIORITIES, TASK_STATUSES } from '../../src/domain/task.ts'
import type { TaskStatus } from '../../src/domain/task.ts'
import { openConnection } from '../../src/store/connection.ts'
import { storesOn } from '../../src/store/mongo.ts'
import type { Stores } from '../../src/store/mongo.ts'
import {
  MADE_AT,
  buildActivity,
  buildImport,
  buildMember,
  buildPost,
  buildProject,
  buildTask,
} from '../support/builders.ts'
import { plansOf } from './explain.ts'
import type { Plan } from './explain.ts'
import { useStores } from './stores.ts'

const world = useStores()
const TENANTS = ['T1', 'T2', 'T3']
const EACH = 24
const minute = (minutes: number): Date => new Date(MADE_AT.getTime() + minutes * 60_000)
const STATUSES: readonly TaskStatus[] = ['todo', 'doing', 'blocked', 'done']

let connection: Connection
let stores: Stores
/** An outside server that looks for an `_id` by reading all has no planner to test; the embedded one and MongoDB have. */
const NO_PLANNER = 'this server does not plan'
let plansCount = true

async function fill(workspaceId: string): Promise<void> {
  const { tasks, projects, activities, members, outbox, inbox, imports } = world.stores
  for (let i = 0; i < EACH; i += 1) {
    const id = `${workspaceId}-${i}`
    const status = STATUSES[i % 4]!
    const dueAt = i % 5 ? minute(i * 60) : null
    const source = i % 3 ? null : { channelId: 'C1', ts: `${i}.1`, permalink: 'p' }
    const cards = i % 3 ? [{ channelId: 'C2', ts: `${i}.2`, threadTs: `${i}.1` }] : []
    const message = { channelId: 'C1', ts: `${i}.3` }
    const file = { fileId: `F${i}`, name: 'a.png', permalink: 'p', addedBy: null, message }
    const attachments = i % 3 ? [] : [file]
    const facts = {
      cards,
      attachments,
      ownerId: `U${i % 7}`,
      projectId: `${workspaceId}-${i % 6}`,
      labels: [`l${i % 8}`],
      priority: PRIORITIES[i % 4]!,
      watcherIds: i % 4 ? [] : [`U${i % 3}`],
      doneAt: status === 'done' ? minute(i * 60) : null,
    }
    const nextCheckAt = status === 'done' ? null : minute(i)
    const reference = `WEB-${i}`
    await tasks.add(buildTask({ workspaceId, id, reference, status, dueAt, source, nextCheckAt, ...facts }))
    const [channelId, key, archived] = [`C${i % 9}`, `K${i}`, i % 2 === 0]
    await projects.add(buildProject({ workspaceId, id, key, channelId, archived, nextDigestAt: minute(i) }))
    const actorId = `U${i % 5}`
    await activities.add(buildActivity({ workspaceId, id, taskId: `${workspaceId}-${i % 6}`, actorId, at: minute(i) }))
    await members.put(buildMember({ workspaceId, id: `U${i}` }))
    const to = { kind: 'channel', channelId: `C${i}`, threadTs: null } as const
    await outbox.add(buildPost({ workspaceId, key: `k${i}`, to, notBefore: minute(i) }))
    await inbox.record({ workspaceId, eventId: `E${i}`, body: {} }, world.clock.wall())
    const rows = [1, 2, 3, 4].map((number) => ({ number, line: number + 1, cells: ['One'], outcome: null }))
    await imports.add(buildImport({ workspaceId, id, digest: `d${i}`, state: 'running' }), rows)
    const places = [
      { id: `${i}`, messageTs: `${i}.4`, threadTs: `${i}.4`, url: null, ts: `${i}.5`, steady: false, removed: false },
    ]
    const shown = { workspaceId, channelId: 'C1', taskId: id, lastAt: minute(i), places, version: 0 }
    await world.stores.unfurls.put(shown)
  }
}

/** Posts and events that are over: no search for work may come across them. */
async function finishMost(): Promise<void> {
  const { outbox, inbox } = world.stores
  for (let i = 0; i < 36; i += 1) {
    const batch = await outbox.claim(minute(1000), world.clock.wall())
    for (const row of batch!.rows) await outbox.markEnded(row, 'dropped', 'over')
    await outbox.release(batch!, 0)
  }
  for (const workspaceId of TENANTS) {
    for (let i = 0; i < EACH - 4; i += 1) await inbox.markDone(workspaceId, `E${i}`)
  }
  world.clock.advanceWall(61_000)
}

beforeAll(async () => {
  connection = await openConnection(world.uri, { monitorCommands: true })
  stores = storesOn(connection, { wall: () => world.clock.wall() })
  await Promise.all(TENANTS.map(fill))
  await finishMost()
  const [byId] = await plansOf(connection, () => stores.tasks.get('T1', 'T1-1'))
  plansCount = process.env['TEST_MONGODB_URI'] === undefined || !byId!.stages.includes('COLLSCAN')
})

afterAll(() => connection?.close())

/** Plans that read the whole collection, sort in memory, or read much beyond what they return. */
const faultsIn = (plans: readonly Plan[], spare = 3): readonly Plan[] =>
  plans.filter(
    ({ stages, keys, documents, returned }) =>
      stages.includes('COLLSCAN') || stages.includes('SORT') || keys > returned + spare || documents > returned + spare,
  )

const SIGHT = fullSight('T1')
const PAGE = { offset: 0, limit: 10 }
const DONE = { statuses: ['done'], doneFrom: minute(0), doneBefore: minute(600) } as const
/** Sparse beside all that the workspace has: an order by what was made or changed last finds them as it goes. */
const LATEST = [
  { key: 'created', reversed: false },
  { key: 'updated', reversed: true },
] as const

describe('an index serves', () => {
  it.for<readonly [string, () => Promise<unknown>]>([
    ['a task', () => stores.tasks.get('T1', 'T1-1')],
    ['several tasks', () => stores.tasks.getMany('T1', ['T1-1', 'T1-2'])],
    ['a task by its reference', () => stores.tasks.byReference(fullSight('T2'), 'WEB-14')],
    ['a task by its message', () => stores.tasks.bySource('T2', { channelId: 'C1', ts: '9.1' })],
    ['a task by its card', () => stores.tasks.byCard('T2', { channelId: 'C2', ts: '9.2' })],
    ['the tasks of a thread', () => stores.tasks.inThread('T2', { channelId: 'C2', ts: '9.1' })],
    ['all open tasks', () => stores.tasks.list(SIGHT, {}, PAGE)],
    ['a project’s tasks', () => stores.tasks.list(SIGHT, { projectId: 'T1-3' }, PAGE)],
    ['an owner’s tasks', () => stores.tasks.list(SIGHT, { ownerId: 'U3' }, PAGE)],
    ['tasks with a label', () => stores.tasks.list(SIGHT, { labels: ['l2'] }, PAGE)],
    ['tasks due in a span', () => stores.tasks.list(SIGHT, { dueFrom: minute(0), dueBefore: minute(600) }, PAGE)],
    ['an owner’s late tasks', () => stores.tasks.list(SIGHT, { ownerId: 'U2', dueBefore: minute(1200) }, PAGE)],
    ['blocked tasks', () => stores.tasks.list(SIGHT, { statuses: ['blocked'] }, PAGE)],
    ['urgent tasks', () => stores.tasks.list(SIGHT, { priority: 'urgent' }, PAGE)],
    ['tasks without a date', () => stores.tasks.list(SIGHT, { undated: true }, PAGE)],
    ['tasks that somebody watches', () => stores.tasks.list(SIGHT, { watcherId: 'U0' }, PAGE)],
    ['tasks by priority', () => stores.tasks.list(SIGHT, {}, PAGE, { key: 'priority', reversed: false })],
    ['tasks by due date, turned', () => stores.tasks.list(SIGHT, {}, PAGE, { key: 'due', reversed: true })],
    ['outlines of what was done in a span', () => stores.tasks.outlines(SIGHT, DONE, 10)],
    ['outlines of a phase', () => stores.tasks.outlines(SIGHT, { phases: { ids: ['x'], projectIds: ['gone'] } }, 10)],
    ['a count of tasks', () => stores.tasks.count(SIGHT, { ownerId: 'U1' }, 10)],
    ['tasks behind another', () => stores.tasks.afterTask(SIGHT, { statuses: TASK_STATUSES }, 'T1-14', 5)],
    ['saved lists', () => stores.savedLists.ofMember('T1', 'U1')],
    ['an import', () => stores.imports.get('T1', 'T1-3')],
    ['an import’s next rows', () => stores.imports.rows('T1', 'T1-3', 2, 3)],
    ['what became of a row', () => stores.imports.settle('T1', 'T1-3', new Map([[2, { problems: [] }]]))],
    [
      'the last import of a file',
      () => stores.imports.lastOf({ workspaceId: 'T1', projectId: 'project-web', digest: 'd3' }),
    ],
    ['imports that were left', () => stores.imports.claimUnfinished(world.clock.wall(), 2)],
    ['a saved list', () => stores.savedLists.get('T1', 'U1', 'hot')],
    ['a search', () => stores.tasks.search(SIGHT, [['hero']], 10)],
    ['a search for two words', () => stores.tasks.search(SIGHT, [['hero'], ['copy']], 10)],
    ['what is blocked on a task', () => stores.tasks.blockedOn('T1', 'T1-3')],
    ['what went into a task', () => stores.tasks.mergedInto('T1', 'T1-3')],
    ['tasks with a file', () => stores.tasks.withFile('T2', 'F9')],
    ['tasks with a message’s files', () => stores.tasks.withFilesFrom('T2', { channelId: 'C1', ts: '9.3' })],
    ['words that are like one', () => stores.tasks.wordsLike('T1', 'heros')],
    ['a save', async () => stores.tasks.save((await stores.tasks.get('T1', 'T1-5'))!)],
    ['a card', () => stores.tasks.addCard('T1', 'T1-1', { channelId: 'C', ts: '1' })],
    ['a card that is gone', () => stores.tasks.removeCard('T1', 'T1-1', { channelId: 'C', ts: '1' })],
    ['due tasks', () => stores.tasks.claimDue(minute(3), 2)],
    ['the next due task', () => stores.tasks.nextDueAt(minute(3))],
    ['a project', () => stores.projects.get('T1', 'T1-1')],
    ['a project by its key', () => stores.projects.byKey('T1', 'K3')],
    ['a channel’s projects', () => stores.projects.byChannel('T1', 'C3')],
    ['active projects', () => stores.projects.active('T1')],
    ['a number', () => stores.projects.takeNumbers('T1', 'T1-1', 3)],
    ['due digests', () => stores.projects.claimDue(minute(3), 2)],
    ['the next digest', () => stores.projects.nextDueAt(minute(3))],
    ['a member', () => stores.members.get('T1', 'U3')],
    ['several members', () => stores.members.getMany('T1', ['U3', 'U4'])],
    ['a member told anew', () => stores.members.put(buildMember({ workspaceId: 'T1', id: 'U3' }))],
    ['an activity', () => stores.activities.get('T1', 'T1-1')],
    ['a task’s log', () => stores.activities.ofTask('T1', 'T1-3', 5)],
    ['a project’s log', () => stores.activities.ofProject('T1', 'project-web', minute(12), 30)],
    ['what a member touched', () => stores.activities.touchedBy('T1', 'U2', 5)],
    [
      'an owner’s week',
      () => stores.tasks.list(fullSight('T1'), { ownerId: 'U3', dueFrom: minute(0), dueBefore: minute(1300) }, PAGE),
    ],
    ['the last of a member', () => stores.activities.lastOf('T1', 'U2', minute(10))],
    ['a post', () => stores.outbox.byKey('T1', 'k4')],
    ['a post that is added', () => stores.outbox.add(buildPost({ workspaceId: 'T1', key: 'new' }))],
    ['a post of a bundle', () => stores.outbox.add(buildPost({ workspaceId: 'T1', key: 'bundled', bundle: 'news' }))],
    ['what is shown in a channel', () => stores.unfurls.get('T1', 'C1', 'T1-3')],
    ['where a task is shown', () => stores.unfurls.ofTask('T1', 'T1-3')],
    ['what a message shows', () => stores.unfurls.byMessage('T1', { channelId: 'C1', ts: '3.5' })],
    ['a task that is shown once more', () => stores.tasks.noteUnfurl('T1', 'T1-1')],
    ['what is next', () => stores.outbox.nextDue(minute(3))],
    ['an event', () => stores.inbox.record({ workspaceId: 'T1', eventId: 'E1', body: {} }, world.clock.wall())],
    ['an event that is done', () => stores.inbox.markDone('T1', 'E23')],
    ['unfinished events', () => stores.inbox.claimUnfinished(world.clock.wall(), 3)],
    ['a lease', () => stores.leases.release('tick', 'me')],
    ['an installation', () => stores.installations.get({ id: 'T1', enterprise: false })],
  ])('%s', async ([, work], { skip }) => {
    skip(!plansCount, NO_PLANNER)
    expect(faultsIn(await plansOf(connection, work))).toEqual([])
  })

  it.for(LATEST)('tasks, open and closed, by $key', async (sort, { skip }) => {
    skip(!plansCount, NO_PLANNER)
    for (const filter of [{}, { statuses: TASK_STATUSES }]) {
      const plans = await plansOf(connection, () => stores.tasks.list(SIGHT, filter, PAGE, sort))
      expect(faultsIn(plans)).toEqual([])
    }
  })

  it('the way of a post', async ({ skip }) => {
    skip(!plansCount, NO_PLANNER)
    const plans = await plansOf(connection, async () => {
      const batch = await stores.outbox.claim(minute(1000), world.clock.wall())
      const sending = await stores.outbox.markSending(batch!.rows[0]!, MADE_AT)
      await stores.outbox.markSent(sending, { channelId: 'C', ts: '1' }, MADE_AT)
      await stores.outbox.release(batch!, world.clock.wall())
    })
    expect(plans.length).toBeGreaterThan(6)
    expect(faultsIn(plans)).toEqual([])
  })
})
