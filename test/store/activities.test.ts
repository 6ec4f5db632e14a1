import { describe, expect, it } from 'vitest'

import { MADE_AT, buildActivity } from '../support/builders.ts'
import { useStores } from './stores.ts'

const world = useStores()
const minute = (minutes: number): Date => new Date(MADE_AT.getTime() + minutes * 60_000)

describe('the activity log', () => {
  it('gives entries back as they were written, with dates as dates', async () => {
    const { activities } = world.stores
    const block = { reason: 'logo', was: 'todo', waitsOnMemberIds: [], waitsOnTaskIds: ['x'], since: minute(1) }
    const entry = buildActivity({
      workspaceId: world.workspaceId(),
      id: 'whole',
      note: 'why',
      message: { channelId: 'C1', ts: '1.1' },
      changes: [
        { fact: 'dueAt', before: null, after: minute(3) },
        { fact: 'labels', before: [], after: ['copy'] },
        { fact: 'block', before: null, after: block },
      ],
    })
    await activities.add(entry)
    expect(await activities.get(entry.workspaceId, 'whole')).toStrictEqual(entry)
  })

  it('tells of a task newest first, and of a project oldest first from an instant on', async () => {
    const { activities } = world.stores
    const workspaceId = world.workspaceId()
    const at = [3, 1, 2, 2]
    for (const [i, minutes] of at.entries()) {
      await activities.add(buildActivity({ workspaceId, id: `${workspaceId}-${i}`, at: minute(minutes) }))
    }
    await activities.add(buildActivity({ workspaceId, id: `${workspaceId}-x`, taskId: 'other', projectId: 'other' }))
    const numbers = (entries: readonly { id: string }[]) => entries.map(({ id }) => Number(id.at(-1)))
    expect(numbers(await activities.ofTask(workspaceId, 'task-1', 10))).toEqual([0, 3, 2, 1])
    expect(numbers(await activities.ofTask(workspaceId, 'task-1', 2))).toEqual([0, 3])
    expect(numbers(await activities.ofProject(workspaceId, 'project-web', minute(2), 10))).toEqual([2, 3, 0])
    expect(numbers(await activities.ofProject(workspaceId, 'project-web', minute(0), 1))).toEqual([1])
  })

  it('finds the tasks that a member last had to do with, each once', async () => {
    const { activities } = world.stores
    const workspaceId = world.workspaceId()
    const tasks = ['one', 'two', 'one', 'three', 'two']
    for (const [i, taskId] of tasks.entries())
      await activities.add(buildActivity({ workspaceId, id: `${workspaceId}-${i}`, taskId, at: minute(i) }))
    await activities.add(buildActivity({ workspaceId, id: `${workspaceId}-ben`, taskId: 'four', actorId: 'UBEN' }))
    expect(await activities.touchedBy(workspaceId, 'UANA', 10)).toEqual(['two', 'three', 'one'])
    expect(await activities.touchedBy(workspaceId, 'UANA', 1)).toEqual(['two'])
  })

  it('finds what a member last did that is not undone', async () => {
    const { activities } = world.stores
    const workspaceId = world.workspaceId()
    const write = (id: string, minutes: number, facts: Parameters<typeof buildActivity>[0] = {}) =>
      activities.add(buildActivity({ workspaceId, id: `${workspaceId}-${id}`, at: minute(minutes), ...facts }))
    const last = async (since = 0) => (await activities.lastOf(workspaceId, 'UANA', minute(since)))?.id.split('-')[1]
    await write('a', 1, { kind: 'created' })
    await write('b', 2)
    await write('c', 3, { kind: 'noted' })
    await write('job', 4, { actorId: null, kind: 'nudged' })
    await write('ben', 5, { actorId: 'UBEN' })
    expect(await last()).toBe('c')
    await write('d', 6, { kind: 'undone', undoes: `${workspaceId}-c` })
    expect(await last()).toBe('b')
    await write('e', 7, { kind: 'undone', undoes: `${workspaceId}-b` })
    expect(await last()).toBe('a')
    expect(await last(1)).toBe('a')
    expect(await last(2)).toBeUndefined()
    await write('f', 8)
    await write('reply', 9, { kind: 'noted', message: { channelId: 'C1', ts: '1.1' } })
    expect(await last()).toBe('f')
  })
})
