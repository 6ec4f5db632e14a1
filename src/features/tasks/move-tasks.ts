import { changeWithin } from './change-task.ts'
import type { Cause, Changed } from './change-task.ts'
import { makeNext } from './make-next.ts'
import { requireOwner } from './require-owner.ts'
import { refusalText } from './views.ts'
import { decideMove } from '../../domain/task-change.ts'
import type { Move, MoveFacts } from '../../domain/task-change.ts'
import type { Task } from '../../domain/task.ts'
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
 * @throws UserError when whoever takes it cannot own a task, or the move does not fit the task's status, or lacks its reason
 */
export async function moveTask(ports: Ports, input: MoveInput): Promise<Changed> {
  if (input.move === 'take') await requireOwner(ports, input.workspaceId, input.actorId)
  await ports.directory.members(input.workspaceId, input.waitsOnMemberIds ?? [])
  // A task that is completed may be followed by another.
  const groupId = input.groupId ?? (input.move === 'done' ? ports.ids.next() : undefined)
  const moved = await ports.tx.run(() => moveWithin(ports, { ...input, groupId }))
  ports.wakeOutbox()
  return moved
}

/** The move, and the task that follows where a recurring one was completed: in one transaction, and undone together. */
async function moveWithin(ports: Ports, input: MoveInput): Promise<Changed> {
  let before: Task | undefined
  const changed = await changeWithin(ports, input.taskId, input, (task, now) => {
    before = task
    const decision = decideMove(task, input.move, input, now)
    if ('facts' in decision) return decision.facts
    if (decision.refused === 'already') return {}
    throw refusedMove(task.reference, refusalText(decision.refused, task, input.move))
  })
  const completed = input.move === 'done' && changed.activityId !== null
  const next = completed && before ? await makeNext(ports, before, input) : undefined
  return next ? { ...changed, next } : changed
}
