import type { TaskFact } from './task.ts'

/** Where a change came from. */
export type Via = 'command' | 'modal' | 'message' | 'button' | 'mention' | 'job' | 'setup'

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
  /** What the person said with it: a note, a reason. */
  readonly note: string | null
  /** The entry that this one takes back; only on `undone`. */
  readonly undoes: string | null
  /** The task's version after this change: an undo is refused once the task has moved on. */
  readonly taskVersion: number
}
