import { groupOf } from './change-each.ts'
import { changeWithin } from './change-task.ts'
import type { Cause, Changed } from './change-task.ts'
import { requireTasks } from './find-tasks.ts'
import { mergedPost } from './notice-views.ts'
import { cannotMergeText } from './views.ts'
import type { Command } from '../../domain/command.ts'
import { decideMerge, retargeted } from '../../domain/merge.ts'
import type { Task } from '../../domain/task.ts'
import type { TaskSheet } from '../../domain/task-sheet.ts'
import { refusedMove, taskGone } from '../../errors.ts'
import type { Ports, Speech } from '../../ports.ts'

async function fresh({ tasks }: Ports, { workspaceId, id }: Task): Promise<Task> {
  const task = await tasks.get(workspaceId, id)
  if (!task) throw taskGone()
  return task
}

/** One duplicate goes into the target: both change, and so does what waited on the duplicate. */
async function mergeOne(ports: Ports, cause: Cause, duplicate: Task, into: Task): Promise<Changed> {
  const [from, target] = [await fresh(ports, duplicate), await fresh(ports, into)]
  const decided = decideMerge(from, target)
  if ('refused' in decided) throw refusedMove(from.reference, cannotMergeText(decided.refused, target))
  const { merged } = decided
  const closed = await changeWithin(ports, from.id, cause, () => merged.duplicate)
  const { workspaceId, id } = from
  const waiting = [
    ...(await ports.tasks.dependents(workspaceId, [id])),
    ...(await ports.tasks.blockedOn(workspaceId, id)),
  ]
  for (const waitingId of new Set(waiting.map((task) => task.id)))
    await changeWithin(ports, waitingId, cause, (task) => retargeted(task, from.id, target.id))
  const { sheet } = await changeWithin(ports, target.id, cause, () => merged.target)
  const entry = { id: closed.activityId ?? '', at: ports.clock.now(), actorId: cause.actorId }
  const post = mergedPost(closed.sheet, sheet, entry)
  if (post) await ports.outbox.add(post)
  return closed
}

/**
 * `/task merge WEB-12 WEB-13 into WEB-9`: the first are duplicates and are dropped; the last gets what they have. All of it
 * happens, or nothing, and one undo takes all of it back.
 *
 * @throws UserError when a task is named that does not exist, the target is closed or one of the duplicates, or tasks would
 * wait for each other in a circle
 */
export async function mergeTasks(
  ports: Ports,
  { workspaceId, speaker, sight, via }: Speech,
  { references, into }: Extract<Command, { kind: 'merge' }>,
): Promise<{ readonly merged: readonly Changed[]; readonly sheet: TaskSheet }> {
  const [target] = await requireTasks(ports, sight, [into])
  const duplicates = await requireTasks(ports, sight, references)
  if (!target) throw taskGone()
  const groupId = groupOf(ports, [target, ...duplicates])
  const cause = { workspaceId, actorId: speaker.id, via, note: null, groupId }
  const outcome = await ports.tx.run(async () => {
    const merged: Changed[] = []
    for (const duplicate of duplicates) merged.push(await mergeOne(ports, cause, duplicate, target))
    const [sheet] = await ports.sheets.of([await fresh(ports, target)])
    if (!sheet) throw taskGone()
    return { merged, sheet }
  })
  ports.wakeOutbox()
  return outcome
}
