import { applyChange } from './change-task.ts'
import type { Cause, Changed } from './change-task.ts'
import { requireOwner } from './require-owner.ts'
import { closedText } from './views.ts'
import { decideGiving } from '../../domain/handoff.ts'
import type { GiveVerb } from '../../domain/handoff.ts'
import { isOpen } from '../../domain/task.ts'
import { DEFAULT_SETTINGS } from '../../domain/workspace.ts'
import { refusedMove } from '../../errors.ts'
import type { Ports } from '../../ports.ts'

export interface Gift {
  readonly verb: GiveVerb
  readonly toId: string
}

/**
 * Gives an open task to somebody, who owns it at once or is asked first, as the workspace has it.
 *
 * @throws UserError when the task is closed, or the named person cannot own
 */
export async function giveTask(ports: Ports, taskId: string, cause: Cause, { verb, toId }: Gift): Promise<Changed> {
  const { workspaceId, actorId, note } = cause
  await requireOwner(ports, workspaceId, toId)
  const workspace = await ports.workspaces.get(workspaceId)
  const { acceptance } = workspace?.settings ?? DEFAULT_SETTINGS
  return applyChange(ports, taskId, cause, (task, now) => {
    if (!isOpen(task)) throw refusedMove(task.reference, closedText(task))
    return decideGiving(task, { verb, actorId, toId, note }, acceptance, now)
  })
}
