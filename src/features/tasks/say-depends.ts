import { changeEach, groupOf } from './change-each.ts'
import type { ChangedEach } from './change-each.ts'
import { applyChange } from './change-task.ts'
import { requireTasks } from './find-tasks.ts'
import { closedText } from './views.ts'
import { findCycle } from '../../domain/dependencies.ts'
import type { Command } from '../../domain/command.ts'
import { isOpen } from '../../domain/task.ts'
import type { Task } from '../../domain/task.ts'
import { circular, refusedMove } from '../../errors.ts'
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
  { workspaceId, speaker, via }: Speech,
  { references, on }: Extract<Command, { kind: 'depends' }>,
): Promise<ChangedEach> {
  const awaited = await requireTasks(ports, workspaceId, on)
  const cause = { workspaceId, actorId: speaker.id, via, note: null, groupId: groupOf(ports, references) }
  return changeEach(ports, workspaceId, references, (task) =>
    applyChange(ports, task.id, cause, async (newest) => {
      if (!isOpen(newest)) throw refusedMove(newest.reference, closedText(newest))
      const ids = awaited.map(({ id }) => id).filter((id) => !newest.dependsOnIds.includes(id))
      const added = await ports.tasks.getMany(workspaceId, ids)
      const cycle = findCycle(newest, added, await dependenciesOf(ports, workspaceId, added))
      if (cycle) throw circular(cycle.map(({ reference }) => reference))
      // Both ends are written, so that two who tie the same two tasks at once cannot tie them in a circle.
      for (const each of added) await ports.tasks.save(each)
      return { dependsOnIds: [...newest.dependsOnIds, ...ids] }
    }),
  )
}
