import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { GROUP_KEYS, SORT_KEYS } from '../../../src/domain/list-view.ts'
import type { ListFilter, ListView } from '../../../src/domain/list-view.ts'
import { namesLists, readList } from '../../../src/domain/list-words.ts'
import { PRIORITIES, TASK_STATUSES } from '../../../src/domain/task.ts'
import { tokenize } from '../../../src/domain/tokens.ts'
import { listLine } from '../../../src/cards/list-words.ts'
import { speech } from './speech.ts'

const context = { ...speech(), listNames: ['hot', 'launch-week'] }
const read = (line: string) => readList(tokenize(line), context)
const view = (more: Partial<ListView>): ListView => ({ filters: [], sort: null, group: null, ...more })

describe('an order and a grouping', () => {
  test.each<[string, Partial<ListView>]>([
    ['sort:due', { sort: { key: 'due', reversed: false } }],
    ['sort:-created', { sort: { key: 'created', reversed: true } }],
    ['Sort:Priority', { sort: { key: 'priority', reversed: false } }],
    ['sorted by due', { sort: { key: 'due', reversed: false } }],
    ['sort by -estimate', { sort: { key: 'estimate', reversed: true } }],
    ['order by deadline', { sort: { key: 'due', reversed: false } }],
    ['newest first', { sort: { key: 'created', reversed: false } }],
    ['oldest first', { sort: { key: 'created', reversed: true } }],
    ['by due', { sort: { key: 'due', reversed: false } }],
    ['by estimate', { sort: { key: 'estimate', reversed: false } }],
    ['group:owner', { group: 'owner' }],
    ['grouped by status', { group: 'status' }],
    ['by owner', { group: 'owner' }],
    ['by person,', { group: 'owner' }],
    ['by phase sort:prio', { group: 'phase', sort: { key: 'priority', reversed: false } }],
  ])('%s', (line, wanted) => {
    expect(read(line)).toMatchObject({ kind: 'list', view: view(wanted) })
  })

  test.each<[string, object]>([
    ['sort:foo', { kind: 'incomplete', missing: 'sort' }],
    ['sort:', { kind: 'incomplete', missing: 'sort' }],
    ['sort:due sort:owner', { kind: 'incomplete', missing: 'sort' }],
    ['group:due by priority', { kind: 'incomplete', missing: 'group' }],
    ['group:created', { kind: 'incomplete', missing: 'group' }],
    ['sort:-prority', { kind: 'near', meant: [{ text: 'sort:-priority', raw: 'sort:-priority' }] }],
    ['group:ownr', { kind: 'near', meant: [{ text: 'group:owner', raw: 'group:owner' }] }],
    ['by friday', { kind: 'other' }],
    ['sorted by hand', { kind: 'incomplete', missing: 'sort' }],
    ['group by group', { kind: 'incomplete', missing: 'group' }],
    ['"by owner"', { kind: 'other' }],
  ])('%s is not taken for one', (line, wanted) => {
    expect(read(line)).toMatchObject(wanted)
  })
})

describe('a filter', () => {
  test.each<[string, readonly ListFilter[]]>([
    ['urgent', [{ kind: 'priority', priority: 'urgent' }]],
    ['!p2', [{ kind: 'priority', priority: 'high' }]],
    ['high priority', [{ kind: 'priority', priority: 'high' }]],
    ['priority:low', [{ kind: 'priority', priority: 'low' }]],
    ['no due date', [{ kind: 'undated' }]],
    ['without a date', [{ kind: 'undated' }]],
    ['all open tasks', [{ kind: 'all' }]],
    ['everything', [{ kind: 'all' }]],
    ['undated, no estimate', [{ kind: 'undated' }, { kind: 'unestimated' }]],
    ['no owner', [{ kind: 'unassigned' }]],
    ['phase:copy-writing', [{ kind: 'phase', name: 'copy-writing' }]],
    ['watching', [{ kind: 'watching' }]],
    ['tomorrow', [{ kind: 'tomorrow' }]],
    ['due next week', [{ kind: 'next-week' }]],
    ['done this week', [{ kind: 'done-in', span: 'week' }]],
    [
      'done today in WEB',
      [
        { kind: 'done-in', span: 'today' },
        { kind: 'project', key: 'WEB' },
      ],
    ],
    ['today done', [{ kind: 'today' }, { kind: 'status', status: 'done' }]],
    ['status:doing', [{ kind: 'status', status: 'doing' }]],
    ['owner:<@U1|ana>', [{ kind: 'member', memberId: 'U1' }]],
  ])('%s', (line, filters) => {
    expect(read(line)).toMatchObject({ kind: 'list', view: view({ filters }) })
  })
})

describe('a name', () => {
  test.each<[string, object]>([
    ['hot', { kind: 'list', name: 'hot', view: view({}) }],
    ['HOT', { kind: 'list', name: 'hot' }],
    [
      'hot WEB page 2',
      { kind: 'list', name: 'hot', page: 2, view: view({ filters: [{ kind: 'project', key: 'WEB' }] }) },
    ],
    ['launch-week by owner', { kind: 'list', name: 'launch-week', view: view({ group: 'owner' }) }],
    ['hot launch-week', { kind: 'incomplete', missing: 'list-name' }],
    ['lunch-week', { kind: 'near', meant: [{ text: 'launch-week' }] }],
    ['me save:Mine-first', { kind: 'list', save: 'mine-first' }],
    ['me save as mine2', { kind: 'list', save: 'mine2' }],
    ['saved', { kind: 'saved' }],
    ['forget:hot', { kind: 'forget', name: 'hot' }],
    ['forget:hot me', { kind: 'incomplete', missing: 'list-name' }],
    ['forget:', { kind: 'incomplete', missing: 'list-name' }],
    ['unknown-name', { kind: 'other' }],
  ])('%s', (line, wanted) => {
    expect(read(line)).toMatchObject(wanted)
  })

  it.each([
    'overdue',
    'urgent',
    'all',
    'saved',
    'web',
    'page-2',
    'p2',
    'done-today',
    '',
    '42',
    'a b',
    'x'.repeat(31),
    'sort:due',
  ])('cannot be %j', (name) => {
    expect(read(`me save:${name}`).kind).not.toBe('list')
  })

  it('goes before a project that came later, unless the project is typed as it is shown', () => {
    const both = { ...context, projectKeys: ['HOT'] }
    expect(readList(tokenize('hot'), both)).toMatchObject({ name: 'hot' })
    expect(readList(tokenize('HOT'), both)).toMatchObject({ view: { filters: [{ kind: 'project', key: 'HOT' }] } })
  })

  it('is asked for only where a line may name one', () => {
    expect(['list x', ' LS', 'export csv', 'Listen to it', 'done WEB-1'].map(namesLists)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ])
  })
})

const plain = [
  'me',
  'overdue',
  'today',
  'tomorrow',
  'week',
  'next-week',
  'at-risk',
  'unassigned',
  'undated',
  'unestimated',
  'watching',
] as const
const filters = fc.oneof(
  fc.constantFrom(...plain).map((kind): ListFilter => ({ kind })),
  fc.constantFrom('U1', 'W2ABC').map((memberId): ListFilter => ({ kind: 'member', memberId })),
  fc.constantFrom('WEB', 'BRD').map((key): ListFilter => ({ kind: 'project', key })),
  fc.constantFrom('hero', 'größe', 'a_b-c', '2x').map((label): ListFilter => ({ kind: 'label', label })),
  fc.constantFrom('design', 'copy-writing').map((name): ListFilter => ({ kind: 'phase', name })),
  fc.constantFrom(...TASK_STATUSES).map((status): ListFilter => ({ kind: 'status', status })),
  fc.constantFrom(...PRIORITIES).map((priority): ListFilter => ({ kind: 'priority', priority })),
  fc
    .constantFrom('today', 'yesterday', 'week', 'last-week' as const)
    .map((span): ListFilter => ({ kind: 'done-in', span })),
)

it('is read back from the line that says it', () => {
  const views = fc.record({
    filters: fc.array(filters, { maxLength: 5 }),
    sort: fc.option(fc.record({ key: fc.constantFrom(...SORT_KEYS), reversed: fc.boolean() })),
    group: fc.option(fc.constantFrom(...GROUP_KEYS)),
  })
  fc.assert(
    fc.property(views, (wanted) => {
      const said = readList(tokenize(listLine(wanted)).slice(1), context)
      expect(said).toEqual({ kind: 'list', view: wanted, name: null, save: null, page: null })
    }),
  )
})
