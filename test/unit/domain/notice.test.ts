import { describe, expect, it } from 'vitest'
import { whyUntrue } from '../../../src/domain/notice.ts'
import type { Premise } from '../../../src/domain/notice.ts'
import type { Task } from '../../../src/domain/task.ts'
import { changeTask } from '../../../src/domain/task-change.ts'
import { buildTask, MADE_AT } from '../../support/builders.ts'

const DUE = new Date('2026-03-26T15:00:00Z')
const LATER = new Date('2026-04-02T15:00:00Z')
const NUDGED = new Date('2026-03-27T08:00:00Z')
const late = buildTask({
  status: 'doing',
  dueAt: DUE,
  followUp: { heardAt: null, nudgedAt: NUDGED, escalatedAt: null },
})
const nudge: Premise = { taskId: 'task-1', ownerId: 'UANA', dueAt: DUE, nudgedAt: NUDGED }
const block: Task['block'] = { reason: 'legal', was: 'doing', waitsOnMemberIds: [], waitsOnTaskIds: [], since: MADE_AT }

describe('the premise of a nudge that waits', () => {
  it('holds while nothing was done', () => expect(whyUntrue(nudge, late)).toBeUndefined())

  it.each<[string, Parameters<typeof changeTask>[1], string]>([
    ['snoozed', { snoozedUntil: LATER }, 'the owner has answered'],
    ['moved on', { status: 'review' }, 'the owner has answered'],
    ['blocked', { status: 'blocked', block }, 'the owner has answered'],
    ['dated anew', { dueAt: LATER }, 'the due date changed'],
    ['given away', { ownerId: 'UBEN' }, 'the owner changed'],
    ['done', { status: 'done' }, 'the task is closed'],
  ])('is broken once the task was %s', (_, facts, why) => {
    expect(whyUntrue(nudge, changeTask(late, facts, MADE_AT).task)).toBe(why)
  })

  it('is broken where the task is gone', () => expect(whyUntrue(nudge, undefined)).toBe('the task is gone'))

  it('is not broken by what has nothing to do with it', () => {
    expect(whyUntrue(nudge, changeTask(late, { title: 'Other', labels: ['x'] }, MADE_AT).task)).toBeUndefined()
    expect(whyUntrue({ taskId: 'task-1' }, changeTask(late, { dueAt: LATER }, MADE_AT).task)).toBeUndefined()
  })
})

it('steps that were given are told while one of them is still to be done by whom they were given to', () => {
  const step = { text: 'Count', ownerId: 'UBEN', done: false, doneBy: null, doneAt: null }
  const premise = { taskId: 'task-1', steps: { memberId: 'UBEN', texts: ['Count', 'Weigh'] } }
  const untrue = (...checklist: Task['checklist']) => whyUntrue(premise, { ...late, checklist })
  expect(untrue(step, { ...step, text: 'Weigh', done: true })).toBeUndefined()
  const gone = 'the steps are gone, done or somebody else’s'
  expect([untrue(), untrue({ ...step, done: true }), untrue({ ...step, ownerId: 'UANA' })]).toEqual([gone, gone, gone])
})

it('somebody is told that a task waits on them while it does', () => {
  const waits = { ...late, status: 'blocked', block: { ...block, waitsOnMemberIds: ['UBEN'] } } as const
  const premise = { taskId: 'task-1', blocked: { since: MADE_AT, onMemberId: 'UBEN' } }
  expect(whyUntrue(premise, waits)).toBeUndefined()
  for (const now of [late, { ...waits, block }, { ...waits, block: { ...waits.block, since: LATER } }])
    expect(whyUntrue(premise, now)).toBe('it waits no more')
})

it('a merge is told while it stands', () => {
  const merged = { ...late, status: 'dropped', mergedIntoId: 'task-2' } as const
  const premise = { taskId: 'task-1', mergedIntoId: 'task-2' }
  expect(whyUntrue(premise, merged)).toBeUndefined()
  expect(whyUntrue(premise, late)).toBe('it is no duplicate any more')
})

it('an escalation that waits is no longer true once somebody moved the task', () => {
  const escalated = { ...late, followUp: { ...late.followUp, escalatedAt: NUDGED } }
  const premise = { taskId: 'task-1', escalatedAt: NUDGED }
  expect(whyUntrue(premise, escalated)).toBeUndefined()
  expect(whyUntrue(premise, changeTask(escalated, { status: 'review' }, MADE_AT).task)).toBe('the owner has answered')
})
