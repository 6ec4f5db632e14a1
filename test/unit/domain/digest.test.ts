import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Activity } from '../../../src/domain/activity.ts'
import { composeDigest, decideDigest, isEmptyDigest, nextDigestAt } from '../../../src/domain/digest.ts'
import type { Task } from '../../../src/domain/task.ts'
import { MINUTE } from '../../../src/domain/time.ts'
import { buildActivity, buildProject, buildTask } from '../../support/builders.ts'
import { HARD_ZONES, shown } from './wall-clock.ts'

const at = (text: string): Date => new Date(text)
const project = (lastOn: string | null = null, overrides: object = {}) =>
  buildProject({ digest: { enabled: true, at: '09:00', lastOn }, ...overrides })

describe('when the next digest is due', () => {
  it.each<[string, string | null, string, string]>([
    ['2026-03-05T10:00:00Z', '2026-03-05', '2026-03-06T08:00:00Z', 'tomorrow'],
    ['2026-03-06T08:00:00Z', '2026-03-06', '2026-03-09T08:00:00Z', 'after Friday, Monday'],
    ['2026-03-27T08:00:00Z', '2026-03-27', '2026-03-30T07:00:00Z', 'over the clock change'],
    ['2026-03-05T03:00:00Z', null, '2026-03-05T08:00:00Z', 'today'],
    ['2026-03-05T08:00:00Z', null, '2026-03-06T08:00:00Z', 'later than the instant itself'],
    ['2026-03-05T03:00:00Z', '2026-03-05', '2026-03-06T08:00:00Z', 'not twice on a day'],
  ])('after %s, last on %s: %s (%s)', (after, lastOn, expected) => {
    expect(nextDigestAt(project(lastOn), at(after))).toEqual(at(expected))
  })

  it('is never, while digests are off or the project is archived', () => {
    const off = { digest: { enabled: false, at: '09:00', lastOn: null } }
    expect(nextDigestAt(project(null, off), at('2026-03-05T03:00:00Z'))).toBeNull()
    expect(nextDigestAt(project(null, { archived: true }), at('2026-03-05T03:00:00Z'))).toBeNull()
  })

  it('is nine o’clock on a working day of the project’s zone, in every zone', () => {
    const zone = fc.constantFrom(...HARD_ZONES)
    const after = fc.integer({ min: 0, max: 365 * 1440 }).map((m) => new Date(Date.parse('2026-01-01') + m * MINUTE))
    fc.assert(
      fc.property(zone, after, (zone, after) => {
        const next = nextDigestAt(project(null, { zone }), after)
        const [date = '', time] = shown(next ?? 0, zone).split(' ')
        expect(time).toBe('09:00')
        expect([1, 2, 3, 4, 5]).toContain(new Date(`${date}T12:00:00Z`).getUTCDay())
        expect((next?.getTime() ?? 0) - after.getTime()).toBeGreaterThan(0)
        expect((next?.getTime() ?? 0) - after.getTime()).toBeLessThanOrEqual(73 * 60 * MINUTE)
      }),
    )
  })
})

describe('whether a digest is posted', () => {
  const nothing = { kind: 'nothing' }

  it('tells what moved since the last one', () => {
    expect(decideDigest(project('2026-03-06'), at('2026-03-09T08:00:00Z'))).toEqual({
      kind: 'post',
      date: '2026-03-09',
      since: at('2026-03-06T08:00:00Z'),
    })
  })

  it('looks back to the last working day in a new project, and a week at most', () => {
    const since = (lastOn: string | null) => decideDigest(project(lastOn), at('2026-03-09T08:00:00Z'))
    expect(since(null)).toMatchObject({ since: at('2026-03-06T08:00:00Z') })
    expect(since('2026-01-08')).toMatchObject({ since: at('2026-03-02T08:00:00Z') })
  })

  it.each([
    ['2026-03-09T07:59:00Z', 'too early'],
    ['2026-03-09T16:00:00Z', 'at 17:00 it is too late for the morning’s'],
    ['2026-03-08T09:00:00Z', 'on a Sunday'],
  ])('not at %s: %s', (now) => {
    expect(decideDigest(project('2026-03-06'), at(now))).toEqual(nothing)
  })

  it('is made up for on its day before 17:00, and only that day’s', () => {
    expect(decideDigest(project('2026-03-02'), at('2026-03-09T15:59:00Z'))).toMatchObject({ date: '2026-03-09' })
  })

  it('has one a day', () => {
    expect(decideDigest(project('2026-03-09'), at('2026-03-09T08:00:00Z'))).toEqual(nothing)
  })

  it('may be later than 17:00 where a project wants it so', () => {
    const evening = project(null, { digest: { enabled: true, at: '18:00', lastOn: null } })
    expect(decideDigest(evening, at('2026-03-09T17:30:00Z'))).toMatchObject({ kind: 'post' })
  })
})

/** Wednesday 4 March 2026, 09:00 in Berlin. */
const now = at('2026-03-04T08:00:00Z')
const due = (id: string, dueAt: string | null, overrides: Partial<Task> = {}) =>
  buildTask({ id, reference: `WEB-${id}`, dueAt: dueAt === null ? null : at(dueAt), estimateMinutes: 60, ...overrides })
const compose = (open: readonly Task[], changed: readonly Task[] = [], activities: readonly Activity[] = []) =>
  composeDigest(buildProject(), open, { changed, activities }, now)
const ids = (tasks: readonly Task[]) => tasks.map(({ id }) => id)

describe('what a digest tells', () => {
  it('sorts open tasks by the project’s days', () => {
    const digest = compose([
      due('1', '2026-03-04T07:59:00Z'),
      due('2', '2026-03-04T22:59:00Z'),
      due('3', '2026-03-04T23:30:00Z'),
      due('4', '2026-03-08T22:00:00Z'),
      due('5', '2026-03-08T23:00:00Z'),
      due('6', '2026-03-03T12:00:00Z', { status: 'blocked' }),
    ])
    expect(ids(digest.overdue)).toEqual(['1'])
    expect(ids(digest.dueToday)).toEqual(['2'])
    expect(ids(digest.dueThisWeek)).toEqual(['3', '4'])
    expect(ids(digest.blocked)).toEqual(['6'])
  })

  it('lists what is missing', () => {
    const digest = compose([
      due('1', null, { ownerId: null }),
      due('2', '2026-04-01T12:00:00Z', { estimateMinutes: null }),
    ])
    expect([ids(digest.withoutOwner), ids(digest.withoutDue), ids(digest.withoutEstimate)]).toEqual([
      ['1'],
      ['1'],
      ['2'],
    ])
  })

  it('has nothing to say where nothing moved, is due or is missing', () => {
    expect(isEmptyDigest(compose([]))).toBe(true)
    expect(isEmptyDigest(compose([due('1', '2026-04-01T12:00:00Z')]))).toBe(true)
    expect(isEmptyDigest(compose([due('1', '2026-03-04T12:00:00Z')]))).toBe(false)
  })
})

describe('what moved', () => {
  const change = (fact: 'status' | 'ownerId' | 'dueAt' | 'title', before: unknown, after: unknown, overrides = {}) =>
    buildActivity({ taskId: '1', changes: [{ fact, before, after }], ...overrides })

  it('is the sum of the changes, by whom the last was', () => {
    const done = due('1', null, { status: 'done' })
    const activities = [change('status', 'todo', 'doing'), change('status', 'doing', 'done', { actorId: 'UBEN' })]
    expect(compose([], [done], activities).moved).toEqual([
      { task: done, created: false, from: 'todo', newOwner: false, newDue: false, actorId: 'UBEN' },
    ])
  })

  it('leaves out what went back to what it was, what Runsheet did, and what is no move', () => {
    const task = due('1', null)
    const there = change('status', 'todo', 'doing')
    const back = change('status', 'doing', 'todo', { kind: 'undone' })
    const others = [change('title', 'Old', 'New'), buildActivity({ taskId: '1', kind: 'nudged', actorId: null })]
    expect(compose([], [task], [there, back, ...others]).moved).toEqual([])
  })

  it('tells new tasks, owners and dates, and forgets tasks that are gone', () => {
    const task = due('1', '2026-03-20T12:00:00Z', { ownerId: 'UBEN' })
    const activities = [
      change('ownerId', null, 'UBEN'),
      change('dueAt', at('2026-03-10T12:00:00Z'), at('2026-03-20T12:00:00Z')),
      buildActivity({ taskId: 'gone', kind: 'created' }),
    ]
    expect(compose([], [task], activities).moved).toMatchObject([
      { created: false, newOwner: true, newDue: true, from: null },
    ])
    const created = buildActivity({ taskId: '1', kind: 'created' })
    expect(compose([], [task], [created, ...activities]).moved).toMatchObject([{ created: true, newOwner: false }])
  })

  it('counts a date that was set to the same instant as no move', () => {
    const task = due('1', '2026-03-20T12:00:00Z')
    const same = change('dueAt', at('2026-03-20T12:00:00Z'), at('2026-03-20T12:00:00Z'))
    expect(compose([], [task], [same]).moved).toEqual([])
  })
})
