import { describe, expect, it, test } from 'vitest'
import { GROUP_KEYS } from '../../../../src/domain/list-view.ts'
import type { GroupKey, ListFilter, ListView } from '../../../../src/domain/list-view.ts'
import { listReply } from '../../../../src/features/lists/views.ts'
import type { Listed } from '../../../../src/features/lists/views.ts'
import { forgottenReply, savedListsReply } from '../../../../src/features/lists/saved-views.ts'
import { messageFaults } from '../../../support/block-limits.ts'
import { buildMember, buildProject, MADE_AT } from '../../../support/builders.ts'
import { BLOCKED, EXTREME_FACTS, nasty, sheetOf } from '../../../support/extreme.ts'

const FULL = sheetOf({ ...EXTREME_FACTS, ...BLOCKED })
const many = <T>(count: number, item: T): readonly T[] => Array.from({ length: count }, () => item)
const view = (more: Partial<ListView> = {}): ListView => ({
  filters: [{ kind: 'me' }],
  sort: null,
  group: null,
  ...more,
})
const people = new Map([['UANA', buildMember({ realName: nasty(80) })]])

const list = (more: Partial<Listed> = {}): Listed => ({
  name: null,
  subject: { filter: {}, key: null, phase: null, filters: [{ kind: 'me' }] },
  view: view(),
  places: many(12, { sheet: FULL, group: null }),
  total: 500,
  page: 2,
  pages: 42,
  continued: false,
  people,
  projects: [buildProject({ name: nasty(80), key: 'ABCDEF', phases: [{ id: 'ph', name: nasty(60) }] })],
  mayChange: true,
  now: MADE_AT,
  ...more,
})

const VALUES: Readonly<Record<GroupKey, readonly (string | null)[]>> = {
  owner: ['UANA', 'U404', null],
  status: ['todo', 'dropped'],
  project: ['project-web', 'gone'],
  due: ['overdue', 'undated'],
  priority: ['urgent', 'low'],
  label: [nasty(300), null],
  phase: ['ph', null],
}
const grouped = (key: GroupKey): Listed =>
  list({
    view: view({ group: key }),
    // Every line with a heading of its own is the longest page there is.
    places: many(6, VALUES[key]).flatMap((values) =>
      values.slice(0, 2).map((value) => ({ sheet: FULL, group: { key, value, count: 120 } })),
    ),
    continued: true,
  })

const LABELS = many(200, { kind: 'label' as const, label: 'x'.repeat(100) })
const saved = (filters: readonly ListFilter[]) => ({
  workspaceId: 'T1',
  memberId: 'UANA',
  name: 'x'.repeat(30),
  view: view({ filters, sort: { key: 'updated', reversed: true }, group: 'label' }),
})

describe('every answer about lists', () => {
  const told = { saved: saved(LABELS), before: view({ filters: LABELS }) }
  const answers: readonly (readonly [string, Parameters<typeof messageFaults>[0]])[] = [
    ['a page', listReply(list())],
    ['a page by two hundred filters, saved', listReply(list({ view: view({ filters: LABELS }) }), told)],
    ['an empty list, saved', listReply(list({ places: [], total: 0, page: 1, pages: 1 }), told)],
    ...GROUP_KEYS.map((key) => [`a page by ${key}`, listReply(grouped(key))] as const),
    ['no saved lists', savedListsReply([], people)],
    ['fifty saved lists', savedListsReply(many(50, saved(LABELS)), people)],
    ['a forgotten list', forgottenReply('x'.repeat(30), many(49, saved(LABELS)), people)],
  ]

  test.each(answers)('%s: within Slack’s limits, and pings nobody', (_what, content) => {
    expect(messageFaults(content)).toEqual([])
    expect(JSON.stringify(content)).not.toMatch(/<[@#!](?!date\^)[^"]*>(?!")/)
  })
})

describe('a list', () => {
  it('turns its pages by commands that can be said, and offers to change all of it', () => {
    const filters = [
      { kind: 'member', memberId: 'UBEN' },
      { kind: 'label', label: 'hero' },
      { kind: 'at-risk' },
    ] as const
    const shown = list({ view: view({ filters, sort: { key: 'priority', reversed: true }, group: 'owner' }) })
    const blocks = JSON.stringify(listReply(shown).blocks)
    const said = 'list <@UBEN> label:hero at-risk sort:-priority group:owner'
    expect(blocks).toContain(`"value":"${said} page 1"`)
    expect(blocks).toContain(`"value":"${said} page 3"`)
    expect(blocks).toContain(`"value":"${said}"`)
    expect(blocks).toContain('Page 2 of 42')
  })

  it('says what it is, and does not call open what is closed', () => {
    const subject = { filter: { statuses: ['done'] }, key: null, phase: null, filters: [] } as const
    const closed = { subject, view: view({ filters: [{ kind: 'status', status: 'done' }] }) }
    expect(listReply(list({ ...closed, total: 1 })).text).toBe('1 task: done')
    expect(listReply(list({ ...closed, total: 0, places: [] })).text).toBe('No tasks: done')
    expect(listReply(list({ total: 1 })).text).toBe('1 open task: yours')
    const sorted = view({ sort: { key: 'priority', reversed: false }, group: 'owner' })
    expect(listReply(list({ view: sorted, name: 'hot' })).text).toBe(
      'hot · 500 open tasks: yours; sorted by priority, grouped by owner',
    )
  })

  it('says at the head of each group what its lines then leave out', () => {
    const text = JSON.stringify(listReply(list({ ...grouped('status'), page: 1 })).blocks)
    expect(text).toContain('*Todo* · 120, continued')
    expect(text).toContain('*Dropped* · 120"')
    expect(text).not.toContain('· Blocked')
  })

  it('offers nothing to who may not change it', () => {
    expect(JSON.stringify(listReply(list({ mayChange: false })))).not.toContain('Change these')
  })
})
