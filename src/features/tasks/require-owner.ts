import { whyCannotOwn } from '../../domain/permission.ts'
import { cannotOwn } from '../../errors.ts'
import type { Ports } from '../../ports.ts'

/**
 * Meets the person who is to own a task, so that the task's views and notices know them.
 *
 * @throws UserError when they cannot own one
 */
export async function requireOwner({ directory }: Pick<Ports, 'directory'>, workspaceId: string, memberId: string) {
  const [owner] = await directory.members(workspaceId, [memberId])
  const why = whyCannotOwn(owner)
  if (why) throw cannotOwn(owner?.realName ?? '', why)
}
