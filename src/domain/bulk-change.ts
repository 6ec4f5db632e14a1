import type { Change } from './activity.ts'
import { shifted } from './bulk-due.ts'
import type { BulkDue } from './bulk-due.ts'
import { decideGiving } from './handoff.ts'
import type { Member } from './member.ts'
import type { Project } from './project.ts'
import { decideMove } from './task-change.ts'
import type { Move, Refusal } from './task-change.ts'
import { isOpen } from './task.ts'
import type { Priority, Task, TaskFact, TaskFacts, TaskStatus } from './task.ts'
import type { TaskSheet } from './task-sheet.ts'
import { calendarOf, usualCalendar } from './working-time.ts'
import type { Calendar } from './working-time.ts'
import type { WorkspaceSettings } from './workspace.ts'

/** What is done to the status of many tasks at once. */
export const BULK_MOVES = [
  'start',
  'review',
  'done',
  'block',
  'unblock',
  'drop',
  'reopen',
] as const satisfies readonly Move[]
export type BulkMove = (typeof BULK_MOVES)[number]

/** Those that need a reason. */
export const needsReason = (move: BulkMove): boolean => move === 'block' || move === 'drop'

/** Tasks that are changed at once. */
export const BULK_LIMIT = 200

/** What is to become of many tasks; whatever is null, or empty, stays as it is. */
export interface BulkChange {
  readonly move: BulkMove | null
  /** What is said with the move. */
  readonly reason: string | null
  readonly ownerId: string | null
  readonly due: BulkDue | null
  readonly priority: Priority | null
  readonly addLabels: readonly string[]
  readonly removeLabels: readonly string[]
  readonly projectId: string | null
}

export const changesNothing = (change: BulkChange): boolean =>
  [change.move, change.ownerId, change.due, change.priority, change.projectId].every((part) => part === null) &&
  change.addLabels.length + change.removeLabels.length === 0

/** Whether a change of one task, made by somebody else, is about what a change of many would change, or closes it. */
export function overrides(change: BulkChange, made: readonly Change[]): boolean {
  const facts = new Set<TaskFact>([
    ...(change.move ? (['status', 'block'] as const) : []),
    ...(change.ownerId ? (['ownerId', 'handoff'] as const) : []),
    ...(change.due ? (['dueAt'] as const) : []),
    ...(change.priority ? (['priority'] as const) : []),
    ...(change.addLabels.length + change.removeLabels.length > 0 ? (['labels'] as const) : []),
    ...(change.projectId ? (['projectId'] as const) : []),
  ])
  return made.some(
    ({ fact, after }) => facts.has(fact) || (fact === 'status' && (after === 'done' || after === 'dropped')),
  )
}

/** Why a task is left as it is. */
export type BulkRefusal =
  | Exclude<Refusal, 'already'>
  /** It has no date that could be moved. */
  | 'no-date'
  /** Its date would be in the past, moved or set. */
  | 'past-date'

export type BulkDecision = { readonly facts: Partial<TaskFacts> } | { readonly refused: BulkRefusal }

/** What a bulk change is decided by, the same for all of its tasks. */
export interface BulkFacts {
  readonly actorId: string
  readonly acceptance: WorkspaceSettings['acceptance']
  readonly now: Date
  /** Who is to own the tasks, where somebody else is. */
  readonly owner: Member | null
  /** Where the tasks are to belong, where that is elsewhere. */
  readonly project: Project | null
}

type Facts = Partial<TaskFacts>
type Part = Facts | { readonly refused: BulkRefusal }

const isRefusal = (part: Part): part is { readonly refused: BulkRefusal } => 'refused' in part

function moved(task: Task, { move, reason }: BulkChange, { actorId, now }: BulkFacts): Part {
  if (move === null) return {}
  const decision = decideMove(task, move, { actorId, note: reason }, now)
  if ('facts' in decision) return decision.facts
  return decision.refused === 'already' ? {} : { refused: decision.refused }
}

/** Where a task's days are counted: by who owns it afterwards, else where its project is. */
function calendarFor({ task, project, people }: TaskSheet, { owner }: BulkFacts): Calendar {
  const whose = owner ?? (task.ownerId === null ? undefined : people.get(task.ownerId))
  return whose ? calendarOf(whose) : usualCalendar(project.zone)
}

const notPast = (at: Date, now: Date): Part => (at <= now ? { refused: 'past-date' } : { dueAt: at })

function dated(sheet: TaskSheet, { due }: BulkChange, facts: BulkFacts): Part {
  const { dueAt } = sheet.task
  switch (due?.kind) {
    case undefined:
      return {}
    case 'none':
      return { dueAt: null }
    case 'at':
      return notPast(due.at, facts.now)
    case 'shift':
      return dueAt === null
        ? { refused: 'no-date' }
        : notPast(shifted(dueAt, due, calendarFor(sheet, facts)), facts.now)
  }
}

function labelled({ labels }: Task, { addLabels, removeLabels }: BulkChange): Facts {
  if (addLabels.length + removeLabels.length === 0) return {}
  return { labels: [...new Set([...labels, ...addLabels])].filter((label) => !removeLabels.includes(label)) }
}

const fold = (name: string): string => name.toLowerCase()

/** A task in another project is in its phase of the same name, and keeps the values of fields that both have. */
function relocated({ task, project: from }: TaskSheet, to: Project | null): Facts {
  if (to === null || to.id === task.projectId) return {}
  const phase = from.phases.find(({ id }) => id === task.phaseId)
  const there = phase && to.phases.find(({ name }) => fold(name) === fold(phase.name))
  const fields = task.fields.flatMap(({ fieldId, value }) => {
    const field = from.fields.find(({ id }) => id === fieldId)
    const alike = field && to.fields.find(({ name, type }) => fold(name) === fold(field.name) && type === field.type)
    return alike ? [{ fieldId: alike.id, value }] : []
  })
  return { projectId: to.id, phaseId: there?.id ?? null, fields }
}

/** Who closes what is closed in that way already asks for nothing. */
const CLOSES: ReadonlyMap<BulkMove, TaskStatus> = new Map([
  ['done', 'done'],
  ['drop', 'dropped'],
])

/**
 * Decides what a change of many tasks makes of one of them: all of it, or nothing.
 *
 * A closed task is only reopened; what comes with that holds from then on.
 */
export function decideBulk(sheet: TaskSheet, change: BulkChange, facts: BulkFacts): BulkDecision {
  const { task } = sheet
  if (!isOpen(task) && change.move !== 'reopen')
    return change.move !== null && CLOSES.get(change.move) === task.status ? { facts: {} } : { refused: 'closed' }
  const { owner, actorId, acceptance, now } = facts
  const parts: readonly Part[] = [
    moved(task, change, facts),
    owner ? decideGiving(task, { verb: 'assign', actorId, toId: owner.id, note: null }, acceptance, now) : {},
    dated(sheet, change, facts),
    change.priority ? { priority: change.priority } : {},
    labelled(task, change),
    relocated(sheet, facts.project),
  ]
  const refusal = parts.find(isRefusal)
  return refusal ?? { facts: Object.assign({}, ...parts) as Facts }
}
