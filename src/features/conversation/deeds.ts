import type { MessagePosition, Task, TaskFacts } from '../../domain/task.ts'
import type { Reply, Speech, WrittenMessage } from '../../ports.ts'

/** What other features do for those who speak or react; `features.ts` joins them, for no feature knows another. */
export interface Deeds {
  /** Reads what somebody said and does it, as a command would. */
  readonly say: (said: Omit<Speech, 'speaker' | 'sight'> & { readonly actorId: string }) => Promise<Reply>
  /** Completes a task; null where it was done already. */
  readonly complete: (of: {
    readonly workspaceId: string
    readonly actorId: string
    readonly taskId: string
  }) => Promise<Reply>
  /** Opens the New task form with a message; where the message has become a task before, that is the answer. */
  readonly capture: (from: Capture) => Promise<Reply>
  /** Changes a task because of what happened in a conversation. */
  readonly change: (
    taskId: string,
    by: {
      readonly workspaceId: string
      /** Null: nobody, it followed from something else. */
      readonly actorId: string | null
      /** The thread in which it happened. */
      readonly thread?: MessagePosition
    },
    decide: (task: Task) => Partial<TaskFacts>,
  ) => Promise<void>
  /** A message of Runsheet's was deleted: what stood there is kept true no more. */
  readonly forget: (workspaceId: string, message: MessagePosition) => Promise<void>
}

export interface Capture {
  readonly workspaceId: string
  readonly actorId: string
  readonly triggerId: string
  readonly responseUrl: string | null
  readonly written: Pick<WrittenMessage, 'text' | 'authorId' | 'files'> & { readonly at: Date }
  readonly source: MessagePosition & Pick<WrittenMessage, 'threadTs'>
}
