import { describe, expect, it } from 'vitest'
import { fullSight, maySee, sightOf } from '../../../src/domain/sight.ts'
import { buildMember, buildProject, buildTask } from '../../support/builders.ts'

const secret = buildProject({ id: 'secret', channelId: 'CSECRET', private: true })
const none = new Set<string>()

describe('which projects somebody sees', () => {
  it.each([
    ['a member in the channel', buildMember(), new Set(['CSECRET']), []],
    ['a member outside of it', buildMember(), new Set(['CWEB']), ['secret']],
    ['its coordinator, wherever they are', buildMember({ id: 'UCLEO' }), none, []],
    ['a guest in the channel', buildMember({ kind: 'guest' }), new Set(['CSECRET']), []],
    ['somebody of another workspace in it', buildMember({ kind: 'external' }), new Set(['CSECRET']), ['secret']],
  ] as const)('%s', (_, member, channelIds, hidden) => {
    expect(sightOf(member, [secret], channelIds).hiddenProjectIds).toEqual(hidden)
  })
})

describe('which tasks somebody sees', () => {
  const sight = { workspaceId: 'T1', memberId: 'UANA', hiddenProjectIds: ['secret'] }
  const nobody = { projectId: 'secret', ownerId: 'UBEN', createdBy: 'UBEN' }
  const offered = { toId: 'UANA', byId: 'UBEN', note: null, at: new Date() }
  it.each([
    ['of an open project', { ownerId: 'UBEN', createdBy: 'UBEN' }, true],
    ['of a hidden project', nobody, false],
    ['their own', { ...nobody, ownerId: 'UANA' }, true],
    ['that they answer for', { ...nobody, accountableId: 'UANA' }, true],
    ['that they made', { ...nobody, createdBy: 'UANA' }, true],
    ['on which they are consulted', { ...nobody, consultedIds: ['UANA'] }, true],
    ['of which they are informed', { ...nobody, informedIds: ['UANA'] }, true],
    ['that they watch', { ...nobody, watcherIds: ['UANA'] }, true],
    ['that is offered to them', { ...nobody, handoff: offered }, true],
  ] as const)('%s', (_, facts, seen) => {
    expect(maySee(sight, buildTask(facts))).toBe(seen)
    expect(maySee(fullSight('T1'), buildTask(facts))).toBe(true)
  })
})
