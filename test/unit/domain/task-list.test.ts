import { describe, expect, it, test } from 'vitest'
import type { ListFilter } from '../../../src/domain/command.ts'
import { decideExport, decideList, hasOpenOnly } from '../../../src/domain/task-list.ts'
import { TASK_STATUSES } from '../../../src/domain/task.ts'

// A Wednesday, 16:30 in Berlin and 23:30 in Manila.
const now = new Date('2026-03-25T15:30:00Z')
const facts = { speaker: { id: 'UANA', zone: 'Europe/Berlin' }, now, here: null }
const decide = (filters: readonly ListFilter[], other: Partial<typeof facts> | { here: string } = {}) =>
  decideList(filters, { ...facts, ...other })

describe('a list', () => {
  it('without filters has the channel’s project, else what one owns', () => {
    expect(decide([], { here: 'WEB' })).toMatchObject({
      filter: {},
      key: 'WEB',
      filters: [{ kind: 'project', key: 'WEB' }],
    })
    expect(decide([])).toMatchObject({ filter: { ownerId: 'UANA' }, key: null, filters: [{ kind: 'me' }] })
  })

  it('of all has every project, and with another filter that one’s tasks alone', () => {
    const all: ListFilter = { kind: 'all' }
    expect(decide([all], { here: 'WEB' })).toEqual({ filter: {}, key: null, phase: null, filters: [all] })
    expect(decide([all, { kind: 'me' }])).toEqual(decide([{ kind: 'me' }]))
  })

  test.each<[ListFilter, object]>([
    [{ kind: 'me' }, { ownerId: 'UANA' }],
    [{ kind: 'member', memberId: 'UBEN' }, { ownerId: 'UBEN' }],
    [{ kind: 'unassigned' }, { ownerId: null }],
    [{ kind: 'status', status: 'done' }, { statuses: ['done'] }],
    [{ kind: 'label', label: 'hero' }, { labels: ['hero'] }],
    [{ kind: 'overdue' }, { dueBefore: now }],
    [{ kind: 'at-risk' }, { atRiskAt: now }],
    [{ kind: 'today' }, { dueFrom: new Date('2026-03-24T23:00:00Z'), dueBefore: new Date('2026-03-25T23:00:00Z') }],
    // Summer time begins on Sunday, 29 March: the week is an hour shorter.
    [{ kind: 'tomorrow' }, { dueFrom: new Date('2026-03-25T23:00:00Z'), dueBefore: new Date('2026-03-26T23:00:00Z') }],
    [{ kind: 'next-week' }, { dueFrom: new Date('2026-03-29T22:00:00Z'), dueBefore: new Date('2026-04-05T22:00:00Z') }],
    [{ kind: 'undated' }, { undated: true }],
    [{ kind: 'unestimated' }, { unestimated: true }],
    [{ kind: 'watching' }, { watcherId: 'UANA' }],
    [{ kind: 'priority', priority: 'urgent' }, { priority: 'urgent' }],
    [
      { kind: 'done-in', span: 'last-week' },
      {
        statuses: ['done'],
        doneFrom: new Date('2026-03-15T23:00:00Z'),
        doneBefore: new Date('2026-03-22T23:00:00Z'),
      },
    ],
    [
      { kind: 'done-in', span: 'yesterday' },
      {
        statuses: ['done'],
        doneFrom: new Date('2026-03-23T23:00:00Z'),
        doneBefore: new Date('2026-03-24T23:00:00Z'),
      },
    ],
    [{ kind: 'week' }, { dueFrom: new Date('2026-03-22T23:00:00Z'), dueBefore: new Date('2026-03-29T22:00:00Z') }],
  ])('of %j', (filter, wanted) => {
    expect(decide([filter])?.filter).toEqual(wanted)
  })

  it('counts days in the speaker’s zone', () => {
    const manila = { speaker: { id: 'UANA', zone: 'Asia/Manila' } }
    expect(decide([{ kind: 'today' }], manila)?.filter.dueBefore).toEqual(new Date('2026-03-25T16:00:00Z'))
  })

  it('of several filters has what meets them all', () => {
    const filters: ListFilter[] = [
      { kind: 'today' },
      { kind: 'overdue' },
      { kind: 'label', label: 'a' },
      { kind: 'label', label: 'b' },
      { kind: 'project', key: 'WEB' },
    ]
    expect(decide(filters)).toMatchObject({
      key: 'WEB',
      filter: { dueFrom: new Date('2026-03-24T23:00:00Z'), dueBefore: now, labels: ['a', 'b'] },
    })
  })

  test.each<[ListFilter, ListFilter]>([
    [{ kind: 'me' }, { kind: 'member', memberId: 'UBEN' }],
    [{ kind: 'me' }, { kind: 'unassigned' }],
    [
      { kind: 'project', key: 'WEB' },
      { kind: 'project', key: 'BRD' },
    ],
    [
      { kind: 'status', status: 'done' },
      { kind: 'status', status: 'todo' },
    ],
    [
      { kind: 'priority', priority: 'high' },
      { kind: 'priority', priority: 'low' },
    ],
    [
      { kind: 'phase', name: 'design' },
      { kind: 'phase', name: 'build' },
    ],
    [{ kind: 'undated' }, { kind: 'today' }],
    [
      { kind: 'done-in', span: 'week' },
      { kind: 'status', status: 'blocked' },
    ],
  ])('has no sense where %j meets %j', (one, other) => {
    expect(decide([one, other])).toBeUndefined()
  })

  it('may say the same twice', () => {
    expect(decide([{ kind: 'me' }, { kind: 'member', memberId: 'UANA' }])?.filter).toEqual({ ownerId: 'UANA' })
  })
})

describe('a file', () => {
  const statuses = (...filters: ListFilter[]) => decideExport(filters, facts)?.filter.statuses

  it('without filters has everything, wherever it is asked for', () => {
    for (const filters of [[], [{ kind: 'all' }]] as const)
      expect(decideExport(filters, { ...facts, here: 'WEB' })).toMatchObject({
        key: null,
        filter: { statuses: TASK_STATUSES },
      })
  })

  it('has closed tasks, unless a filter asks how tasks stand', () => {
    expect(statuses({ kind: 'project', key: 'WEB' }, { kind: 'label', label: 'hero' })).toEqual(TASK_STATUSES)
    expect(statuses({ kind: 'me' }, { kind: 'overdue' })).toBeUndefined()
    expect(statuses({ kind: 'status', status: 'blocked' })).toEqual(['blocked'])
    expect(statuses({ kind: 'me' }, { kind: 'unassigned' })).toBeUndefined()
  })
})

test('a list has open tasks alone, unless it asks for a status that is closed', () => {
  expect(
    [undefined, ['todo'], ['done'], TASK_STATUSES].map((each) => hasOpenOnly(each ? { statuses: each as never } : {})),
  ).toEqual([true, true, false, false])
})
