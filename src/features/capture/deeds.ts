import type { Activity, Change, Via } from '../../domain/activity.ts'
import type { Sight } from '../../domain/sight.ts'
import type { MessagePosition, Task, TaskFacts } from '../../domain/task.ts'
import type { TaskSheet } from '../../domain/task-sheet.ts'

/** What other features do for those who add a message to a task; `features.ts` joins them. */
export interface AddingDeeds {
  /** The tasks that words find, best first. */
  readonly search: (sight: Sight, words: string) => Promise<readonly TaskSheet[]>
  /** Changes a task within a transaction that has begun; whoever began it wakes the outbox. */
  readonly change: (
    taskId: string,
    by: {
      readonly workspaceId: string
      readonly actorId: string
      readonly via: Via
      /** The thread in which it happened. */
      readonly thread: MessagePosition
      /** What is taken back together. */
      readonly groupId: string
    },
    decide: (task: Task) => Partial<TaskFacts>,
  ) => Promise<{
    readonly sheet: TaskSheet
    readonly changes: readonly Change[]
    /** Null when nothing changed. */
    readonly activityId: Activity['id'] | null
  }>
}
