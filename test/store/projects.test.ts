import { describe, expect, it } from 'vitest'

import { StaleVersion } from '../../src/errors.ts'
import { buildMember, buildProject, buildWorkspace } from '../support/builders.ts'
import { useStores } from './stores.ts'

const world = useStores()

describe('a project', () => {
  it('comes back as it was written and is found by key and channel', async () => {
    const { projects } = world.stores
    const workspaceId = world.workspaceId()
    const web = buildProject({ workspaceId, id: `${workspaceId}-web`, nextDigestAt: new Date('2026-04-01T07:00:00Z') })
    const app = buildProject({ workspaceId, id: `${workspaceId}-app`, key: 'APP' })
    const old = buildProject({ workspaceId, id: `${workspaceId}-old`, key: 'OLD', archived: true })
    for (const project of [web, app, old]) await projects.add(project)
    expect(await projects.get(workspaceId, web.id)).toEqual(web)
    expect(await projects.byKey(workspaceId, 'web')).toEqual(web)
    expect(await projects.byChannel(workspaceId, 'CWEB')).toEqual([app, web])
    expect(await projects.active(workspaceId)).toEqual([app, web])
    expect(await projects.getMany(workspaceId, [old.id, 'none', web.id])).toEqual([old, web])
    await expect(projects.add({ ...web, id: `${workspaceId}-again` })).rejects.toMatchObject({ code: 11000 })
  })

  it('is saved in the version that was read, and keeps its numbers', async () => {
    const { projects } = world.stores
    const project = buildProject({ workspaceId: world.workspaceId(), id: 'numbers' })
    await projects.add(project)
    expect(await projects.takeNumbers(project.workspaceId, project.id, 3)).toEqual([1, 2, 3])
    const saved = await projects.save({ ...project, name: 'Renamed', nextDigestAt: null })
    expect(saved).toEqual({ ...project, name: 'Renamed', version: 2 })
    await expect(projects.save(project)).rejects.toThrow(StaleVersion)
    expect(await projects.takeNumbers(project.workspaceId, project.id, 1)).toEqual([4])
    await expect(projects.takeNumbers('T-none', project.id, 1)).rejects.toThrow('does not exist')
  })

  it('takes a number for good even where the transaction around it fails', async () => {
    const { projects, tx } = world.stores
    const project = buildProject({ workspaceId: world.workspaceId(), id: 'outside' })
    await projects.add(project)
    const failing = tx.run(async () => {
      await projects.takeNumbers(project.workspaceId, project.id, 1)
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await projects.takeNumbers(project.workspaceId, project.id, 1)).toEqual([2])
  })
})

describe('a workspace', () => {
  it('is put again when it installs again, and keeps the day it first came', async () => {
    const { workspaces } = world.stores
    const workspace = buildWorkspace({ id: 'TW1' })
    await workspaces.put(workspace)
    expect(await workspaces.get('TW1')).toEqual(workspace)
    const again = { ...workspace, name: 'Renamed', createdAt: new Date('2027-01-01T00:00:00Z') }
    await workspaces.put(again)
    expect(await workspaces.get('TW1')).toEqual({ ...workspace, name: 'Renamed', version: 2 })
    await expect(workspaces.save(workspace)).rejects.toThrow(StaleVersion)
  })

  it('is not among the installed once it left', async () => {
    const { workspaces } = world.stores
    await workspaces.put(buildWorkspace({ id: 'TW2' }))
    const gone = await workspaces.save(buildWorkspace({ id: 'TW2', uninstalledAt: new Date('2026-05-01T00:00:00Z') }))
    expect(gone).toMatchObject({ version: 2, uninstalledAt: new Date('2026-05-01T00:00:00Z') })
    expect((await workspaces.installed()).map((workspace) => workspace.id)).toEqual(['TW1'])
  })
})

describe('a member', () => {
  it('keeps their working hours when Slack tells anew who they are', async () => {
    const { members } = world.stores
    const workspaceId = world.workspaceId()
    const ana = buildMember({ workspaceId, workingHours: { days: [1, 2], start: '10:00', end: '14:30' } })
    await members.put(ana)
    expect(await members.get(workspaceId, ana.id)).toEqual(ana)
    await members.put(buildMember({ workspaceId, realName: 'Ana B.', zone: 'Asia/Tokyo', deleted: true }))
    const now = { ...ana, realName: 'Ana B.', zone: 'Asia/Tokyo', deleted: true, version: 2 }
    expect(await members.get(workspaceId, ana.id)).toEqual(now)
    const ben = buildMember({ workspaceId, id: 'UBEN' })
    await members.put(ben)
    expect(await members.getMany(workspaceId, ['UBEN', 'UNOBODY', 'UANA'])).toEqual([ben, now])
  })

  it('may have the same id in two workspaces', async () => {
    const { members } = world.stores
    const [one, two] = [world.workspaceId(), world.workspaceId()]
    await members.put(buildMember({ workspaceId: one, realName: 'One' }))
    await members.put(buildMember({ workspaceId: two, realName: 'Two' }))
    expect(await members.get(one, 'UANA')).toMatchObject({ realName: 'One' })
    expect(await members.get(two, 'UANA')).toMatchObject({ realName: 'Two' })
  })
})
