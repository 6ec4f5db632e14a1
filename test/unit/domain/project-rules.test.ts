import { describe, expect, it, test } from 'vitest'
import { readProjectForm, projectFormWords } from '../../../src/domain/project-form.ts'
import { PROJECT_KEY } from '../../../src/domain/project.ts'
import {
  archived,
  mayRunProjects,
  newProject,
  readKey,
  suggestKey,
  whyCannotHoldRole,
  withDigest,
  withRole,
} from '../../../src/domain/project-rules.ts'
import { buildMember, buildProject, MADE_AT } from '../../support/builders.ts'

describe('suggestKey', () => {
  test.each([
    ['Website relaunch', [], 'WEB'],
    ['The Brand refresh', [], 'BRA'],
    ['Website relaunch', ['WEB'], 'WR'],
    ['Website relaunch', ['WEB', 'WR'], 'WEBSIT'],
    ['Website relaunch', ['WEB', 'WR', 'WEBSIT'], 'WEB2'],
    ['Website relaunch', ['WEB', 'WR', 'WEBSIT', 'WEB2'], 'WEB3'],
    ['Überseetee Öffnung', [], 'UBE'],
    ['2026 catalogue', [], 'CAT'],
    ['東京', [], 'PRJ'],
    ['東京', ['PRJ'], 'PRJ2'],
    ['', [], 'PRJ'],
    ['X', [], 'PRJ'],
  ])('%s beside %j is %s', (name, taken, key) => {
    expect(suggestKey(name, new Set(taken))).toBe(key)
    expect(key).toMatch(PROJECT_KEY)
  })
})

test.each([
  ['web', 'WEB'],
  [' CMP2 ', 'CMP2'],
  ['W', null],
  ['TOOLONGKEY', null],
  ['2DAY', null],
  ['W-B', null],
])('the key %j reads as %j', (typed, key) => {
  expect(readKey(typed)).toBe(key)
})

describe('who may do what', () => {
  test.each([
    ['member', true],
    ['admin', true],
    ['guest', false],
    ['external', false],
    ['bot', false],
  ] as const)('a %s may run projects: %s', (kind, may) => {
    expect(mayRunProjects(buildMember({ kind }))).toBe(may)
  })

  it('keeps roles for people of the workspace who are there', () => {
    expect(whyCannotHoldRole(undefined)).toBe('unknown')
    expect(whyCannotHoldRole(buildMember({ kind: 'bot' }))).toBe('bot')
    expect(whyCannotHoldRole(buildMember({ deleted: true }))).toBe('deactivated')
    expect(whyCannotHoldRole(buildMember({ kind: 'external' }))).toBe('outsider')
    expect(whyCannotHoldRole(buildMember())).toBeNull()
  })
})

describe('a new project', () => {
  const facts = {
    key: 'WEB',
    name: 'Website relaunch',
    client: '',
    channelId: 'CWEB',
    private: false,
    escalationChannelId: null,
    roles: {},
    accountableId: null,
    zone: null,
  }

  it('is coordinated and answered for by its creator, in their zone, with its digest at nine', () => {
    const project = newProject(facts, buildMember(), 'p1', MADE_AT)
    expect(project).toMatchObject({
      key: 'WEB',
      escalationChannelId: 'CWEB',
      roles: { coordinator: 'UANA', projectManager: null, teamLead: null, accountManager: null },
      accountableId: 'UANA',
      zone: 'Europe/Berlin',
      digest: { enabled: true, at: '09:00', lastOn: null },
      archived: false,
    })
    // Made on Friday at 09:00 in Berlin, which is not later than itself; Berlin's clocks change before Monday.
    expect(project.nextDigestAt).toEqual(new Date('2026-03-30T07:00:00Z'))
  })

  it('takes what was said instead', () => {
    const said = {
      escalationChannelId: 'CESC',
      roles: { coordinator: 'UBEN' },
      accountableId: 'UCLEO',
      zone: 'Asia/Manila',
    }
    const project = newProject({ ...facts, ...said }, buildMember(), 'p1', MADE_AT)
    expect(project).toMatchObject({ ...said, roles: { coordinator: 'UBEN', teamLead: null } })
  })

  it('falls back to UTC where the creator’s zone is not known here', () => {
    expect(newProject(facts, buildMember({ zone: 'Mars/Olympus' }), 'p1', MADE_AT).zone).toBe('UTC')
  })
})

describe('changes of a project', () => {
  const now = new Date('2026-03-26T10:00:00Z')

  it('gives roles and takes them away', () => {
    expect(withRole(buildProject(), 'teamLead', 'UEVE').roles.teamLead).toBe('UEVE')
    expect(withRole(buildProject(), 'coordinator', null).roles.coordinator).toBeNull()
    expect(withRole(buildProject(), 'accountable', 'UEVE').accountableId).toBe('UEVE')
  })

  it('moves, stops and resumes the digest', () => {
    const later = withDigest(buildProject(), '16:30', now)
    expect(later.nextDigestAt).toEqual(new Date('2026-03-26T15:30:00Z'))
    const off = withDigest(later, 'off', now)
    expect(off).toMatchObject({ nextDigestAt: null, digest: { enabled: false, at: '16:30' } })
    expect(withDigest(off, 'on', now).nextDigestAt).toEqual(new Date('2026-03-26T15:30:00Z'))
  })

  it('has no digest while it is archived', () => {
    expect(archived(buildProject({ nextDigestAt: now }))).toMatchObject({ archived: true, nextDigestAt: null })
  })
})

describe('the form', () => {
  const state = { name: ' Website  relaunch ', key: 'web', channel: 'CWEB', zone: 'Europe/Berlin', client: null }

  it('reads what is on it', () => {
    expect(readProjectForm(projectFormWords(state))).toEqual({
      facts: {
        key: 'WEB',
        name: 'Website relaunch',
        client: '',
        channelId: 'CWEB',
        escalationChannelId: null,
        roles: {},
        accountableId: null,
        zone: 'Europe/Berlin',
      },
    })
  })

  it('names every fault at once', () => {
    const words = projectFormWords({ name: '', key: 'W', zone: 'Berlin', client: 'x'.repeat(81) })
    expect(readProjectForm(words)).toEqual({
      faults: { name: 'empty', key: 'malformed', channel: 'empty', zone: 'unknown', client: 'too-long' },
    })
  })
})
