import { bundlePost } from './report-views.ts'
import type { Import } from '../../domain/import.ts'
import type { Post } from '../../domain/notice.ts'
import type { Ports } from '../../ports.ts'

/** Rows that are in memory at a time. */
const BATCH = 500

/** The notices to those who got tasks by an import, one for each of them, in their own working time. */
export async function ownerPosts(
  { imports, directory, clock }: Pick<Ports, 'imports' | 'directory' | 'clock'>,
  { workspaceId, id, actorId, cursor }: Import,
): Promise<readonly Post[]> {
  const given = new Map<string, string[]>()
  const note = (ownerId: string, taskId: string): void => {
    const taskIds = given.get(ownerId)
    if (taskIds) taskIds.push(taskId)
    else given.set(ownerId, [taskId])
  }
  for (let after = 0; after < cursor; after += BATCH)
    for (const { outcome } of await imports.rows(workspaceId, id, after, BATCH))
      if (outcome && 'taskId' in outcome && outcome.ownerId !== null && outcome.ownerId !== actorId)
        note(outcome.ownerId, outcome.taskId)
  const [actor] = await directory.members(workspaceId, [actorId])
  const owners = await directory.members(workspaceId, [...given.keys()])
  const facts = { cause: id, now: clock.now() }
  return owners.map((owner) => {
    const taskIds = given.get(owner.id) ?? []
    return bundlePost(owner, { what: 'owned', giver: actor?.realName ?? '', taskIds }, facts)
  })
}
