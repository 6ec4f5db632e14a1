import { goesOnPost, waitsPosts } from './notice-views.ts'
import type { Activity } from '../../domain/activity.ts'
import type { Member } from '../../domain/member.ts'
import { someOpen } from '../../domain/merge.ts'
import { isInsider, maySee } from '../../domain/sight.ts'
import type { Task } from '../../domain/task.ts'
import type { TaskSheet } from '../../domain/task-sheet.ts'
import type { Ports } from '../../ports.ts'

/** Whether nobody and nothing is left that a blocked task waits on. */
async function waitsNoMore({ tasks }: Ports, { workspaceId, block }: Task): Promise<boolean> {
  if (!block || block.waitsOnMemberIds.length > 0) return false
  return !(await someOpen(await tasks.getMany(workspaceId, block.waitsOnTaskIds), (id) => tasks.get(workspaceId, id)))
}

/**
 * Slack is asked only where something is hidden from somebody, and where it does not answer nobody is told: what somebody
 * did does not wait for a third person's channels.
 */
async function sees({ sights, log }: Ports, member: Member, { task, project }: TaskSheet): Promise<boolean> {
  if (member.kind === 'external') return false
  if (isInsider(member) && !project.private) return true
  try {
    return maySee(await sights.of(member), task)
  } catch (error) {
    log.warn({ err: error, workspaceId: task.workspaceId }, 'What somebody may see could not be told')
    return false
  }
}

/** Tells those whom a block names, where they may see the task. */
async function tellNamed(ports: Ports, sheet: TaskSheet, entry: Activity): Promise<void> {
  for (const { member, post } of waitsPosts(sheet, entry))
    if (await sees(ports, member, sheet)) await ports.outbox.add(post)
}

/** Tells the owners of blocked tasks which waited on one that is now done that they can go on. */
async function tellOwners(ports: Ports, doneSheet: TaskSheet, entry: Activity): Promise<void> {
  const { task: done } = doneSheet
  for (const waiting of await ports.tasks.blockedOn(done.workspaceId, done.id)) {
    const [sheet] = (await waitsNoMore(ports, waiting)) ? await ports.sheets.of([waiting]) : []
    const owner = sheet?.people.get(waiting.ownerId ?? '')
    if (!sheet || !owner || owner.id === entry.actorId) continue
    const post = goesOnPost(sheet, (await sees(ports, owner, doneSheet)) ? done : null, entry)
    if (post) await ports.outbox.add(post)
  }
}

/**
 * Tells people of what a change means to them where tasks wait: those on whom one waits from now on, and the owners of
 * those that wait no longer. Part of the transaction of the change; an undo tells nobody.
 */
export async function tellWaiting(ports: Ports, sheet: TaskSheet, entry: Activity): Promise<void> {
  if (entry.undoes !== null) return
  await tellNamed(ports, sheet, entry)
  const isDone = entry.changes.some(({ fact, after }) => fact === 'status' && after === 'done')
  if (isDone) await tellOwners(ports, sheet, entry)
}
