import { describe, expect, it } from 'vitest'

import { openConnection } from '../../src/store/connection.ts'
import { MongoLeaseStore } from '../../src/store/leases.ts'
import { MIGRATIONS, Migrator } from '../../src/store/migrations.ts'
import type { Migration } from '../../src/store/migrations.ts'
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
        number: 2,
        name: 'shout',
        run: async (connection) => {
          runs.push(2)
          await connection.collection('tasks').updateMany({ title: 'new words' }, { $set: { title: 'NEW WORDS' } })
        },
      },
      {
        number: 1,
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
    const list: readonly Migration[] = [3, 4, 5].map((number) => ({
      number,
      name: `number ${number}`,
      run: async () => {
        runs.push(`${number}${broken ? '?' : ''}`)
        if (broken && number === 4) throw new Error('disk full')
        await Promise.resolve()
      },
    }))
    await expect(migrator.run(list)).rejects.toThrow('disk full')
    broken = false
    await migrator.run(list)
    expect(runs).toEqual(['3?', '4?', '4', '5'])
    await connection.close()
  })

  it('are numbered from 1 on, each once', () => {
    expect(MIGRATIONS.map(({ number }) => number)).toEqual(MIGRATIONS.map((_, i) => i + 1))
  })
})
