import { goesOnPost } from './notice-views.ts'
import type { Activity } from '../../domain/activity.ts'
import { survivorOf } from '../../domain/merge.ts'
import { isOpen } from '../../domain/task.ts'
import type { Task } from '../../domain/task.ts'
import type { Ports } from '../../ports.ts'

/** Whether nobody and nothing is left that a blocked task waits on; a duplicate counts as what it went into. */
async function waitsNoMore({ tasks }: Ports, { workspaceId, block }: Task): Promise<boolean> {
  if (!block || block.waitsOnMemberIds.length > 0) return false
  for (const blocker of await tasks.getMany(workspaceId, block.waitsOnTaskIds))
    if (isOpen(await survivorOf(blocker, (id) => tasks.get(workspaceId, id)))) return false
  return true
}

/**
 * Tells the owners of blocked tasks which waited on one that is now done that they can go on. Part of the transaction
 * that completes it.
 */
export async function tellWaiting(ports: Ports, done: Task, entry: Activity): Promise<void> {
  const isDone = entry.changes.some(({ fact, after }) => fact === 'status' && after === 'done')
  if (!isDone || entry.undoes !== null) return
  for (const waiting of await ports.tasks.blockedOn(done.workspaceId, done.id)) {
    const [sheet] = (await waitsNoMore(ports, waiting)) ? await ports.sheets.of([waiting]) : []
    const post = sheet && goesOnPost(sheet, done, entry)
    if (post) await ports.outbox.add(post)
  }
}
