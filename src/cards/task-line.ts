import { bold, date, escape, line } from '../block-kit/mrkdwn.ts'
import { isOpen } from '../domain/task.ts'
import type { TaskSheet } from '../domain/task-sheet.ts'
import { nameOf, PRIORITY_WORDS, STATUS_WORDS } from './words.ts'

/** What stands after a task's name in a line; a list leaves out what its heading already says. */
export type LinePart = 'owner' | 'due' | 'status' | 'priority'

const ALL: readonly LinePart[] = ['owner', 'due', 'status', 'priority']

/** One task in one line of mrkdwn: `*WEB-12* Fix hero copy · Ana Weber · due tomorrow at 5 PM · Doing`. */
export function taskLine({ task, people }: TaskSheet, now: Date, parts: readonly LinePart[] = ALL): string {
  const overdue = isOpen(task) && task.dueAt !== null && task.dueAt < now
  const words: Record<LinePart, string | null> = {
    owner: task.ownerId ? nameOf(people, task.ownerId) : bold('no owner'),
    due: task.dueAt ? `${overdue ? `${bold('overdue')} since` : 'due'} ${date(task.dueAt)}` : 'no due date',
    status: STATUS_WORDS[task.status],
    priority: task.priority === 'normal' ? null : PRIORITY_WORDS[task.priority],
  }
  const told = parts.map((part) => words[part]).filter((word) => word !== null)
  return [`${bold(escape(task.reference))} ${line(task.title, 150)}`, ...told].join(' · ')
}
