import { changeEach, groupOf } from './change-each.ts'
import type { ChangedEach } from './change-each.ts'
import { applyChange } from './change-task.ts'
import { requireTasks } from './find-tasks.ts'
import { closedText } from './views.ts'
import type { Command } from '../../domain/command.ts'
import { isOpen } from '../../domain/task.ts'
import { refusedMove } from '../../errors.ts'
import type { Ports, Speech } from '../../ports.ts'

/**
 * `/task depends WEB-12 on WEB-9`: WEB-12 waits for WEB-9; `not on`: it does no longer.
 *
 * @throws UserError with the path when the tasks would wait for each other in a circle
 */
export async function sayDepends(
  ports: Ports,
  { workspaceId, speaker, sight, via }: Speech,
  { references, on, not }: Extract<Command, { kind: 'depends' }>,
): Promise<ChangedEach> {
  const named = (await requireTasks(ports, sight, on)).map(({ id }) => id)
  const cause = { workspaceId, actorId: speaker.id, via, note: null, groupId: groupOf(ports, references) }
  return changeEach(ports, sight, references, (task) =>
    applyChange(ports, task.id, cause, (newest) => {
      const { dependsOnIds } = newest
      if (!isOpen(newest)) throw refusedMove(newest.reference, closedText(newest))
      if (not) return { dependsOnIds: dependsOnIds.filter((id) => !named.includes(id)) }
      return { dependsOnIds: [...new Set([...dependsOnIds, ...named])] }
    }),
  )
}
