import { changeEach } from './change-each.ts'
import type { ChangedEach } from './change-each.ts'
import { applyChange } from './change-task.ts'
import { requireTasks } from './find-tasks.ts'
import { findCycle } from '../../domain/dependencies.ts'
import type { Command } from '../../domain/command.ts'
import type { Task } from '../../domain/task.ts'
import { circular } from '../../errors.ts'
import type { Ports, Speech } from '../../ports.ts'

/** What tasks wait on, loaded step by step, so that a cycle is found however long it is. */
async function dependenciesOf(
  ports: Ports,
  workspaceId: string,
  from: readonly Task[],
): Promise<ReadonlyMap<string, Task>> {
  const known = new Map(from.map((task) => [task.id, task]))
  for (let wave = from; wave.length > 0;) {
    const ids = wave.flatMap((task) => task.dependsOnIds).filter((id) => !known.has(id))
    wave = await ports.tasks.getMany(workspaceId, [...new Set(ids)])
    for (const task of wave) known.set(task.id, task)
  }
  return known
}

/**
 * `/task depends WEB-12 on WEB-9`: WEB-12 waits for WEB-9.
 *
 * @throws UserError with the path when the tasks would wait for each other in a circle
 */
export async function sayDepends(
  ports: Ports,
  { workspaceId, speaker }: Speech,
  { references, on }: Extract<Command, { kind: 'depends' }>,
): Promise<ChangedEach> {
  const awaited = await requireTasks(ports, workspaceId, on)
  const cause = { workspaceId, actorId: speaker.id, via: 'command', note: null } as const
  return changeEach(ports, workspaceId, references, async (task) => {
    const known = await dependenciesOf(ports, workspaceId, awaited)
    const cycle = findCycle(task, awaited, known)
    if (cycle) throw circular(cycle.map(({ reference }) => reference))
    return applyChange(ports, task.id, cause, ({ dependsOnIds }) => ({
      dependsOnIds: [...new Set([...dependsOnIds, ...awaited.map(({ id }) => id)])],
    }))
  })
}
