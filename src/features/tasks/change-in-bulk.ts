import { changeWithin } from './change-task.ts'
import { makeNext } from './make-next.ts'
import { decideBulk } from '../../domain/bulk-change.ts'
import { changeTask } from '../../domain/task-change.ts'
import type { ChangeInBulk, Ports } from '../../ports.ts'

/** Changes one of many tasks, for the feature beside this one that changes lists. */
export const changeInBulk =
  (ports: Ports): ChangeInBulk =>
  async ({ workspaceId, taskId, groupId }, change, facts) => {
    const task = await ports.tasks.get(workspaceId, taskId)
    const [sheet] = task ? await ports.sheets.of([task]) : []
    if (!task || !sheet) return undefined
    const decision = decideBulk(sheet, change, facts)
    if ('refused' in decision) return { sheet, refused: decision.refused }
    // What is so already is no change, and the reason for one is no note.
    if (changeTask(task, decision.facts, facts.now).changes.length === 0)
      return { sheet, changes: [], activityId: null }
    const cause = {
      workspaceId,
      actorId: facts.actorId,
      via: 'modal',
      note: change.reason,
      groupId,
      bundled: true,
    } as const
    const changed = await changeWithin(ports, taskId, cause, () => decision.facts)
    if (change.move === 'done' && changed.activityId !== null) await makeNext(ports, task, cause)
    return changed
  }
