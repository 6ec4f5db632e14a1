import type { Activity } from '../../domain/activity.ts'
import type { Sight } from '../../domain/sight.ts'
import type { Task, TaskFact } from '../../domain/task.ts'
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

/** @throws UserError when the task does not exist in this workspace, or no more */
export async function requireTask({ tasks }: Pick<Ports, 'tasks'>, workspaceId: string, taskId: string): Promise<Task> {
  const task = await tasks.get(workspaceId, taskId)
  if (!task) throw taskGone()
  return task
}

const ENTRIES_READ = 50

/** The entry by which a task's facts, some of them at least, became as they are. */
export async function latestChangeOf(
  { activities }: Pick<Ports, 'activities'>,
  { workspaceId, id }: Pick<Task, 'workspaceId' | 'id'>,
  facts: readonly TaskFact[],
): Promise<Activity | undefined> {
  const entries = await activities.ofTask(workspaceId, id, ENTRIES_READ)
  return entries.find(({ kind, changes }) => kind === 'created' || changes.some(({ fact }) => facts.includes(fact)))
}
