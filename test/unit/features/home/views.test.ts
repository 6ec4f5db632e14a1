import { describe, expect, it, test } from 'vitest'
import { sortWork, workPart } from '../../../../src/domain/my-work.ts'
import type { Task } from '../../../../src/domain/task.ts'
import type { TaskSheet } from '../../../../src/domain/task-sheet.ts'
import { homeView } from '../../../../src/features/home/views.ts'
import { textsIn, viewFaults } from '../../../support/block-limits.ts'
import { buildMember, buildProject, buildTask } from '../../../support/builders.ts'

// A Wednesday, 16:00 in Berlin and 23:00 in Manila.
const now = new Date('2026-03-25T15:00:00Z')
const block = (reason: string): Task['block'] => ({
  reason,
  was: 'doing',
  waitsOnMemberIds: ['UBEN'],
  waitsOnTaskIds: [],
  since: now,
})
const people = new Map([['UBEN', buildMember({ id: 'UBEN', realName: 'Ben <!here>' })]])
const sheetOf = (task: Partial<Task>): TaskSheet => ({
  task: buildTask(task),
  project: buildProject(),
  people,
  references: new Map(),
})
const view = (sheets: readonly TaskSheet[], total = sheets.length) =>
  homeView({ work: sortWork(sheets, now, 'Europe/Berlin'), total, now })

describe('the part of the work that a task stands in', () => {
  test.each([
    ['2026-03-25T14:59:00Z', 'Europe/Berlin', 'overdue'],
    ['2026-03-25T20:00:00Z', 'Europe/Berlin', 'today'],
    ['2026-03-25T20:00:00Z', 'Asia/Manila', 'week'],
    ['2026-03-29T21:59:00Z', 'Europe/Berlin', 'week'],
    ['2026-03-29T22:00:00Z', 'Europe/Berlin', 'later'],
    ['2026-03-25T20:00:00Z', 'Mars/Olympus', 'today'],
  ])('due %s, seen from %s: %s', (dueAt, zone, part) => {
    expect(workPart(buildTask({ dueAt: new Date(dueAt) }), now, zone)).toBe(part)
  })

  it('is its own for tasks without a date, and for blocked ones whatever their date', () => {
    expect(workPart(buildTask(), now, 'UTC')).toBe('noDate')
    const blocked = buildTask({ status: 'blocked', block: block('logo'), dueAt: new Date('2026-03-01T00:00:00Z') })
    expect(workPart(blocked, now, 'UTC')).toBe('blocked')
  })

  it('leaves out what is closed', () => {
    const work = sortWork([{ task: buildTask({ status: 'done' }) }], now, 'UTC')
    expect(Object.values(work).flat()).toEqual([])
  })
})

describe('the Home tab', () => {
  it('has a friendly word and the button where there is nothing to do', () => {
    const text = textsIn(view([]))
    expect(text).toContain('Nothing is waiting for you.')
    expect(text).toContain('New task')
    expect(viewFaults(view([]))).toEqual([])
  })

  it('shows the parts that have something, most pressing first, times as tokens and names as text', () => {
    const text = textsIn(
      view([
        sheetOf({ reference: 'WEB-1', dueAt: new Date('2026-03-20T16:00:00Z') }),
        sheetOf({ reference: 'WEB-2', title: 'Ask <!channel>', priority: 'urgent' }),
        sheetOf({ reference: 'WEB-3', status: 'blocked', block: block('the *logo*') }),
      ]),
    )
    expect(text.match(/^(Overdue|Today|This week|Later|No date|Blocked) \(1\)$/gm)).toEqual([
      'Overdue (1)',
      'No date (1)',
      'Blocked (1)',
    ])
    expect(text).toMatch(/WEB-1\* .*overdue\* since <!date\^1774022400\^/)
    expect(text).toContain('Ask &lt;!channel&gt; · Todo · Urgent')
    expect(text).toContain('waits on Ben &lt;!here&gt;')
    expect(textsIn(view([sheetOf({ status: 'blocked', block: block('the logo of @ana') })]))).not.toContain('waits on')
    expect(text).toContain('3 open tasks, *1 overdue*')
    expect(text).not.toMatch(/<!channel>|<!here>|<@/)
  })

  it('stays within Slack’s limits for somebody with a thousand tasks of the longest names', () => {
    const long = { title: 'M'.repeat(150), priority: 'urgent', block: block('<&>'.repeat(300)) } as const
    const due = new Date('2026-03-20T16:00:00Z')
    const sheets = Array.from({ length: 1000 }, (_, index) =>
      sheetOf(index % 2 ? { ...long, status: 'blocked' } : { ...long, block: null, dueAt: due }),
    )
    const full = view(sheets, 1200)
    expect(viewFaults(full)).toEqual([])
    expect(textsIn(full)).toContain('Overdue (500)')
    expect(textsIn(full)).toMatch(/\+\d{3} more/)
    expect(textsIn(full)).toContain('1200 open tasks')
  })
})
