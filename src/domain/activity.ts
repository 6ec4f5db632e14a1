import type { MessagePosition, Task, TaskFact } from './task.ts'

/** Where a change came from. */
export type Via = 'command' | 'modal' | 'message' | 'button' | 'mention' | 'reaction' | 'job' | 'setup'

/** One fact of a task before and after; instants are `Date`, nothing is null. */
export interface Change {
  readonly fact: TaskFact
  readonly before: unknown
  readonly after: unknown
}

/** An entry of the append-only log: who did what to which task, when, and from where. */
export interface Activity {
  readonly workspaceId: string
  readonly id: string
  readonly taskId: string
  readonly projectId: string
  readonly at: Date
  /** Null: Runsheet itself. */
  readonly actorId: string | null
  readonly via: Via
  readonly kind: 'created' | 'changed' | 'noted' | 'nudged' | 'escalated' | 'undone'
  readonly changes: readonly Change[]
  /** What the person said with it: a note, a reason. Null on a `noted` whose reply was deleted. */
  readonly note: string | null
  /** Only on `noted`: the reply in the card's thread that the note is. Its newest entry counts, `domain/notes.ts`. */
  readonly message?: MessagePosition
  /** Entries of one deed that changed several tasks have it in common, and are taken back together. */
  readonly groupId?: string
  /** The entry that this one takes back; only on `undone`, and on a note whose reply was edited or deleted. */
  readonly undoes: string | null
  /** The task's version after this change: an undo is refused once the task has moved on. */
  readonly taskVersion: number
}

/** The entry of the log with which a task begins: whoever made the task did it. */
export const createdEntry = (
  task: Task,
  { id, via, groupId }: Pick<Activity, 'id' | 'via'> & { readonly groupId?: string | undefined },
): Activity => ({
  workspaceId: task.workspaceId,
  id,
  taskId: task.id,
  projectId: task.projectId,
  at: task.createdAt,
  actorId: task.createdBy,
  via,
  kind: 'created',
  changes: [],
  note: null,
  ...(groupId === undefined ? {} : { groupId }),
  undoes: null,
  taskVersion: task.version,
})
