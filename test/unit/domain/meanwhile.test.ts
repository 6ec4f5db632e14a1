import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  asItWas,
  canOverride,
  changesAfter,
  meanwhileBy,
  overridden,
  reachesBack,
} from '../../../src/domain/meanwhile.ts'
import type { Change } from '../../../src/domain/activity.ts'
import { changeTask } from '../../../src/domain/task-change.ts'
import { PRIORITIES } from '../../../src/domain/task.ts'
import type { Task } from '../../../src/domain/task.ts'
import { buildActivity, buildTask, MADE_AT } from '../../support/builders.ts'

const at = (seconds: number): Date => new Date(MADE_AT.getTime() + seconds * 1000)
const entry = (version: number, actorId: string | null, ...changes: Change[]) =>
  buildActivity({ id: `e${version}`, taskVersion: version, actorId, at: at(version), changes })
const set = (fact: Change['fact'], before: unknown, after: unknown): Change => ({ fact, before, after })

describe('a task as it was', () => {
  const facts = fc.record(
    {
      title: fc.constantFrom('a', 'b', 'c'),
      priority: fc.constantFrom(...PRIORITIES),
      dueAt: fc.constantFrom(null, at(1000), at(2000)),
      labels: fc.constantFrom([], ['x'], ['x', 'y']),
    },
    { requiredKeys: [] },
  )

  it('is what it was at a version, whatever was changed since', () => {
    fc.assert(
      fc.property(fc.array(facts, { minLength: 1, maxLength: 12 }), fc.nat(12), (steps, back) => {
        const states: Task[] = [buildTask()]
        const log = steps.map((step, index) => {
          const { task, changes } = changeTask(states.at(-1)!, step, MADE_AT)
          states.push({ ...task, version: index + 2 })
          return entry(index + 2, 'UANA', ...changes)
        })
        const version = Math.min(back, steps.length) + 1
        const later = changesAfter(log.toReversed(), version)
        const { version: _, followUp: _f, ...was } = asItWas(states.at(-1)!, later)
        expect(was).toEqual(Object.fromEntries(Object.entries(states[version - 1]!).filter(([name]) => name in was)))
      }),
    )
  })
})

describe('what others did meanwhile', () => {
  const log = [
    entry(7, 'UBEN', set('priority', 'high', 'urgent')),
    entry(6, null, set('attachments', [1], [])),
    entry(5, 'UANA', set('title', 'a', 'b')),
    entry(4, 'UBEN', set('dueAt', at(1), at(2)), set('priority', 'low', 'high')),
    entry(3, 'UCLEO', set('priority', 'normal', 'low')),
  ]

  it('is told from first to last, with who did the last of it', () => {
    expect(meanwhileBy(log, ['priority', 'dueAt'], 'UANA')).toEqual([
      { fact: 'priority', before: 'normal', after: 'urgent', actorId: 'UBEN', at: at(7) },
      { fact: 'dueAt', before: at(1), after: at(2), actorId: 'UBEN', at: at(4) },
    ])
  })

  it('leaves out one’s own, what nobody looks at, and what was put back', () => {
    expect(meanwhileBy(log, ['title', 'labels'], 'UANA')).toEqual([])
    expect(meanwhileBy([entry(8, 'UBEN', set('dueAt', at(2), at(1))), ...log], ['dueAt'], 'UANA')).toEqual([])
    expect(meanwhileBy(log, ['attachments'], 'UANA')).toMatchObject([{ actorId: null }])
  })

  it('is read as far back as the version that was seen', () => {
    expect(reachesBack(log, 3)).toBe(true)
    expect(reachesBack(log, 2)).toBe(false)
    expect(reachesBack([buildActivity({ kind: 'created', taskVersion: 1 })], 1)).toBe(true)
    expect(reachesBack([buildActivity({ kind: 'noted', taskVersion: 1 })], 1)).toBe(false)
  })
})

describe('a change that takes the place of another', () => {
  const mine = [set('dueAt', at(2), at(9)), set('labels', [], ['x']), set('status', 'todo', 'done')]

  it.each([
    ['of somebody else, moments ago', 'UBEN', 100, 1],
    ['of somebody else, two minutes ago', 'UBEN', 120, 1],
    ['of somebody else, longer ago', 'UBEN', 121, 0],
    ['of one’s own', 'UANA', 10, 0],
    ['of Runsheet', null, 10, 0],
  ])('%s', (_what, actorId, seconds, told) => {
    const log = [
      entry(3, 'UBEN', set('labels', ['y'], []), set('status', 'doing', 'todo')),
      { ...entry(2, actorId, set('dueAt', null, at(2))), at: at(0) },
    ]
    const found = overridden(mine, log, { actorId: 'UANA', now: at(seconds) })
    expect(found.map(({ fact, before, actorId: by }) => [fact, before, by])).toEqual(
      told > 0 ? [['dueAt', at(2), actorId]] : [],
    )
  })

  it.each([
    ['an offer that is accepted', [set('ownerId', 'UBEN', 'UANA'), set('handoff', { toId: 'UANA' }, null)]],
    ['a series that goes on when its task is done', [set('status', 'todo', 'done'), set('recurrence', 'weekly', null)]],
    ['the phase of a task that moves', [set('projectId', 'a', 'b'), set('phaseId', 'one', null)]],
  ])('is no more than a consequence of %s', (_what, changes) => {
    const log = [entry(1, 'UBEN', ...changes.map(({ fact, before }) => set(fact, null, before)))]
    const found = overridden(changes, log, { actorId: 'UANA', now: at(2) })
    expect(found.filter(({ fact }) => fact !== 'projectId')).toEqual([])
  })

  it('is told of an offer to somebody else', () => {
    const taken = [set('ownerId', 'UBEN', 'UANA'), set('handoff', { toId: 'UCLEO' }, null)]
    const log = [entry(1, 'UBEN', set('ownerId', null, 'UBEN'))]
    expect(overridden(taken, log, { actorId: 'UANA', now: at(2) })).toMatchObject([{ fact: 'ownerId' }])
  })

  it('is looked for only where something has one value', () => {
    expect([canOverride(mine), canOverride([set('status', 'todo', 'done')])]).toEqual([true, false])
  })
})
