import { describe, expect, it } from 'vitest'

import { useStores } from './stores.ts'

const world = useStores()
const MINUTE = 60_000

describe('a lease', () => {
  it('has one holder, who may renew it, until it ends', async () => {
    const { stores, other, clock } = world
    const holders = ['a', 'b', 'c', 'd', 'e', 'f']
    const tries = holders.map((holder, i) =>
      (i % 2 ? stores : other).leases.acquire('tick', holder, clock.wall(), MINUTE),
    )
    const held = (await Promise.all(tries)).map((got, i) => got && holders[i]).filter(Boolean)
    expect(held).toHaveLength(1)
    const [holder] = held as [string]
    expect(await stores.leases.acquire('tick', holder, clock.wall() + 1000, MINUTE)).toBe(true)
    expect(await other.leases.acquire('tick', 'x', clock.wall() + MINUTE, MINUTE)).toBe(false)
    expect(await other.leases.acquire('tick', 'x', clock.wall() + 2 * MINUTE, MINUTE)).toBe(true)
    expect(await other.leases.acquire('tick', holder, clock.wall() + 2 * MINUTE, MINUTE)).toBe(false)
  })

  it('is given back by its holder only', async () => {
    const { leases } = world.stores
    const wall = world.clock.wall()
    await leases.acquire('one', 'me', wall, MINUTE)
    await leases.acquire('two', 'me', wall, MINUTE)
    await leases.acquire('three', 'you', wall, MINUTE)
    await leases.release('one', 'you')
    expect(await leases.acquire('one', 'you', wall, MINUTE)).toBe(false)
    await leases.release('one', 'me')
    expect(await leases.acquire('one', 'you', wall, MINUTE)).toBe(true)
    await leases.releaseAll('you')
    expect(await leases.acquire('one', 'me', wall, MINUTE)).toBe(true)
    expect(await leases.acquire('three', 'me', wall, MINUTE)).toBe(true)
    expect(await leases.acquire('two', 'you', wall, MINUTE)).toBe(false)
  })
})

describe('an installation', () => {
  it('is kept by its id and kind, and replaced by a newer one', async () => {
    const { installations } = world.stores
    const [team, organisation] = [
      { id: 'T1', enterprise: false },
      { id: 'T1', enterprise: true },
    ]
    expect(await installations.get(team)).toBeUndefined()
    await installations.put(team, 'sealed 1')
    await installations.put(organisation, 'sealed 2')
    await installations.put(team, 'sealed 3')
    expect([await installations.get(team), await installations.get(organisation)]).toEqual(['sealed 3', 'sealed 2'])
    await installations.delete(team)
    expect([await installations.get(team), await installations.get(organisation)]).toEqual([undefined, 'sealed 2'])
  })
})

describe('a draft', () => {
  it('is kept as it was typed', async () => {
    const { drafts } = world.stores
    const draft = {
      workspaceId: 'T1',
      id: 'd1',
      memberId: 'UANA',
      channelId: null,
      text: 'Fix hero copy @ana',
      createdAt: world.clock.now(),
    }
    await drafts.add(draft)
    expect(await drafts.get('T1', 'd1')).toEqual(draft)
    expect(await drafts.get('T1', 'd2')).toBeUndefined()
    const message = { channelId: 'C1', ts: '1.1' }
    const file = { fileId: 'F1', name: 'brief.pdf', permalink: 'https://x.slack.com/F1', addedBy: null, message }
    await drafts.add({ ...draft, id: 'd3', files: [file] })
    expect(await drafts.get('T1', 'd3')).toEqual({ ...draft, id: 'd3', files: [file] })
  })
})
