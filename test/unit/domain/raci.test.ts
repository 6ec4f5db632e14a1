import { describe, expect, it } from 'vitest'
import { recipientsOf, rolePeople, rolesOf } from '../../../src/domain/raci.ts'
import { buildMember, buildProject, buildTask } from '../../support/builders.ts'

const member = (id: string) => buildMember({ id, name: id, realName: id })
const [ana, ben, cleo, dev, eve] = ['UANA', 'UBEN', 'UCLEO', 'UDEV', 'UEVE'].map(member)
const everybody = [ana, ben, cleo, dev, eve].filter((person) => person !== undefined)
const nobody = { coordinator: null, projectManager: null, teamLead: null, accountManager: null }
const roles = { ...nobody, coordinator: 'UDEV', projectManager: 'UEVE' }

const accountableFor = (task: object, project: object, gone: readonly string[] = []) =>
  rolesOf(
    buildTask({ ownerId: 'UANA', accountableId: null, ...task }),
    buildProject({ accountableId: null, roles: nobody, ...project }),
    everybody.map((person) => ({ ...person, deleted: gone.includes(person.id) })),
  ).accountable?.id ?? null

describe('who answers for a task', () => {
  it.each([
    ['its own accountable', { accountableId: 'UBEN' }, { accountableId: 'UCLEO', roles }, 'UBEN'],
    ['the project’s accountable', {}, { accountableId: 'UCLEO', roles }, 'UCLEO'],
    ['the project manager', {}, { roles }, 'UEVE'],
    ['the coordinator', {}, { roles: { ...nobody, coordinator: 'UDEV' } }, 'UDEV'],
    ['the project manager, where the owner is accountable', {}, { accountableId: 'UANA', roles }, 'UEVE'],
    ['the coordinator, where the owner is all else', {}, { roles: { ...roles, projectManager: 'UANA' } }, 'UDEV'],
    [
      'nobody, where the owner is everything',
      {},
      { accountableId: 'UANA', roles: { ...nobody, projectManager: 'UANA' } },
      null,
    ],
    ['nobody, where nobody is named', {}, {}, null],
    ['an accountable, where nobody owns it', { ownerId: null }, { accountableId: 'UANA' }, 'UANA'],
  ])('is %s', (_who, task, project, expected) => {
    expect(accountableFor(task, project)).toBe(expected)
  })

  it('is the next one where somebody left the workspace, or is an app, or is not known', () => {
    expect(accountableFor({}, { accountableId: 'UCLEO', roles }, ['UCLEO'])).toBe('UEVE')
    expect(accountableFor({}, { accountableId: 'UCLEO', roles }, ['UCLEO', 'UEVE'])).toBe('UDEV')
    expect(accountableFor({ accountableId: 'USTRANGER' }, { roles })).toBe('UEVE')
  })

  it('needs these people to be known', () => {
    const task = buildTask({ ownerId: 'UANA', accountableId: 'UANA' })
    expect(rolePeople(task, buildProject({ accountableId: 'UCLEO', roles }))).toEqual(['UANA', 'UCLEO', 'UEVE', 'UDEV'])
    expect(rolePeople(buildTask({ ownerId: null }), buildProject({ accountableId: null, roles: nobody }))).toEqual([])
  })
})

describe('routing', () => {
  const held = { owner: ana ?? null, accountable: cleo ?? null, watchers: [] }

  it('asks only the owner', () => {
    expect(recipientsOf('overdue', held)).toEqual({ members: [ana], escalationChannel: false })
  })

  it.each(['unanswered', 'unowned'] as const)('tells the accountable and the channel when it is %s', (occasion) => {
    expect(recipientsOf(occasion, held)).toEqual({ members: [cleo], escalationChannel: true })
    expect(recipientsOf(occasion, { owner: null, accountable: null, watchers: [] })).toEqual({
      members: [],
      escalationChannel: true,
    })
  })
})
