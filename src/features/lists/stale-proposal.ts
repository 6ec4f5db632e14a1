import type { Proposal } from './propose-bulk.ts'
import { overrides } from '../../domain/bulk-change.ts'
import type { BulkDeed, BulkTarget } from '../../domain/bulk-deed.ts'
import type { Task } from '../../domain/task.ts'
import type { Ports } from '../../ports.ts'

/** As far back as changes are looked for that came after a preview. */
const ENTRIES_READ = 50

async function isOverridden(
  { activities }: Pick<Ports, 'activities'>,
  { actorId, change }: BulkDeed,
  { task, version }: { readonly task: Task; readonly version: number },
): Promise<boolean> {
  const log = await activities.ofTask(task.workspaceId, task.id, ENTRIES_READ)
  const since = log.filter((entry) => entry.taskVersion > version && entry.actorId !== actorId)
  return since.some(({ changes }) => overrides(change, changes))
}

/**
 * What is to be shown once more before it is done: a change of many tasks of which others have changed some since the
 * preview, in what it would change as well. Null where it can be done as it was agreed to.
 */
export async function staleProposal(
  ports: Ports,
  { workspaceId, actorId, deedId }: { readonly workspaceId: string; readonly actorId: string; readonly deedId: string },
): Promise<Omit<Proposal, 'viewId'> | null> {
  const deed = await ports.bulkDeeds.get(workspaceId, deedId)
  if (deed?.actorId !== actorId || deed.state !== 'proposed') return null
  const seen = new Map(deed.targets.map(({ taskId, version }: BulkTarget) => [taskId, version]))
  const tasks = await ports.tasks.getMany(workspaceId, [...seen.keys()])
  // Side by side: the submission waits for it.
  const found = await Promise.all(
    tasks.map(async (task) => {
      const version = seen.get(task.id) ?? task.version
      return task.version !== version && (await isOverridden(ports, deed, { task, version })) ? [task.reference] : []
    }),
  )
  const meanwhile = found.flat()
  if (meanwhile.length === 0) return null
  const { change, words, line, responseUrl, channelId } = deed
  return { workspaceId, actorId, change, words, origin: { line, responseUrl, channelId }, meanwhile }
}
