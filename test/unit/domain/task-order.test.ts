import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { GROUP_KEYS, SORT_KEYS } from '../../../src/domain/list-view.ts'
import type { ListSort } from '../../../src/domain/list-view.ts'
import { PRIORITIES, TASK_STATUSES } from '../../../src/domain/task.ts'
import { arrange, dueGrouping } from '../../../src/domain/task-order.ts'
import type { Outline } from '../../../src/domain/task-order.ts'

// A Wednesday, 16:30 in Berlin.
const now = new Date('2026-03-25T15:30:00Z')
const facts = {
  now,
  zone: 'Europe/Berlin',
  names: new Map([
    ['UANA', 'Ana Weber'],
    ['UBEN', 'ben Adler'],
    ['UZOE', 'Zoë'],
  ]),
  projects: new Map([
    [
      'p-web',
      {
        key: 'WEB',
        phases: [
          { id: 'ph-build', name: 'Build' },
          { id: 'ph-launch', name: 'Launch' },
        ],
      },
    ],
    ['p-brd', { key: 'BRD', phases: [{ id: 'ph-draft', name: 'Draft' }] }],
  ]),
}

const outline = (id: string, more: Partial<Outline> = {}): Outline => ({
  id,
  reference: `WEB-${id}`,
  status: 'todo',
  priority: 'normal',
  ownerId: 'UANA',
  dueAt: null,
  estimateMinutes: null,
  projectId: 'p-web',
  phaseId: null,
  labels: [],
  touched: 0,
  ...more,
})
const hours = (count: number): Date => new Date(now.getTime() + count * 3_600_000)
const order = (tasks: readonly Outline[], key: ListSort['key'], reversed = false): string =>
  arrange(tasks, { sort: { key, reversed }, group: null }, facts)
    .map(({ id }) => id)
    .join(' ')

describe('an order', () => {
  const tasks = [
    outline('1', { dueAt: hours(5), priority: 'low', ownerId: 'UBEN', estimateMinutes: 60, touched: 3 }),
    outline('2', { dueAt: null, priority: 'urgent', ownerId: null, status: 'blocked', touched: 9 }),
    outline('3', { dueAt: hours(-5), ownerId: 'UZOE', status: 'doing', estimateMinutes: 600, projectId: 'p-brd' }),
    outline('4', { dueAt: hours(5), priority: 'high', status: 'done', touched: 5 }),
  ]

  test.each<[ListSort['key'], string, string]>([
    ['due', '3 4 1 2', '1 4 3 2'],
    ['priority', '2 4 3 1', '1 3 4 2'],
    ['created', '4 3 2 1', '1 2 3 4'],
    ['updated', '2 4 1 3', '3 1 4 2'],
    ['owner', '4 1 3 2', '3 1 4 2'],
    ['status', '1 3 2 4', '4 2 3 1'],
    ['estimate', '1 3 4 2', '3 1 4 2'],
    ['project', '3 4 1 2', '4 1 2 3'],
  ])('by %s is %s, and the other way round %s', (key, usual, reversed) => {
    expect(order(tasks, key)).toBe(usual)
    expect(order(tasks, key, true)).toBe(reversed)
  })

  it('is by due date, priority and number where none is asked for', () => {
    const same = [outline('10'), outline('9'), outline('11', { priority: 'high' })]
    expect(arrange(same, { sort: null, group: null }, facts).map(({ id }) => id)).toEqual(['11', '9', '10'])
  })
})

describe('groups', () => {
  const grouped = (tasks: readonly Outline[], group: (typeof GROUP_KEYS)[number]) => {
    const places = arrange(tasks, { sort: null, group }, facts)
    return [...new Set(places.map((place) => place.group))].map((each) => [
      each?.value,
      each?.count,
      places.flatMap(({ id, group: of }) => (of === each ? [id] : [])).join(' '),
    ])
  }

  it('of owners are by name, and those that nobody owns come last', () => {
    const tasks = [
      outline('1', { ownerId: null }),
      outline('2', { ownerId: 'UZOE' }),
      outline('3', { ownerId: 'UBEN' }),
      outline('4', { ownerId: 'UZOE' }),
    ]
    expect(grouped(tasks, 'owner')).toEqual([
      ['UBEN', 1, '3'],
      ['UZOE', 2, '2 4'],
      [null, 1, '1'],
    ])
  })

  it('of labels have a task once for each of its labels', () => {
    const tasks = [outline('1', { labels: ['b', 'a'] }), outline('2', { labels: ['b'] }), outline('3')]
    expect(grouped(tasks, 'label')).toEqual([
      ['a', 1, '1'],
      ['b', 2, '1 2'],
      [null, 1, '3'],
    ])
  })

  it('of phases are as work goes through them; a phase that was given up is none', () => {
    const tasks = [
      outline('1', { phaseId: 'ph-launch' }),
      outline('2', { phaseId: 'ph-gone' }),
      outline('3', { phaseId: 'ph-build' }),
      outline('4', { phaseId: 'ph-draft', projectId: 'p-brd' }),
    ]
    expect(grouped(tasks, 'phase').map(([value]) => value)).toEqual(['ph-draft', 'ph-build', 'ph-launch', null])
  })

  test.each<[number | null, string]>([
    [-1, 'overdue'],
    [1, 'today'],
    [8, 'week'],
    [24 * 4 + 5, 'week'],
    [24 * 4 + 8, 'next-week'],
    [24 * 11 + 5, 'next-week'],
    [24 * 11 + 8, 'later'],
    [null, 'undated'],
  ])('of due dates: %s hours from now is %s', (count, wanted) => {
    // Berlin's midnight is seven and a half hours away, and the last Sunday of March is an hour shorter.
    expect(dueGrouping(facts)(count === null ? null : hours(count))).toBe(wanted)
  })
})

const outlines = fc.uniqueArray(
  fc.record({
    number: fc.integer({ min: 1, max: 99 }),
    status: fc.constantFrom(...TASK_STATUSES),
    priority: fc.constantFrom(...PRIORITIES),
    ownerId: fc.constantFrom('UANA', 'UBEN', 'UNKNOWN', null),
    dueAt: fc.constantFrom(hours(1), hours(-1), hours(200), null),
    estimateMinutes: fc.constantFrom(60, 90, null),
    projectId: fc.constantFrom('p-web', 'p-brd', 'p-gone'),
    phaseId: fc.constantFrom('ph-build', 'ph-draft', null),
    labels: fc.uniqueArray(fc.constantFrom('a', 'b', 'c')),
    touched: fc.integer({ min: 0, max: 3 }),
  }),
  { selector: ({ number }) => number, maxLength: 30 },
)

it('is the same however the tasks come, and has each task once, or once for each label', () => {
  const views = fc.record({
    sort: fc.option(fc.record({ key: fc.constantFrom(...SORT_KEYS), reversed: fc.boolean() })),
    group: fc.option(fc.constantFrom(...GROUP_KEYS)),
  })
  fc.assert(
    fc.property(outlines, views, fc.integer(), (made, view, turn) => {
      const tasks = made.map(({ number, ...more }) => outline(String(number), more))
      const at = tasks.length > 0 ? Math.abs(turn) % tasks.length : 0
      const places = arrange(tasks, view, facts)
      expect(arrange([...tasks.slice(at), ...tasks.slice(0, at)].toReversed(), view, facts)).toEqual(places)
      const once = tasks.flatMap(({ id, labels }) =>
        view.group === 'label' ? Array.from({ length: Math.max(1, labels.length) }, () => id) : [id],
      )
      expect(places.map(({ id }) => id).toSorted()).toEqual(once.toSorted())
      const groups = places.map(({ group }) => group)
      // A group is one stretch, and its count is its length.
      for (const group of new Set(groups)) {
        if (group === null) continue
        expect(groups.lastIndexOf(group) - groups.indexOf(group) + 1).toBe(group.count)
      }
    }),
  )
})
