import { applyChange } from './change-task.ts'
import type { Cause, Changed } from './change-task.ts'
import { refusalText } from './views.ts'
import { decideMove } from '../../domain/task-change.ts'
import type { Move, MoveFacts } from '../../domain/task-change.ts'
import { refusedMove } from '../../errors.ts'
import type { Ports } from '../../ports.ts'

export interface MoveInput extends Cause, Omit<MoveFacts, 'actorId' | 'note'> {
  readonly taskId: string
  readonly move: Move
}

/**
 * Moves a task: start, review, done, drop, reopen, block, unblock, take. Doing what is already so changes nothing and is
 * no mistake: two people may press Done.
 *
 * @throws UserError when the move does not fit the task's status, or lacks its reason
 */
export function moveTask(ports: Ports, input: MoveInput): Promise<Changed> {
  return applyChange(ports, input.taskId, input, (task, now) => {
    const decision = decideMove(task, input.move, input, now)
    if ('facts' in decision) return decision.facts
    if (decision.refused === 'already') return {}
    throw refusedMove(task.reference, refusalText(decision.refused, task, input.move))
  })
}
