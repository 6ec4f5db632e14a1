import { bold, date, escape, line } from '../block-kit/mrkdwn.ts'
import { DETAIL_WORDS } from './detail-words.ts'
import type { Change } from '../domain/activity.ts'
import type { Task, TaskFact } from '../domain/task.ts'
import type { TaskSheet } from '../domain/task-sheet.ts'
import { effort, labelled, listed, nameOf, PRIORITY_WORDS, STATUS_WORDS } from './words.ts'

/** A task's reference and title in mrkdwn. */
export const taskName = ({ task }: { readonly task: Pick<Task, 'reference' | 'title'> }): string =>
  `${bold(escape(task.reference))} ${line(task.title, 150)}`

/** How a change of each fact is said; null where another fact's words say it already. */
const FACT_WORDS: Readonly<Record<TaskFact, ((sheet: TaskSheet) => string) | null>> = {
  status: ({ task }) => `is now ${bold(STATUS_WORDS[task.status])}`,
  ownerId: ({ task, people }) =>
    task.ownerId ? `is now owned by ${bold(nameOf(people, task.ownerId))}` : 'has no owner now',
  dueAt: ({ task }) => (task.dueAt ? `is now due ${bold(date(task.dueAt))}` : 'has no due date now'),
  priority: ({ task }) => `now has priority ${bold(PRIORITY_WORDS[task.priority])}`,
  estimateMinutes: ({ task }) =>
    task.estimateMinutes === null ? 'has no estimate now' : `is now estimated at ${bold(effort(task.estimateMinutes))}`,
  ...DETAIL_WORDS,
  title: () => 'has a new title',
  description: () => 'has a new description',
  labels: ({ task }) => (task.labels.length > 0 ? `is now labelled ${labelled(task.labels)}` : 'has no labels now'),
  projectId: ({ project }) => `now belongs to ${bold(line(project.name, 80))}`,
  dependsOnIds: ({ task, references }) => {
    const after = task.dependsOnIds.map((id) => references.get(id)).filter((reference) => reference !== undefined)
    return after.length > 0 ? `now comes after ${listed(after)}` : 'depends on nothing now'
  },
  accountableId: ({ task, people }) =>
    task.accountableId
      ? `is now answered for by ${bold(nameOf(people, task.accountableId))}`
      : 'is answered for by its project’s accountable',
  block: ({ task }) => (task.block ? `now waits for something else: ${line(task.block.reason, 150)}` : 'waits no more'),
  droppedReason: null,
  doneAt: null,
}

/** What is said of changes after a task's name; empty where no words are made of them. */
function changeWords(sheet: TaskSheet, changes: readonly Change[]): string {
  const facts = changes.map(({ fact }) => fact)
  // A block comes and goes with the status, and an offer ends with a new owner: their words say so.
  const implied = new Set<TaskFact>([
    ...(facts.includes('status') ? (['block'] as const) : []),
    ...(facts.includes('ownerId') && !sheet.task.handoff ? (['handoff'] as const) : []),
  ])
  const told = facts.filter((fact) => !implied.has(fact))
  return told
    .map((fact) => FACT_WORDS[fact]?.(sheet))
    .filter((word) => word !== undefined)
    .join(', ')
}

/** What changed about a task, in one sentence, such as `*WEB-12* Fix hero copy is now *Done*.` */
export function changeSentence(sheet: TaskSheet, changes: readonly Change[]): string {
  const words = changeWords(sheet, changes)
  return words === '' ? `${taskName(sheet)}: nothing changed, it was so already.` : `${taskName(sheet)} ${words}.`
}

/** What an undo brought back, in one sentence, such as `*WEB-12* Fix hero copy is now *Doing*, as it was before.` */
export function restoredSentence(sheet: TaskSheet, changes: readonly Change[]): string {
  const words = changeWords(sheet, changes).replace(/a new (title|description)/g, 'its old $1')
  return `${taskName(sheet)} ${words === '' ? 'is' : `${words},`} as it was before.`
}
