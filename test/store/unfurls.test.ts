import { describe, expect, it } from 'vitest'
import { withChange, withPlace } from '../../src/domain/unfurl.ts'
import type { Unfurled } from '../../src/domain/unfurl.ts'
import { buildTask, MADE_AT } from '../support/builders.ts'
import { useStores } from './stores.ts'

const world = useStores()
const later = (minutes: number): Date => new Date(MADE_AT.getTime() + minutes * 60_000)
const place = (ts: string) => ({
  id: `C1/${ts}/task-1`,
  messageTs: ts,
  threadTs: ts,
  url: null,
  ts,
  steady: false,
  removed: false,
})
const fresh = (workspaceId: string, channelId = 'C1'): Unfurled => ({
  workspaceId,
  channelId,
  taskId: 'task-1',
  lastAt: MADE_AT,
  places: [place('1.1')],
  version: 0,
})

describe('what is shown because messages name it', () => {
  it('is kept, with all of its facts, and changed where nobody else did', async () => {
    const { unfurls } = world.stores
    const workspaceId = world.workspaceId()
    await unfurls.put(fresh(workspaceId))
    const stored = await unfurls.get(workspaceId, 'C1', 'task-1')
    expect(stored).toEqual({ ...fresh(workspaceId), version: 1 })
    await unfurls.put(withPlace(stored!, place('2.2'), later(40)))
    await expect(unfurls.put(withChange(stored!, 'x', { removed: true }))).rejects.toThrow('changed meanwhile')
    expect((await unfurls.get(workspaceId, 'C1', 'task-1'))?.places).toHaveLength(2)
    expect(await unfurls.get(world.workspaceId(), 'C1', 'task-1')).toBeUndefined()
  })

  it('is found by its task, the latest channel first, and by the message that shows it', async () => {
    const { unfurls } = world.stores
    const workspaceId = world.workspaceId()
    await unfurls.put(fresh(workspaceId))
    await unfurls.put({ ...fresh(workspaceId, 'C2'), lastAt: later(5) })
    const channels = (found: readonly Unfurled[]) => found.map(({ channelId }) => channelId)
    expect(channels(await unfurls.ofTask(workspaceId, 'task-1'))).toEqual(['C2', 'C1'])
    expect(channels(await unfurls.byMessage(workspaceId, { channelId: 'C1', ts: '1.1' }))).toEqual(['C1'])
    expect(await unfurls.byMessage(workspaceId, { channelId: 'C1', ts: '9.9' })).toEqual([])
  })

  it('is shown once, however many processes hear of messages that name it at the same time', async () => {
    const { stores, other } = world
    const workspaceId = world.workspaceId()
    const show = (process: typeof stores, ts: string): Promise<boolean> =>
      process.tx.run(async () => {
        if (await process.unfurls.get(workspaceId, 'C1', 'task-1')) return false
        await process.unfurls.put({ ...fresh(workspaceId), places: [place(ts)] })
        return true
      })
    const shown = await Promise.all([stores, other, stores, other].map((process, index) => show(process, `${index}.1`)))
    expect(shown.filter(Boolean)).toHaveLength(1)
  })

  it('and a change of the task under way see one another', async () => {
    const { stores, other } = world
    const workspaceId = world.workspaceId()
    const task = buildTask({ workspaceId, id: 'task-1' })
    await stores.tasks.add(task)
    const seen: number[] = []
    const noted: (number | undefined)[] = []
    await stores.tx.run(async () => {
      const before = (await stores.tasks.get(workspaceId, 'task-1'))!
      seen.push((await stores.unfurls.ofTask(workspaceId, 'task-1')).length)
      if (seen.length === 1) {
        await other.unfurls.put(fresh(workspaceId))
        noted.push((await other.tasks.noteUnfurl(workspaceId, 'task-1'))?.version)
      }
      await stores.tasks.save({ ...before, title: 'Changed' })
    })
    expect(seen).toEqual([0, 1])
    expect(noted).toEqual([1])
    expect(await stores.tasks.noteUnfurl(workspaceId, 'task-1')).toMatchObject({ title: 'Changed', version: 2 })
    expect(await stores.tasks.noteUnfurl(workspaceId, 'nobody')).toBeUndefined()
  })
})
