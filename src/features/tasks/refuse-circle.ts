import { findCycle } from '../../domain/dependencies.ts'
import type { Task } from '../../domain/task.ts'
import { circular } from '../../errors.ts'
import type { Ports } from '../../ports.ts'

/** What tasks wait on, loaded step by step, so that a circle is found however long it is. */
async function dependenciesOf(
  { tasks }: Ports,
  workspaceId: string,
  from: readonly Task[],
): Promise<ReadonlyMap<string, Task>> {
  const known = new Map(from.map((task) => [task.id, task]))
  for (let wave = from; wave.length > 0;) {
    const ids = wave.flatMap((task) => task.dependsOnIds).filter((id) => !known.has(id))
    wave = await tasks.getMany(workspaceId, [...new Set(ids)])
    for (const task of wave) known.set(task.id, task)
  }
  return known
}

/**
 * Makes sure that a task can wait on others, some of which it did not wait on before: within the transaction that ties
 * them.
 *
 * It writes the workspace, so that of two transactions that tie tasks in it at once one must begin again: else they could
 * close a circle between them without sharing a single task.
 *
 * @throws UserError with the path when tasks would wait for each other in a circle
 */
export async function refuseCircle(ports: Ports, task: Task, dependsOnIds: readonly string[]): Promise<void> {
  const addedIds = dependsOnIds.filter((id) => !task.dependsOnIds.includes(id))
  if (addedIds.length === 0) return
  const workspace = await ports.workspaces.get(task.workspaceId)
  if (workspace) await ports.workspaces.save(workspace)
  const added = await ports.tasks.getMany(task.workspaceId, addedIds)
  const cycle = findCycle(task, added, await dependenciesOf(ports, task.workspaceId, added))
  if (cycle) throw circular(cycle.map(({ reference }) => reference))
}
