import type { Change } from '../../src/domain/activity.ts'
import type { Member } from '../../src/domain/member.ts'
import type { Task } from '../../src/domain/task.ts'
import type { TaskSheet } from '../../src/domain/task-sheet.ts'
import { buildMember, buildProject, buildTask, MADE_AT } from './builders.ts'

/** Text that is as bad as it can be: every sign doubles or more when it is escaped, and would ping if it were not. */
export const nasty = (length: number): string => '<!channel> & *bold* <@UANA> `x` > '.repeat(length).slice(0, length)

const ids = (prefix: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`)

const people = new Map<string, Member>(
  ['UANA', 'UCLEO', 'UDEV', ...ids('UX', 60)].map((id) => [id, buildMember({ id, realName: nasty(80) })]),
)
const references = new Map(ids('other-', 300).map((id, index) => [id, `ABCDEF-${100_000_000 + index}`]))

/** The longest facts that people can give a task, in words that must not be read as Slack's. */
export const EXTREME_FACTS: Partial<Task> = {
  reference: 'ABCDEF-999999999',
  title: nasty(150),
  description: nasty(12_000),
  priority: 'urgent',
  ownerId: 'UANA',
  accountableId: 'UDEV',
  dueAt: new Date('2026-03-30T15:00:00Z'),
  estimateMinutes: 124_799,
  labels: ids(nasty(300), 200),
  dependsOnIds: ids('other-', 300),
  source: { channelId: 'C1', ts: '1.2', permalink: `https://x.slack.com/archives/${'C'.repeat(200)}` },
  createdBy: 'UCLEO',
}

export const BLOCKED: Partial<Task> = {
  status: 'blocked',
  block: {
    reason: nasty(8000),
    was: 'doing',
    waitsOnMemberIds: ids('UX', 60),
    waitsOnTaskIds: ids('other-', 300),
    since: MADE_AT,
  },
}

export const sheetOf = (facts: Partial<Task> = {}): TaskSheet => ({
  task: buildTask(facts),
  project: buildProject({ name: nasty(80), key: 'ABCDEF', accountableId: 'UCLEO' }),
  people,
  references,
})

/** Tasks in every state, with nothing in them and with everything. */
export const SHEETS: readonly (readonly [string, TaskSheet])[] = [
  ['an empty task', sheetOf({ ownerId: null, createdBy: 'UNOBODY' })],
  ['a task of strangers', { ...sheetOf({ ownerId: 'U404', createdBy: 'U405' }), people: new Map() }],
  ['a full task', sheetOf(EXTREME_FACTS)],
  ['a full task that is blocked', sheetOf({ ...EXTREME_FACTS, ...BLOCKED })],
  ['a full task that was dropped', sheetOf({ ...EXTREME_FACTS, status: 'dropped', droppedReason: nasty(8000) })],
  ['a full task that is done', sheetOf({ ...EXTREME_FACTS, status: 'done', doneAt: MADE_AT })],
]

/** Every fact changed at once. */
export const EVERY_CHANGE: readonly Change[] = (
  [
    'projectId',
    'title',
    'description',
    'status',
    'priority',
    'ownerId',
    'accountableId',
    'dueAt',
    'estimateMinutes',
    'labels',
    'dependsOnIds',
    'block',
  ] as const
).map((fact) => ({ fact, before: null, after: null }))
