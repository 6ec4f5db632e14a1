import type { MessagePosition } from '../../domain/task.ts'
import type { Ports } from '../../ports.ts'

/** A message of Runsheet's is gone: if it was a task's card, the task has one less to keep true. */
export async function forgetPlace(
  { tasks }: Pick<Ports, 'tasks'>,
  workspaceId: string,
  message: MessagePosition,
): Promise<void> {
  const task = await tasks.byCard(workspaceId, message)
  if (task) await tasks.removeCard(workspaceId, task.id, message)
}
