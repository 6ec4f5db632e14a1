import type { MessagePosition } from '../../domain/task.ts'
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
}

export interface Capture {
  readonly workspaceId: string
  readonly actorId: string
  readonly triggerId: string
  readonly responseUrl: string | null
  readonly written: Pick<WrittenMessage, 'text' | 'authorId'> & { readonly at: Date }
  readonly source: MessagePosition & Pick<WrittenMessage, 'threadTs'>
}
