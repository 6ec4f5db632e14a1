import { describe, expect, it, test } from 'vitest'
import type { ListFilter } from '../../../src/domain/command.ts'
import { decideList } from '../../../src/domain/task-list.ts'

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
  ])('has no sense where %j meets %j', (one, other) => {
    expect(decide([one, other])).toBeUndefined()
  })

  it('may say the same twice', () => {
    expect(decide([{ kind: 'me' }, { kind: 'member', memberId: 'UANA' }])?.filter).toEqual({ ownerId: 'UANA' })
  })
})
