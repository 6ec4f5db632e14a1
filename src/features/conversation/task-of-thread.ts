import type { MessagePosition, Task } from '../../domain/task.ts'
import type { Ports } from '../../ports.ts'

/**
 * The task that a thread is about: the only one with a card in it, else the one whose card or message it begins with.
 * Null where the thread has several tasks or none.
 */
export async function taskOfThread(
  ports: Pick<Ports, 'tasks'>,
  workspaceId: string,
  root: MessagePosition,
): Promise<Task | null> {
  const tasks = await ports.tasks.inThread(workspaceId, root)
  const begins = ({ source, cards }: Task): boolean =>
    [...(source ? [source] : []), ...cards].some(({ channelId, ts }) => channelId === root.channelId && ts === root.ts)
  const [only, ...others] = tasks.length > 1 ? tasks.filter(begins) : tasks
  if (only) return others.length === 0 ? only : null
  if (tasks.length > 0) return null
  // Its card is still on the way.
  return (await ports.tasks.bySource(workspaceId, root)) ?? null
}
