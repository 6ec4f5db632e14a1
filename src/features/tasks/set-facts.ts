import { applyChange } from './change-task.ts'
import type { Cause, Changed } from './change-task.ts'
import { requireOwner } from './require-owner.ts'
import { closedText } from './views.ts'
import { isOpen } from '../../domain/task.ts'
import type { TaskFacts } from '../../domain/task.ts'
import { refusedMove } from '../../errors.ts'
import type { Ports } from '../../ports.ts'

/** The facts that are set as they are said, without a rule of order between them. */
export type PlainFacts = Partial<Pick<TaskFacts, 'ownerId' | 'dueAt' | 'estimateMinutes' | 'priority'>>

/**
 * Sets owner, due date, estimate or priority of an open task.
 *
 * @throws UserError when the task is closed, or the named person cannot own
 */
export async function setFacts(ports: Ports, taskId: string, cause: Cause, facts: PlainFacts): Promise<Changed> {
  if (facts.ownerId) await requireOwner(ports, cause.workspaceId, facts.ownerId)
  return applyChange(ports, taskId, cause, (task) => {
    if (!isOpen(task)) throw refusedMove(task.reference, closedText(task))
    return facts
  })
}
