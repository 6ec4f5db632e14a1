import { describe, expect, it } from 'vitest'
import { taskRecord } from '../../../src/domain/task-record.ts'
import { taskTable } from '../../../src/domain/task-table.ts'
import type { TaskSheet } from '../../../src/domain/task-sheet.ts'
import { buildActivity, buildMember, buildProject, buildTask, MADE_AT } from '../../support/builders.ts'

const web = buildProject({
  phases: [{ id: 'ph', name: 'Build' }],
  fields: [{ id: 'f1', name: 'Budget', type: 'number', choices: [] }],
})
const brd = buildProject({
  id: 'project-brd',
  key: 'BRD',
  fields: [
    { id: 'f9', name: 'BUDGET', type: 'number', choices: [] },
    { id: 'f8', name: 'Format', type: 'text', choices: [] },
  ],
})
const item = { text: 'Proofread', ownerId: 'UBEN', done: true, doneBy: 'UANA', doneAt: MADE_AT }
const task = buildTask({
  description: 'Two\nlines',
  status: 'blocked',
  dueAt: new Date('2026-03-30T15:00:00Z'),
  estimateMinutes: 100,
  leftMinutes: 0,
  labels: ['a', 'b'],
  phaseId: 'ph',
  fields: [{ fieldId: 'f1', value: -1200.5 }],
  dependsOnIds: ['t9', 'gone'],
  checklist: [item],
  links: [
    { url: 'https://a.example/x', text: 'Brief' },
    { url: 'https://b.example', text: null },
  ],
  watcherIds: ['UBEN', 'U404'],
  handoff: { toId: 'UBEN', byId: 'UANA', note: 'please', at: MADE_AT },
  block: { reason: 'logo', was: 'doing', waitsOnMemberIds: ['UBEN'], waitsOnTaskIds: ['t9'], since: MADE_AT },
})
const sheet: TaskSheet = {
  task,
  project: web,
  people: new Map(
    [buildMember(), buildMember({ id: 'UBEN', realName: 'Ben Adler' })].map((member) => [member.id, member]),
  ),
  references: new Map([['t9', 'WEB-9']]),
}

describe('a table of tasks', () => {
  const table = taskTable([web, brd])
  const cells = (of: TaskSheet) => Object.fromEntries(table.row(of).map((cell, index) => [table.header[index], cell]))

  it('has a column for each fact, and one for each field, whichever project has it', () => {
    expect(table.header.slice(0, 7)).toEqual([
      'reference',
      'project',
      'project_name',
      'title',
      'description',
      'status',
      'priority',
    ])
    expect(table.header.slice(-2)).toEqual(['field: Budget', 'field: Format'])
    expect(table.row(sheet)).toHaveLength(table.header.length)
  })

  it('says what a task says', () => {
    expect(cells(sheet)).toMatchObject({
      reference: 'WEB-1',
      project: 'WEB',
      description: 'Two\nlines',
      owner: 'Ana Brandt',
      owner_id: 'UANA',
      accountable: 'UCLEO',
      due_utc: '2026-03-30T15:00:00.000Z',
      due_local: '2026-03-30 17:00',
      zone: 'Europe/Berlin',
      estimate_hours: 1.6667,
      left_hours: 0,
      labels: 'a, b',
      phase: 'Build',
      after: 'WEB-9, gone',
      links: 'https://a.example/x Brief\nhttps://b.example',
      watchers: 'Ben Adler, U404',
      offered_to: 'Ben Adler',
      waits_on: 'Ben Adler, WEB-9',
      'field: Budget': -1200.5,
      'field: Format': null,
    })
    const other = cells({ ...sheet, task: buildTask({ fields: [{ fieldId: 'f9', value: 3 }] }), project: brd })
    expect(other).toMatchObject({
      due_utc: null,
      due_local: null,
      estimate_hours: null,
      phase: null,
      'field: Budget': 3,
    })
  })
})

describe('a record of a task', () => {
  const made = buildActivity({ id: 'a1', at: MADE_AT, actorId: 'UCLEO', via: 'command', kind: 'created', note: null })
  const change = { fact: 'title', before: 'Fix copy', after: 'Fix hero copy' } as const
  const named = buildActivity({ id: 'a2', actorId: 'UANA', kind: 'changed', note: 'as agreed', changes: [change] })

  it('holds every fact, with what ids stand for beside them', () => {
    const record = JSON.parse(JSON.stringify(taskRecord(sheet, [named, made]))) as Record<string, unknown>
    expect(record).toMatchObject({
      id: 'task-1',
      reference: 'WEB-1',
      title: 'Fix hero copy',
      project: { id: 'project-web', key: 'WEB' },
      owner: { id: 'UANA', name: 'Ana Brandt' },
      accountable: null,
      dueAt: '2026-03-30T15:00:00.000Z',
      estimateMinutes: 100,
      leftMinutes: 0,
      phase: { id: 'ph', name: 'Build' },
      fields: [{ id: 'f1', name: 'Budget', type: 'number', value: -1200.5 }],
      dependsOn: [
        { id: 't9', reference: 'WEB-9' },
        { id: 'gone', reference: null },
      ],
      checklist: [
        { text: 'Proofread', owner: { id: 'UBEN' }, done: true, doneBy: { id: 'UANA' }, doneAt: MADE_AT.toISOString() },
      ],
      watchers: [{ id: 'UBEN' }, { id: 'U404', name: null }],
      handoff: { to: { id: 'UBEN' }, note: 'please' },
      block: { reason: 'logo', was: 'doing', waitsOn: [{ id: 'UBEN' }], waitsOnTasks: [{ reference: 'WEB-9' }] },
      createdBy: { id: 'UCLEO', name: null },
      history: [
        { at: MADE_AT.toISOString(), by: { id: 'UCLEO', name: null }, via: 'command', kind: 'created', note: null },
        { by: { id: 'UANA', name: 'Ana Brandt' }, kind: 'changed', note: 'as agreed', changes: [{ fact: 'title' }] },
      ],
    })
    for (const name of ['version', 'cards', 'followUp', 'nextCheckAt', 'workspaceId'])
      expect(record).not.toHaveProperty(name)
  })
})
