import { describe, expect, it } from 'vitest'
import type { MemberKind } from '../../src/domain/member.ts'
import { changeProject } from '../../src/features/projects/change-project.ts'
import { openProjectForm } from '../../src/features/projects/open-project-form.ts'
import { startProject } from '../../src/features/projects/start-project.ts'
import { buildMember, buildProject } from '../support/builders.ts'
import { useTimeWorld } from '../support/time-world.ts'

const world = useTimeWorld('2026-03-02T08:00:00Z')

const NEW = {
  workspaceId: 'T1',
  actorId: 'UANA',
  key: 'SHOP',
  name: 'Web shop',
  client: '',
  channelId: 'CSHOP',
  escalationChannelId: null,
  roles: {},
  accountableId: null,
  zone: null,
}

async function withMembers(...members: readonly Parameters<typeof buildMember>[0][]) {
  for (const member of members) await world.stores.members.put(buildMember(member))
  return world.process().ports
}

describe('who may run projects', () => {
  it.each(['guest', 'external'] as const satisfies readonly MemberKind[])('not a %s', async (kind) => {
    const ports = await withMembers({ kind })
    await world.stores.projects.add(buildProject())
    const here = { workspaceId: 'T1', actorId: 'UANA', key: 'WEB', channelId: 'CWEB' }
    const form = { ...here, triggerId: '1.2.x', name: '', responseUrl: null }
    const refused = { code: 'cannot-run-projects' }
    await expect(startProject(ports, NEW)).rejects.toMatchObject(refused)
    await expect(openProjectForm(ports, form)).rejects.toMatchObject(refused)
    await expect(changeProject(ports, here, (project) => ({ ...project, archived: true }))).rejects.toMatchObject(
      refused,
    )
    expect(await world.stores.projects.active('T1')).toHaveLength(1)
  })

  it.each([
    [{ kind: 'bot' }, 'is an app'],
    [{ deleted: true }, 'deactivated'],
    [{ kind: 'external' }, 'from another workspace'],
  ] as const)('nor is a role given to %j', async (facts, words) => {
    const ports = await withMembers({}, { id: 'UBEN', realName: 'Ben', ...facts })
    const refused = { code: 'cannot-hold-role', userText: expect.stringContaining(words) }
    await expect(startProject(ports, { ...NEW, accountableId: 'UBEN' })).rejects.toMatchObject(refused)
    expect(await world.stores.projects.byKey('T1', 'SHOP')).toBeUndefined()
  })
})

describe('a key', () => {
  it('goes to one of many who want it at once', async () => {
    const ports = await withMembers({})
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => startProject(ports, NEW)))
    const codes = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.code] : []))
    expect(codes).toEqual(Array.from({ length: 4 }, () => 'key-taken'))
    expect(await world.stores.projects.active('T1')).toHaveLength(1)
  })

  it('stays taken by an archived project, and is free in another workspace', async () => {
    const ports = await withMembers({}, { workspaceId: 'T2' })
    await world.stores.projects.add(buildProject({ key: 'SHOP', archived: true }))
    await expect(startProject(ports, NEW)).rejects.toMatchObject({ code: 'key-taken' })
    expect((await startProject(ports, { ...NEW, workspaceId: 'T2' })).workspaceId).toBe('T2')
  })
})

it('loses no change that two people make at once', async () => {
  const ports = await withMembers({})
  await world.stores.projects.add(buildProject())
  const here = { workspaceId: 'T1', actorId: 'UANA', key: 'WEB', channelId: 'CWEB' }
  await Promise.all([
    changeProject(ports, here, (project) => ({ ...project, name: 'Renamed' })),
    changeProject(ports, here, (project) => ({ ...project, client: 'Another client' })),
    changeProject(ports, here, (project) => ({ ...project, roles: { ...project.roles, teamLead: 'UANA' } })),
  ])
  expect(await world.stores.projects.byKey('T1', 'WEB')).toMatchObject({
    name: 'Renamed',
    client: 'Another client',
    roles: { teamLead: 'UANA', coordinator: 'UCLEO' },
  })
})
