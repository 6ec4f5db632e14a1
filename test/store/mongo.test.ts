import { fullSight } from '../../src/domain/sight.ts'
import { readFileSync, readdirSync } from 'node:fs'
import mongoose from 'mongoose'
import { describe, expect, it } from 'vitest'

import { openConnection } from '../../src/store/connection.ts'
import { connectStores } from '../../src/store/mongo.ts'
import { buildActivity, buildMember, buildPost, buildProject, buildTask } from '../support/builders.ts'
import { useStores } from './stores.ts'

const world = useStores()
const STORES = new URL('../../src/store/', import.meta.url)

/** Every index of the database, a line each. */
async function indexes(): Promise<readonly string[]> {
  const connection = await openConnection(world.uri)
  const lines: string[] = []
  for (const { name } of (await connection.listCollections()) as { name: string }[]) {
    for (const index of await connection.collection(name).indexes()) {
      lines.push(`${name}: ${Object.keys(index.key).join()}${index.unique ? ' unique' : ''}`)
    }
  }
  await connection.close()
  return lines.sort()
}

describe('the database', () => {
  it('can be made ready again and by several at once', async () => {
    await Promise.all([world.stores.ensureIndexes(), world.other.ensureIndexes()])
    const before = await indexes()
    await world.stores.ensureIndexes()
    expect(await indexes()).toEqual(before)
    expect(before).toContain('tasks: workspaceId,reference unique')
    await world.stores.ping()
  })

  it('forgets by itself what has served its time', async () => {
    const connection = await openConnection(world.uri)
    const expiring: string[] = []
    for (const { name } of (await connection.listCollections()) as { name: string }[]) {
      const indexes = await connection.collection(name).indexes()
      if (indexes.some((index) => index.expireAfterSeconds === 0 && 'expireAt' in index.key)) expiring.push(name)
    }
    await connection.close()
    expect(expiring.sort()).toEqual([
      'bulk_deeds',
      'drafts',
      'import_rows',
      'imports',
      'inbox',
      'lanes',
      'outbox',
      'unfurls',
    ])
  })

  it('keeps a sent post for 30 days, a done event for one', async () => {
    const { stores, clock } = world
    await stores.outbox.add(buildPost())
    const batch = await stores.outbox.claim(clock.now(), clock.wall())
    const row = await stores.outbox.markSending(batch!.rows[0]!, clock.now())
    await stores.outbox.markSent(row, { channelId: 'CWEB', ts: '1.1' }, clock.now())
    await stores.inbox.record({ workspaceId: 'T1', eventId: 'E', body: {} }, clock.wall())
    await stores.inbox.markDone('T1', 'E')
    const connection = await openConnection(world.uri)
    const daysLeft = async (name: string): Promise<number> => {
      const found = await connection.collection(name).findOne({})
      return Math.round((Number(found?.['expireAt']) - clock.wall()) / 86_400_000)
    }
    expect([await daysLeft('outbox'), await daysLeft('inbox')]).toEqual([30, 1])
    await connection.close()
  })

  it('that does not answer is an error within seconds', async () => {
    const begun = performance.now()
    const failing = connectStores('mongodb://127.0.0.1:1/nothing', { wall: () => world.clock.wall() })
    await expect(failing).rejects.toThrow(/ECONNREFUSED/)
    expect(performance.now() - begun).toBeLessThan(8000)
  })

  it('is reached by connections of its own, never by mongoose’s global one', () => {
    expect(mongoose.connection.readyState).toBe(0)
    expect(mongoose.modelNames()).toEqual([])
  })
})

describe('what another workspace has', () => {
  it('is found by no method', async () => {
    const { stores } = world
    const [mine, theirs] = ['TMINE', 'TTHEIRS']
    const source = { channelId: 'C1', ts: '1.1', permalink: 'p' }
    const task = buildTask({ workspaceId: theirs, id: 'theirs', source, labels: ['x'] })
    const project = buildProject({ workspaceId: theirs, id: 'theirs' })
    const activity = buildActivity({ workspaceId: theirs, id: 'theirs', taskId: 'theirs', projectId: 'theirs' })
    await stores.tasks.add(task)
    await stores.projects.add(project)
    await stores.activities.add(activity)
    await stores.members.put(buildMember({ workspaceId: theirs }))
    await stores.outbox.add(buildPost({ workspaceId: theirs, key: 'theirs' }))
    const page = { offset: 0, limit: 10 }
    const longAgo = new Date(0)
    expect(await stores.tasks.get(mine, 'theirs')).toBeUndefined()
    expect(await stores.tasks.getMany(mine, ['theirs'])).toEqual([])
    expect(await stores.tasks.byReference(fullSight(mine), 'WEB-1')).toBeUndefined()
    expect(await stores.tasks.bySource(mine, source)).toBeUndefined()
    expect(await stores.tasks.list(fullSight(mine), { labels: ['x'] }, page)).toEqual({ tasks: [], total: 0 })
    await expect(stores.tasks.save({ ...task, workspaceId: mine })).rejects.toThrow('changed meanwhile')
    await expect(stores.tasks.remove({ ...task, workspaceId: mine })).rejects.toThrow('changed meanwhile')
    await stores.tasks.addCard(mine, 'theirs', { channelId: 'C', ts: '1' })
    expect(await stores.tasks.get(theirs, 'theirs')).toEqual(task)
    expect(await stores.projects.get(mine, 'theirs')).toBeUndefined()
    expect(await stores.projects.getMany(mine, ['theirs'])).toEqual([])
    expect(await stores.projects.byKey(mine, 'WEB')).toBeUndefined()
    expect(await stores.projects.byChannel(mine, 'CWEB')).toEqual([])
    expect(await stores.projects.active(mine)).toEqual([])
    await expect(stores.projects.save({ ...project, workspaceId: mine })).rejects.toThrow('changed meanwhile')
    await expect(stores.projects.takeNumbers(mine, 'theirs', 1)).rejects.toThrow('does not exist')
    expect(await stores.activities.get(mine, 'theirs')).toBeUndefined()
    expect(await stores.activities.ofTask(mine, 'theirs', 10)).toEqual([])
    expect(await stores.activities.ofProject(mine, 'theirs', longAgo, 10)).toEqual([])
    expect(await stores.activities.lastOf(mine, 'UANA', longAgo)).toBeUndefined()
    expect(await stores.members.get(mine, 'UANA')).toBeUndefined()
    expect(await stores.members.getMany(mine, ['UANA'])).toEqual([])
    expect(await stores.outbox.byKey(mine, 'theirs')).toBeUndefined()
  })

  it('can be asked for across workspaces only in the files that hand out due work', () => {
    const users = readdirSync(STORES).filter((file) =>
      readFileSync(new URL(file, STORES), 'utf8').includes('new AllTenants'),
    )
    const due = [
      'bulk-deeds.ts',
      'imports.ts',
      'inbox.ts',
      'lanes.ts',
      'outbox.ts',
      'projects.ts',
      'tasks.ts',
      'workspaces.ts',
    ]
    expect(users).toEqual(due)
    const direct = readdirSync(STORES).filter((file) => readFileSync(new URL(file, STORES), 'utf8').includes('Model<'))
    expect(direct).toEqual(['all-tenants.ts', 'connection.ts', 'leases.ts', 'tenant-collection.ts'])
  })
})
