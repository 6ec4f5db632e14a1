import { survivorOf } from '../../domain/merge.ts'
import { maySee } from '../../domain/sight.ts'
import type { Sight } from '../../domain/sight.ts'
import type { Task } from '../../domain/task.ts'
import { taskGone, unknownReference } from '../../errors.ts'
import type { Ports } from '../../ports.ts'

/**
 * The tasks that references name, in their order.
 *
 * @throws UserError for the first that names none that the person may see: then nothing at all is to be done
 */
export async function requireTasks(
  { tasks }: Pick<Ports, 'tasks'>,
  sight: Sight,
  references: readonly string[],
): Promise<readonly Task[]> {
  const found: Task[] = []
  for (const reference of references) {
    const task = await tasks.byReference(sight, reference)
    if (!task) throw unknownReference(reference)
    found.push(task)
  }
  return found
}

/**
 * The tasks that count for these, each once: of duplicates those that they went into, where the person may see them.
 */
export async function survivorsOf(
  { tasks }: Pick<Ports, 'tasks'>,
  sight: Sight,
  found: readonly Task[],
): Promise<readonly Task[]> {
  const survivors = new Map<string, Task>()
  for (const task of found) {
    const survivor = await survivorOf(task, (id) => tasks.get(task.workspaceId, id))
    const counts = maySee(sight, survivor) ? survivor : task
    survivors.set(counts.id, counts)
  }
  return [...survivors.values()]
}

/** @throws UserError when the task does not exist in this workspace, or no more */
export async function requireTask({ tasks }: Pick<Ports, 'tasks'>, workspaceId: string, taskId: string): Promise<Task> {
  const task = await tasks.get(workspaceId, taskId)
  if (!task) throw taskGone()
  return task
}
