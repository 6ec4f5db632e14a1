import type { FieldValue } from './custom-fields.ts'
import type { Recurrence } from './recurrence.ts'

/** Every status, in the order in which work moves; `blocked` and `dropped` stand beside that line. */
export const TASK_STATUSES = ['todo', 'doing', 'review', 'blocked', 'done', 'dropped'] as const
export type TaskStatus = (typeof TASK_STATUSES)[number]

/** Statuses in which work is still to be done. */
export const OPEN_STATUSES = ['todo', 'doing', 'review', 'blocked'] as const satisfies readonly TaskStatus[]
export type OpenStatus = (typeof OPEN_STATUSES)[number]

/** Most pressing first. */
export const PRIORITIES = ['urgent', 'high', 'normal', 'low'] as const
export type Priority = (typeof PRIORITIES)[number]

/** A task's title fits one line of a card; what is longer goes on in the description. */
export const TITLE_LIMIT = 150
/** What the form's inputs can hold, so that a description can always be edited whole. */
export const DESCRIPTION_LIMIT = 12_000

/** A message in Slack. */
export interface MessagePosition {
  readonly channelId: string
  readonly ts: string
}

/** A message that shows a task's card. */
export interface Card extends MessagePosition {
  /** The first message of the thread that it stands in or begins. */
  readonly threadTs?: string
}

/** Why and since when a task is blocked, and whom or what it waits on. */
export interface Block {
  readonly reason: string
  /** Where the task goes back to when it is unblocked. */
  readonly was: Exclude<OpenStatus, 'blocked'>
  readonly waitsOnMemberIds: readonly string[]
  readonly waitsOnTaskIds: readonly string[]
  readonly since: Date
}

/** A step within a task. */
export interface ChecklistItem {
  readonly text: string
  /** Who does it, where that is not the task's owner. */
  readonly ownerId: string | null
  readonly done: boolean
  /** Who ticked it, and when; null while it is not done. */
  readonly doneBy: string | null
  readonly doneAt: Date | null
}

/** An address that belongs to a task: a draft, a folder, a brief. */
export interface TaskLink {
  /** `http` or `https`, written out in full. */
  readonly url: string
  /** What people call it; null: the address stands for itself. */
  readonly text: string | null
}

/** A file in Slack that belongs to a task. */
export interface Attachment {
  readonly fileId: string
  readonly name: string
  /** Where Slack shows the file; `https`. */
  readonly permalink: string
  /** Null: Slack did not say. */
  readonly addedBy: string | null
  /** The message that it came with: where that goes, the file goes. Null where it was added otherwise. */
  readonly message: MessagePosition | null
}

/** A task that is being passed on: until the other person accepts it stays with its owner. */
export interface Handoff {
  readonly toId: string
  /** Who passes it on: mostly the owner, or somebody for them. */
  readonly byId: string
  readonly note: string | null
  readonly at: Date
}

/**
 * What Runsheet has asked about a late task. It starts anew whenever the task's due date, owner or status changes,
 * so that one nudge and one escalation are sent for each time that a task is late, and no more.
 */
export interface FollowUp {
  /** When somebody last said how the late task stands, by moving it: it is not asked about again at once. */
  readonly heardAt: Date | null
  /** When the owner was nudged about the task being overdue. */
  readonly nudgedAt: Date | null
  /** When the owner's silence was escalated. */
  readonly escalatedAt: Date | null
}

/** Nothing asked yet. */
export const DEFAULT_FOLLOW_UP: FollowUp = { heardAt: null, nudgedAt: null, escalatedAt: null }

/** A deliverable or step of a project, with exactly one owner, or shown as a problem while it has none. */
export interface Task {
  readonly workspaceId: string
  readonly id: string
  readonly version: number
  /** `WEB-12`: the project's key and a number that is never used again. */
  readonly reference: string
  readonly projectId: string
  readonly title: string
  readonly description: string
  readonly status: TaskStatus
  readonly priority: Priority
  /** The Responsible of RACI; null is a problem that every list shows. */
  readonly ownerId: string | null
  /** The Accountable of RACI where the task names its own; null means the project's. */
  readonly accountableId: string | null
  readonly dueAt: Date | null
  /** Working time that the task takes, in minutes. */
  readonly estimateMinutes: number | null
  /** Working time that is still to be spent, in minutes, as somebody last said; null: nobody said, the estimate counts. */
  readonly leftMinutes: number | null
  /** One of its project's phases; null where it is in none. */
  readonly phaseId: string | null
  /** Values of its project's own fields, each at most once, in the order of the project. */
  readonly fields: readonly FieldValue[]
  /** Lower case, without `#`, each once. */
  readonly labels: readonly string[]
  /** Tasks that must be done before this one. */
  readonly dependsOnIds: readonly string[]
  /** In the order in which they are numbered, from 1. */
  readonly checklist: readonly ChecklistItem[]
  readonly links: readonly TaskLink[]
  readonly attachments: readonly Attachment[]
  /** The Consulted and the Informed of RACI. */
  readonly consultedIds: readonly string[]
  readonly informedIds: readonly string[]
  /** Those who asked to be told of what becomes of the task. */
  readonly watcherIds: readonly string[]
  /** Set while somebody has been asked to take the task over and has not answered. */
  readonly handoff: Handoff | null
  /** When the task is done, the next one is made by this rule. */
  readonly recurrence: Recurrence | null
  /** The task that this one was a duplicate of; set only while it is dropped. */
  readonly mergedIntoId: string | null
  /** Nobody is asked about the task before this instant; null while nobody wanted it quiet. */
  readonly snoozedUntil: Date | null
  /** Set exactly while the status is `blocked`. */
  readonly block: Block | null
  /** Set exactly while the status is `dropped`. */
  readonly droppedReason: string | null
  /** The message that the task was made from. */
  readonly source: (MessagePosition & { readonly permalink: string }) | null
  /** Messages in channels and threads that show this task's card and are kept true. */
  readonly cards: readonly Card[]
  readonly followUp: FollowUp
  /** When a job must next look at this task; null while nothing can become due. */
  readonly nextCheckAt: Date | null
  readonly createdBy: string
  readonly createdAt: Date
  readonly doneAt: Date | null
}

/** The facts of a task that people change, that the activity log records and that an undo restores. */
export const TASK_FACTS = [
  'projectId',
  'title',
  'description',
  'status',
  'priority',
  'ownerId',
  'accountableId',
  'dueAt',
  'estimateMinutes',
  'leftMinutes',
  'phaseId',
  'fields',
  'labels',
  'dependsOnIds',
  'checklist',
  'links',
  'attachments',
  'consultedIds',
  'informedIds',
  'watcherIds',
  'handoff',
  'recurrence',
  'snoozedUntil',
  'block',
  'droppedReason',
  'mergedIntoId',
  'doneAt',
] as const satisfies readonly (keyof Task)[]
export type TaskFact = (typeof TASK_FACTS)[number]
export type TaskFacts = Pick<Task, TaskFact>

/** What a new task has none of. */
export const NO_DETAILS = {
  leftMinutes: null,
  phaseId: null,
  fields: [],
  checklist: [],
  links: [],
  attachments: [],
  consultedIds: [],
  informedIds: [],
  watcherIds: [],
  handoff: null,
  recurrence: null,
  mergedIntoId: null,
  snoozedUntil: null,
} as const satisfies Partial<TaskFacts>

export const isOpen = (task: Pick<Task, 'status'>): boolean => task.status !== 'done' && task.status !== 'dropped'
