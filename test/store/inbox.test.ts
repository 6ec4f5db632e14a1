import { describe, expect, it } from 'vitest'

import { useStores } from './stores.ts'

const world = useStores()
const body = { event_id: 'Ev1', event: { type: 'reaction_added', 'dotted.key': { $dollar: 1 } }, list: [1, null, 'x'] }

describe('the inbox', () => {
  it('records an event once, whoever is given it', async () => {
    const { stores, other, clock } = world
    const entry = { workspaceId: 'T1', eventId: 'Ev1', body }
    const given = [stores, other, stores, other, stores].map((process) => process.inbox.record(entry, clock.wall()))
    expect((await Promise.all(given)).filter(Boolean)).toHaveLength(1)
    expect(await stores.inbox.record({ ...entry, workspaceId: 'T2' }, clock.wall())).toBe(true)
  })

  it('hands out what nobody worked off within a minute, each to one caller', async () => {
    const { stores, other, clock } = world
    expect(await stores.inbox.claimUnfinished(clock.wall(), 10)).toEqual([])
    clock.advanceWall(61_000)
    await stores.inbox.markDone('T2', 'Ev1')
    const claims = [stores, other].map((process) => process.inbox.claimUnfinished(clock.wall(), 10))
    expect((await Promise.all(claims)).flat()).toEqual([{ workspaceId: 'T1', eventId: 'Ev1', body }])
    clock.advanceWall(61_000)
    expect(await other.inbox.claimUnfinished(clock.wall(), 10)).toHaveLength(1)
  })

  it('remembers what is done', async () => {
    const { stores, clock } = world
    await stores.inbox.markDone('T1', 'Ev1')
    clock.advanceWall(61_000)
    expect(await stores.inbox.claimUnfinished(clock.wall(), 10)).toEqual([])
    expect(await stores.inbox.record({ workspaceId: 'T1', eventId: 'Ev1', body }, clock.wall())).toBe(false)
  })
})
