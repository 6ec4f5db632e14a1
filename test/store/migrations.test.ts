import { describe, expect, it } from 'vitest'

import { openConnection } from '../../src/store/connection.ts'
import { MongoLeaseStore } from '../../src/store/leases.ts'
import { MIGRATIONS } from '../../src/store/migration-list.ts'
import type { Migration } from '../../src/store/migration-list.ts'
import { Migrator } from '../../src/store/migrations.ts'
import { buildTask } from '../support/builders.ts'
import { useStores } from './stores.ts'

const world = useStores()

async function migratorOf() {
  const connection = await openConnection(world.uri)
  return { connection, migrator: new Migrator(connection, new MongoLeaseStore(connection), () => world.clock.wall()) }
}

describe('migrations', () => {
  it('run once in order, in one process, however many start', async () => {
    await world.stores.tasks.add(buildTask({ title: 'old words' }))
    const runs: number[] = []
    const list: readonly Migration[] = [
      {
        number: 102,
        name: 'shout',
        run: async (connection) => {
          runs.push(2)
          await connection.collection('tasks').updateMany({ title: 'new words' }, { $set: { title: 'NEW WORDS' } })
        },
      },
      {
        number: 101,
        name: 'reword',
        run: async (connection) => {
          runs.push(1)
          await connection.collection('tasks').updateMany({ title: 'old words' }, { $set: { title: 'new words' } })
        },
      },
    ]
    const processes = await Promise.all([migratorOf(), migratorOf(), migratorOf()])
    await Promise.all(processes.map(({ migrator }) => migrator.run(list)))
    expect(runs).toEqual([1, 2])
    expect(await world.stores.tasks.get('T1', 'task-1')).toMatchObject({ title: 'NEW WORDS' })
    await processes[0].migrator.run(list)
    expect(runs).toEqual([1, 2])
    await Promise.all(processes.map(({ connection }) => connection.close()))
  })

  it('stop at one that fails, which the next start tries again', async () => {
    const { connection, migrator } = await migratorOf()
    const runs: string[] = []
    let broken = true
    const list: readonly Migration[] = [103, 104, 105].map((number) => ({
      number,
      name: `number ${number}`,
      run: async () => {
        runs.push(`${number}${broken ? '?' : ''}`)
        if (broken && number === 104) throw new Error('disk full')
        await Promise.resolve()
      },
    }))
    await expect(migrator.run(list)).rejects.toThrow('disk full')
    broken = false
    await migrator.run(list)
    expect(runs).toEqual(['103?', '104?', '104', '105'])
    await connection.close()
  })

  it('give rows of the first days what they lack, and leave the others alone', async () => {
    const { connection } = await migratorOf()
    const rows = connection.collection<{ _id: string; [field: string]: unknown }>('tasks')
    const old = { workspaceId: 'T1', reference: 'OLD-1', checklist: [{ text: 'proofread', done: false }] }
    await rows.insertOne({ _id: 'old', ...old })
    await rows.insertOne({ _id: 'new', ...old, reference: 'OLD-2', checklist: [], watcherIds: ['UANA'], phaseId: 'p1' })
    await connection.collection('workspaces').insertOne({ workspaceId: 'TOLD' })
    // Already done at this database's start, and safe to do again.
    await MIGRATIONS[0]?.run(connection)
    expect(await rows.findOne({ _id: 'old' })).toMatchObject({
      watcherIds: [],
      handoff: null,
      checklist: [{ text: 'proofread', ownerId: null, done: false }],
    })
    expect(await rows.findOne({ _id: 'new' })).toMatchObject({ watcherIds: ['UANA'], phaseId: 'p1' })
    expect(await connection.collection('workspaces').findOne({ workspaceId: 'TOLD' })).toMatchObject({
      settings: { acceptance: 'handoffs', doneReaction: 'white_check_mark' },
    })
    await connection.close()
  })

  it('are numbered from 1 on, each once', () => {
    expect(MIGRATIONS.map(({ number }) => number)).toEqual(MIGRATIONS.map((_, i) => i + 1))
  })
})
