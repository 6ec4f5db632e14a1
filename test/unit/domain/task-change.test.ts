import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { changeTask, decideMove } from '../../../src/domain/task-change.ts'
import type { Move } from '../../../src/domain/task-change.ts'
import { DEFAULT_FOLLOW_UP, isOpen, TASK_STATUSES } from '../../../src/domain/task.ts'
import type { Task, TaskFacts, TaskStatus } from '../../../src/domain/task.ts'
import { buildTask, MADE_AT } from '../../support/builders.ts'

const now = new Date('2026-04-01T10:00:00Z')
const since = new Date('2026-03-30T10:00:00Z')

/** A task in a status, with all that belongs to it. */
const inStatus = (status: TaskStatus): Task =>
  buildTask({
    status,
    ownerId: 'UANA',
    block:
      status === 'blocked'
        ? { reason: 'logo', was: 'review', waitsOnMemberIds: ['UBEN'], waitsOnTaskIds: [], since }
        : null,
    droppedReason: status === 'dropped' ? 'cancelled' : null,
    doneAt: status === 'done' ? since : null,
  })

const told = (task: Task, move: Move, note: string | null = 'because', actorId = 'UBEN') => {
  const decision = decideMove(task, move, { actorId, note }, now)
  if ('refused' in decision) return decision.refused
  return 'ownerId' in decision.facts ? `owner ${decision.facts.ownerId}` : decision.facts.status
}

describe('every move from every status', () => {
  test.each<[Move, Record<TaskStatus, string>]>([
    [
      'start',
      { todo: 'doing', doing: 'already', review: 'doing', blocked: 'doing', done: 'closed', dropped: 'closed' },
    ],
    [
      'review',
      { todo: 'review', doing: 'review', review: 'already', blocked: 'review', done: 'closed', dropped: 'closed' },
    ],
    ['done', { todo: 'done', doing: 'done', review: 'done', blocked: 'done', done: 'already', dropped: 'closed' }],
    [
      'drop',
      { todo: 'dropped', doing: 'dropped', review: 'dropped', blocked: 'dropped', done: 'closed', dropped: 'already' },
    ],
    ['reopen', { todo: 'open', doing: 'open', review: 'open', blocked: 'open', done: 'todo', dropped: 'todo' }],
    [
      'block',
      { todo: 'blocked', doing: 'blocked', review: 'blocked', blocked: 'blocked', done: 'closed', dropped: 'closed' },
    ],
    [
      'unblock',
      {
        todo: 'not-blocked',
        doing: 'not-blocked',
        review: 'not-blocked',
        blocked: 'review',
        done: 'closed',
        dropped: 'closed',
      },
    ],
    [
      'take',
      {
        todo: 'owner UBEN',
        doing: 'owner UBEN',
        review: 'owner UBEN',
        blocked: 'owner UBEN',
        done: 'closed',
        dropped: 'closed',
      },
    ],
  ])('%s', (move, outcomes) => {
    const all = Object.fromEntries(TASK_STATUSES.map((status) => [status, told(inStatus(status), move)]))
    expect(all).toEqual(outcomes)
  })

  it('needs a reason to drop; to block a reason, a person or a task', () => {
    const task = inStatus('doing')
    expect(told(task, 'drop', null)).toBe('needs-reason')
    expect(told(task, 'block', null)).toBe('needs-reason')
    const waiting = decideMove(task, 'block', { actorId: 'UBEN', note: null, waitsOnTaskIds: ['task-9'] }, now)
    expect(waiting).toMatchObject({ facts: { status: 'blocked', block: { waitsOnTaskIds: ['task-9'], was: 'doing' } } })
  })

  it('takes what one owns already for no change', () => {
    expect(told(inStatus('todo'), 'take', null, 'UANA')).toBe('already')
  })

  it('keeps since when a task is blocked, and where it goes back to, when the reason changes', () => {
    const decision = decideMove(inStatus('blocked'), 'block', { actorId: 'UBEN', note: 'legal text' }, now)
    expect(decision).toMatchObject({ facts: { block: { reason: 'legal text', was: 'review', since } } })
  })
})

const MOVES: readonly Move[] = ['start', 'review', 'done', 'drop', 'reopen', 'block', 'unblock', 'take']
const step = fc.record({ move: fc.constantFrom(...MOVES), note: fc.option(fc.constantFrom('a', 'b')) })

/** What moves leave true, in whatever order they come. */
const isSound = ({ status, block, droppedReason, doneAt }: Task): boolean =>
  (block !== null) === (status === 'blocked') &&
  (droppedReason !== null) === (status === 'dropped') &&
  (doneAt !== null) === (status === 'done')

describe('any sequence of moves', () => {
  it('leaves block, reason and time of completion set exactly while the status says so', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let task = buildTask()
        for (const { move, note } of steps) {
          const decision = decideMove(task, move, { actorId: 'UBEN', note }, now)
          if ('facts' in decision) task = changeTask(task, decision.facts, now).task
          expect(isSound(task)).toBe(true)
        }
      }),
    )
  })

  it('can be taken back change by change, exactly', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        let task = buildTask()
        const before: { readonly task: Task; readonly facts: Partial<TaskFacts> }[] = []
        for (const { move, note } of steps) {
          const decision = decideMove(task, move, { actorId: 'UBEN', note }, now)
          if (!('facts' in decision)) continue
          const changed = changeTask(task, decision.facts, now)
          before.push({ task, facts: Object.fromEntries(changed.changes.map((each) => [each.fact, each.before])) })
          task = changed.task
        }
        for (const each of before.reverse()) {
          task = changeTask(task, each.facts, now).task
          expect({ ...task, followUp: null }).toEqual({ ...each.task, followUp: null })
        }
      }),
    )
  })

  it('is refused to whoever wants to move what is closed, but for reopening', () => {
    fc.assert(
      fc.property(fc.constantFrom('done', 'dropped'), step, (status, { move, note }) => {
        const decision = decideMove(inStatus(status), move, { actorId: 'UBEN', note }, now)
        expect('facts' in decision).toBe(move === 'reopen')
      }),
    )
  })
})

describe('a change', () => {
  it('names what is different now, and nothing that is not', () => {
    const task = buildTask({ dueAt: MADE_AT, labels: ['a'] })
    const { changes } = changeTask(task, { dueAt: new Date(MADE_AT), labels: ['a', 'b'], title: task.title }, now)
    expect(changes).toEqual([{ fact: 'labels', before: ['a'], after: ['a', 'b'] }])
  })

  test.each<[string, Partial<TaskFacts>, boolean]>([
    ['a new due date', { dueAt: now }, true],
    ['a new owner', { ownerId: 'UBEN' }, true],
    ['a move', { status: 'doing' }, true],
    ['a new title', { title: 'Other' }, false],
    ['the same due date', { dueAt: MADE_AT }, false],
  ])('begins the follow-up anew, or not: %s', (_what, facts, anew) => {
    const followUp = { heardAt: null, nudgedAt: since, escalatedAt: since }
    const { task } = changeTask(buildTask({ dueAt: MADE_AT, followUp }), facts, now)
    expect(task.followUp.nudgedAt).toEqual(anew ? DEFAULT_FOLLOW_UP.nudgedAt : since)
  })

  it('by a move of what is late counts as hearing of it', () => {
    const late = changeTask(buildTask({ dueAt: MADE_AT }), { status: 'doing' }, now).task
    const inTime = changeTask(buildTask({ dueAt: new Date('2027-01-01') }), { status: 'doing' }, now).task
    expect([late.followUp.heardAt, inTime.followUp.heardAt]).toEqual([now, null])
  })
})

it('open is what is neither done nor dropped', () => {
  expect(TASK_STATUSES.filter((status) => isOpen({ status }))).toEqual(['todo', 'doing', 'review', 'blocked'])
})
