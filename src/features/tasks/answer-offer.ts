import { applyChange } from './change-task.ts'
import type { Cause, Changed } from './change-task.ts'
import { requireOwner } from './require-owner.ts'
import { cannotAnswerText } from './views.ts'
import { decideAnswer } from '../../domain/handoff.ts'
import { refusedMove } from '../../errors.ts'
import type { Ports } from '../../ports.ts'

/**
 * Answers a hand-off: who accepts owns the task from now on, who declines leaves it where it was.
 *
 * @throws UserError when nothing is offered to this person, or they cannot own
 */
export async function answerOffer(
  ports: Ports,
  taskId: string,
  cause: Cause,
  answer: 'accept' | 'decline',
): Promise<Changed> {
  if (answer === 'accept') await requireOwner(ports, cause.workspaceId, cause.actorId)
  return applyChange(ports, taskId, cause, (task) => {
    const decided = decideAnswer(task, cause.actorId, answer)
    if ('refused' in decided) throw refusedMove(task.reference, cannotAnswerText(decided.refused, answer))
    return decided.facts
  })
}
