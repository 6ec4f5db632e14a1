import { fullSight } from '../../src/domain/sight.ts'
import { describe, expect, it } from 'vitest'
import { buildActivity, buildMember, buildTask } from '../support/builders.ts'
import { useStores } from './stores.ts'

const world = useStores()

const ids = async (workspaceId: string, ...groups: readonly (readonly string[])[]): Promise<readonly string[]> =>
  (await world.stores.tasks.search(fullSight(workspaceId), groups, 20)).map(({ id }) => id)

describe('the search', () => {
  it('finds tasks that have a word of each group, open and new ones first, in one workspace', async () => {
    const [workspaceId, other] = [world.workspaceId(), world.workspaceId()]
    const add = async (workspaceId: string, id: string, title: string, done = false): Promise<void> =>
      world.stores.tasks.add(
        buildTask({
          workspaceId,
          id: `${workspaceId}-${id}`,
          reference: `S-${id}`,
          title,
          status: done ? 'done' : 'todo',
        }),
      )
    await add(workspaceId, '1', 'hero copy')
    await add(workspaceId, '2', 'hero image')
    await add(workspaceId, '3', 'hero copy', true)
    await add(other, '4', 'hero copy')
    const named = (...numbers: readonly number[]) => numbers.map((number) => `${workspaceId}-${number}`)
    expect(await ids(workspaceId, ['hero'])).toEqual(named(2, 1, 3))
    expect(await ids(workspaceId, ['hero'], ['copy'])).toEqual(named(1, 3))
    expect((await ids(workspaceId, ['copy', 'image'], ['hero'])).toSorted()).toEqual(named(1, 2, 3))
    expect(await ids(workspaceId, ['absent'])).toEqual([])
  })

  it('finds by new words after a save, and by those of notes', async () => {
    const workspaceId = world.workspaceId()
    const task = buildTask({ workspaceId, id: `${workspaceId}-1`, title: 'first' })
    await world.stores.tasks.add(task)
    const saved = await world.stores.tasks.save({ ...task, title: 'second' })
    expect(await ids(workspaceId, ['second'])).toEqual([task.id])
    const note = buildActivity({
      workspaceId,
      id: `${workspaceId}-a`,
      taskId: task.id,
      kind: 'noted',
      note: 'Third & last',
    })
    await world.stores.activities.add(note)
    expect(await ids(workspaceId, ['third'])).toEqual([task.id])
    expect(await world.stores.activities.ofTasks(workspaceId, [task.id, 'x'], 9)).toEqual([note])
    expect(await world.stores.tasks.get(workspaceId, task.id)).toEqual(saved)
  })

  it('knows the words that one may stand for', async () => {
    const workspaceId = world.workspaceId()
    await world.stores.tasks.add(buildTask({ workspaceId, id: `${workspaceId}-1`, title: 'Photographs for brochures' }))
    await world.stores.members.put(buildMember({ workspaceId, id: 'UFINN', name: 'finn', realName: 'Finn Berg' }))
    const words = async (term: string) =>
      (await world.stores.tasks.wordsLike(workspaceId, term)).map(({ word, fit }) => [word, fit])
    expect(await words('photographs')).toEqual([['photographs', 1]])
    expect(await words('photo')).toEqual([['photographs', 0.8]])
    expect(await words('photogrphas')).toEqual([['photographs', 0.4]])
    expect(await words('brochuers')).toEqual([['brochures', 0.6]])
    expect(await words('brick')).toEqual([])
    const [finn] = await world.stores.tasks.wordsLike(workspaceId, 'finn')
    expect(finn).toEqual({ word: 'finn', fit: 1, memberIds: ['UFINN'] })
  })
})
