import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { BULK_MOVES, changesNothing, decideBulk, overrides } from '../../../src/domain/bulk-change.ts'
import type { BulkChange, BulkFacts } from '../../../src/domain/bulk-change.ts'
import { PRIORITIES, TASK_STATUSES } from '../../../src/domain/task.ts'
import type { Task, TaskFact } from '../../../src/domain/task.ts'
import { changeTask } from '../../../src/domain/task-change.ts'
import type { TaskSheet } from '../../../src/domain/task-sheet.ts'
import { buildMember, buildProject, buildTask, MADE_AT } from '../../support/builders.ts'

const ben = buildMember({ id: 'UBEN', zone: 'America/New_York' })
const ana = buildMember()
const BUILD = { id: 'ph-build', name: 'Build' }
const web = buildProject({ phases: [BUILD], fields: [{ id: 'f1', name: 'Budget', type: 'number', choices: [] }] })
const brd = buildProject({
  id: 'project-brd',
  key: 'BRD',
  phases: [{ id: 'ph-other', name: 'BUILD' }],
  fields: [{ id: 'f9', name: 'budget', type: 'number', choices: [] }],
})
const sheetOf = (task: Partial<Task> = {}): TaskSheet => ({
  task: buildTask(task),
  project: web,
  people: new Map([ana, ben].map((member) => [member.id, member])),
  references: new Map(),
})
const NOTHING: BulkChange = {
  move: null,
  reason: null,
  ownerId: null,
  due: null,
  priority: null,
  addLabels: [],
  removeLabels: [],
  projectId: null,
}
const facts: BulkFacts = { actorId: 'UANA', acceptance: 'handoffs', now: MADE_AT, owner: null, project: null }
const decide = (task: Partial<Task>, change: Partial<BulkChange>, more: Partial<BulkFacts> = {}) =>
  decideBulk(sheetOf(task), { ...NOTHING, ...change }, { ...facts, ...more })
const BLOCK = { reason: 'logo', was: 'review', waitsOnMemberIds: [], waitsOnTaskIds: [], since: MADE_AT } as const

describe('a change of many tasks', () => {
  test.each<[string, Partial<Task>, Partial<BulkChange>, object]>([
    ['starts', {}, { move: 'start' }, { facts: { status: 'doing' } }],
    ['asks nothing of what is so already', { status: 'doing' }, { move: 'start' }, { facts: {} }],
    ['asks nothing of what is done already', { status: 'done' }, { move: 'done', priority: 'high' }, { facts: {} }],
    ['leaves what is closed', { status: 'done' }, { priority: 'high' }, { refused: 'closed' }],
    ['leaves what is closed otherwise', { status: 'done' }, { move: 'drop', reason: 'x' }, { refused: 'closed' }],
    [
      'reopens, and then sets the rest',
      { status: 'done' },
      { move: 'reopen', priority: 'high' },
      { facts: { status: 'todo', priority: 'high' } },
    ],
    ['reopens nothing that is open', {}, { move: 'reopen' }, { refused: 'open' }],
    ['unblocks nothing that is not blocked', {}, { move: 'unblock' }, { refused: 'not-blocked' }],
    [
      'unblocks',
      { status: 'blocked', block: BLOCK },
      { move: 'unblock' },
      { facts: { status: 'review', block: null } },
    ],
    [
      'drops with the reason',
      {},
      { move: 'drop', reason: 'cut' },
      { facts: { status: 'dropped', droppedReason: 'cut' } },
    ],
    ['drops nothing without a reason', {}, { move: 'drop' }, { refused: 'needs-reason' }],
    [
      'adds and removes labels',
      { labels: ['a', 'b'] },
      { addLabels: ['c', 'a'], removeLabels: ['b'] },
      { facts: { labels: ['a', 'c'] } },
    ],
    ['moves no date that is not there', {}, { due: { kind: 'shift', count: 1, unit: 'days' } }, { refused: 'no-date' }],
    ['takes dates away', { dueAt: MADE_AT }, { due: { kind: 'none' } }, { facts: { dueAt: null } }],
    ['sets no date that has passed by now', {}, { due: { kind: 'at', at: MADE_AT } }, { refused: 'past-date' }],
    [
      'moves no date into the past',
      { dueAt: new Date('2026-03-28T08:00:00Z') },
      { due: { kind: 'shift', count: -2, unit: 'days' } },
      { refused: 'past-date' },
    ],
    [
      'does all or nothing',
      { dueAt: null },
      { move: 'start', due: { kind: 'shift', count: 1, unit: 'days' } },
      { refused: 'no-date' },
    ],
  ])('%s', (_what, task, change, decision) => {
    expect(decide(task, change)).toMatchObject(decision)
  })

  it('gives tasks to somebody, or asks them where the workspace wants that', () => {
    const change = { ownerId: 'UBEN' }
    expect(decide({}, change, { owner: ben })).toEqual({ facts: { ownerId: 'UBEN', handoff: null } })
    expect(decide({}, change, { owner: ben, acceptance: 'all' })).toMatchObject({
      facts: { handoff: { toId: 'UBEN' } },
    })
  })

  it('moves dates in the calendar of whoever owns the task afterwards, else in its project’s', () => {
    // 23:30 on Saturday in Berlin is 18:30 in New York, where the clocks changed three weeks ago.
    const dueAt = new Date('2026-03-28T22:30:00Z')
    const change = { due: { kind: 'shift', count: 1, unit: 'days' } } as const
    const after = (decision: ReturnType<typeof decide>) => 'facts' in decision && decision.facts.dueAt?.toISOString()
    expect(after(decide({ dueAt }, change))).toBe('2026-03-29T21:30:00.000Z')
    expect(after(decide({ dueAt }, { ...change, ownerId: 'UBEN' }, { owner: ben }))).toBe('2026-03-29T22:30:00.000Z')
    expect(after(decide({ dueAt, ownerId: null }, change))).toBe('2026-03-29T21:30:00.000Z')
  })

  it('takes phase and fields along where the other project has them', () => {
    const fields = [{ fieldId: 'f1', value: 1200 }]
    expect(decide({ phaseId: 'ph-build', fields }, { projectId: brd.id }, { project: brd })).toEqual({
      facts: { projectId: brd.id, phaseId: 'ph-other', fields: [{ fieldId: 'f9', value: 1200 }] },
    })
    const bare = { ...brd, phases: [], fields: [] }
    expect(decide({ phaseId: 'ph-build', fields }, { projectId: brd.id }, { project: bare })).toEqual({
      facts: { projectId: brd.id, phaseId: null, fields: [] },
    })
    expect(decide({}, { projectId: web.id }, { project: web })).toEqual({ facts: {} })
  })
})

const changes = fc.record<BulkChange>({
  move: fc.option(fc.constantFrom(...BULK_MOVES)),
  reason: fc.constantFrom('why', null),
  ownerId: fc.constantFrom('UBEN', null),
  due: fc.constantFrom(
    null,
    { kind: 'none' },
    { kind: 'shift', count: 3, unit: 'working-days' },
    { kind: 'at', at: new Date('2026-05-01T10:00:00Z') },
  ),
  priority: fc.option(fc.constantFrom(...PRIORITIES)),
  addLabels: fc.subarray(['a', 'b']),
  removeLabels: fc.subarray(['b', 'c']),
  projectId: fc.constantFrom(brd.id, null),
})

it('done twice changes nothing the second time, but where it moves dates or turns a status back', () => {
  const tasks = fc.record({
    status: fc.constantFrom(...TASK_STATUSES),
    dueAt: fc.constantFrom(null, new Date('2026-04-10T10:00:00Z')),
    labels: fc.subarray(['a', 'c']),
  })
  fc.assert(
    fc.property(tasks, changes, (made, change) => {
      fc.pre(change.due?.kind !== 'shift')
      const block = made.status === 'blocked' ? BLOCK : null
      const given = { ...facts, owner: change.ownerId ? ben : null, project: change.projectId ? brd : null }
      const sheet = sheetOf({ ...made, block })
      const first = decideBulk(sheet, change, given)
      if ('refused' in first || changesNothing(change)) return
      const after = { ...sheet, task: changeTask(sheet.task, first.facts, MADE_AT).task, project: given.project ?? web }
      const second = decideBulk(after, change, given)
      // What was reopened or unblocked cannot be so again, and what was closed on the way is closed.
      const again = 'refused' in second ? second.refused : changeTask(after.task, second.facts, MADE_AT).changes.length
      expect([0, 'open', 'not-blocked', 'closed']).toContain(again)
    }),
  )
})

describe('what somebody else changed meanwhile', () => {
  const made = (fact: TaskFact, after: unknown = 'x') => [{ fact, before: null, after }]

  it.each([
    ['the same status', { move: 'review' }, made('status', 'doing'), true],
    ['a block, where the status changes', { move: 'start' }, made('block'), true],
    ['the owner', { ownerId: 'UBEN' }, made('ownerId', 'UEVE'), true],
    ['an offer, where the owner changes', { ownerId: 'UBEN' }, made('handoff'), true],
    ['the date', { due: { kind: 'none' } }, made('dueAt'), true],
    ['the priority', { priority: 'high' }, made('priority', 'low'), true],
    ['labels', { removeLabels: ['a'] }, made('labels', []), true],
    ['the project', { projectId: 'p2' }, made('projectId', 'p3'), true],
    ['something else', { priority: 'high' }, made('title'), false],
    ['a status, where it does not change', { priority: 'high' }, made('status', 'doing'), false],
    ['that it is done, whatever changes', { priority: 'high' }, made('status', 'done'), true],
    ['that it is dropped, whatever changes', { addLabels: ['a'] }, made('status', 'dropped'), true],
  ] as const)('%s', (_what, change, changed, expected) => {
    expect(overrides({ ...NOTHING, ...change }, changed)).toBe(expected)
  })
})
