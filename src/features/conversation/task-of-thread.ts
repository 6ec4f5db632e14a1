import { survivorOf } from '../../domain/merge.ts'
import type { MessagePosition, Task } from '../../domain/task.ts'
import type { Ports } from '../../ports.ts'

type ThreadPorts = Pick<Ports, 'tasks'>

async function cardedIn({ tasks }: ThreadPorts, workspaceId: string, root: MessagePosition): Promise<Task | null> {
  const carded = await tasks.inThread(workspaceId, root)
  const begins = ({ source, cards }: Task): boolean =>
    [...(source ? [source] : []), ...cards].some(({ channelId, ts }) => channelId === root.channelId && ts === root.ts)
  const [only, ...others] = carded.length > 1 ? carded.filter(begins) : carded
  if (only) return others.length === 0 ? only : null
  if (carded.length > 0) return null
  // Its card is still on the way.
  return (await tasks.bySource(workspaceId, root)) ?? null
}

/**
 * The task that a thread is about: the only one with a card in it, else the one whose card or message it begins with;
 * where that went into another as a duplicate, the other. Null where the thread has several tasks or none.
 */
export async function taskOfThread(
  ports: ThreadPorts,
  workspaceId: string,
  root: MessagePosition,
): Promise<Task | null> {
  const task = await cardedIn(ports, workspaceId, root)
  return task && survivorOf(task, (id) => ports.tasks.get(workspaceId, id))
}
