import { expect, it } from 'vitest'
import type { SavedList } from '../../src/domain/list-view.ts'
import { useStores } from './stores.ts'

const world = useStores()

const listOf = (workspaceId: string, name: string, more: Partial<SavedList> = {}): SavedList => ({
  workspaceId,
  memberId: 'UANA',
  name,
  view: {
    filters: [{ kind: 'me' }, { kind: 'label', label: 'größe' }],
    sort: { key: 'due', reversed: true },
    group: 'owner',
  },
  ...more,
})

it('comes back as it was saved, by its name, for its member alone', async () => {
  const { savedLists } = world.stores
  const workspaceId = world.workspaceId()
  const [hot, calm] = [listOf(workspaceId, 'hot'), listOf(workspaceId, 'calm')]
  expect(await savedLists.put(hot)).toBeUndefined()
  await savedLists.put(calm)
  await savedLists.put(listOf(workspaceId, 'hot', { memberId: 'UBEN' }))
  expect(await savedLists.get(workspaceId, 'UANA', 'hot')).toEqual(hot)
  expect(await savedLists.ofMember(workspaceId, 'UANA')).toEqual([calm, hot])
  expect(await savedLists.get(world.workspaceId(), 'UANA', 'hot')).toBeUndefined()
})

it('takes the place of the one that had its name', async () => {
  const { savedLists } = world.stores
  const workspaceId = world.workspaceId()
  const [before, after] = [
    listOf(workspaceId, 'hot'),
    listOf(workspaceId, 'hot', { view: { filters: [], sort: null, group: null } }),
  ]
  await savedLists.put(before)
  expect(await savedLists.put(after)).toEqual(before)
  expect(await savedLists.ofMember(workspaceId, 'UANA')).toEqual([after])
})

it('is forgotten once', async () => {
  const { savedLists } = world.stores
  const workspaceId = world.workspaceId()
  await savedLists.put(listOf(workspaceId, 'hot'))
  expect(await savedLists.remove(workspaceId, 'UANA', 'hot')).toBe(true)
  expect(await savedLists.remove(workspaceId, 'UANA', 'hot')).toBe(false)
  expect(await savedLists.ofMember(workspaceId, 'UANA')).toEqual([])
})
