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
  /** Lower case, without `#`, each once. */
  readonly labels: readonly string[]
  /** Tasks that must be done before this one. */
  readonly dependsOnIds: readonly string[]
  /** In the order in which they are numbered, from 1. */
  readonly checklist: readonly ChecklistItem[]
  readonly links: readonly TaskLink[]
  /** The Consulted and the Informed of RACI. */
  readonly consultedIds: readonly string[]
  readonly informedIds: readonly string[]
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
  'labels',
  'dependsOnIds',
  'checklist',
  'links',
  'consultedIds',
  'informedIds',
  'snoozedUntil',
  'block',
  'droppedReason',
  'doneAt',
] as const satisfies readonly (keyof Task)[]
export type TaskFact = (typeof TASK_FACTS)[number]
export type TaskFacts = Pick<Task, TaskFact>

/** What a new task has none of. */
export const NO_DETAILS = {
  checklist: [],
  links: [],
  consultedIds: [],
  informedIds: [],
  snoozedUntil: null,
} as const satisfies Partial<TaskFacts>

export const isOpen = (task: Pick<Task, 'status'>): boolean => task.status !== 'done' && task.status !== 'dropped'
