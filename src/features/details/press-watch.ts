import { watchTasks } from './watch-tasks.ts'
import type { MessageContent } from '../../domain/notice.ts'
import { taskGone } from '../../errors.ts'
import type { ChangeNamed, Ports } from '../../ports.ts'

export interface PressedWatch {
  readonly workspaceId: string
  readonly actorId: string
  readonly taskId: string
  readonly kind: 'watch' | 'unwatch'
}

/**
 * Begins or ends watching the task whose button was pressed.
 *
 * @throws UserError when the task is gone
 */
export async function pressWatch(
  ports: Ports,
  change: ChangeNamed,
  { workspaceId, actorId, taskId, kind }: PressedWatch,
): Promise<MessageContent> {
  const speaker = await ports.directory.member(workspaceId, actorId)
  const sight = await ports.sights.of(speaker)
  const task = await ports.tasks.get(workspaceId, taskId)
  if (!task) throw taskGone()
  return watchTasks(change, { workspaceId, speaker, sight, via: 'button' }, { kind, references: [task.reference] })
}
