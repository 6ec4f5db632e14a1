import type { MessagePosition, Task } from '../../domain/task.ts'
import type { Ports } from '../../ports.ts'

/** Merges are followed no further: nobody merges so often. */
const MERGES = 10

/** The task itself, or the one that it went into as a duplicate: what is said of it from then on is said of that one. */
async function survivor({ tasks }: Pick<Ports, 'tasks'>, task: Task): Promise<Task> {
  let last = task
  for (let count = 0; last.mergedIntoId !== null && count < MERGES; count += 1) {
    const next = await tasks.get(last.workspaceId, last.mergedIntoId)
    if (!next) break
    last = next
  }
  return last
}

/**
 * The task that a thread is about: the only one with a card in it, else the one whose card or message it begins with; of a
 * duplicate that was merged, the task that goes on. Null where the thread has several tasks or none.
 */
export async function taskOfThread(
  ports: Pick<Ports, 'tasks'>,
  workspaceId: string,
  root: MessagePosition,
): Promise<Task | null> {
  const task = await cardInThread(ports, workspaceId, root)
  return task && survivor(ports, task)
}

async function cardInThread(
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
