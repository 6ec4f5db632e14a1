import { cannotTakePartText } from './views.ts'
import { whyCannotOwn } from '../../domain/permission.ts'
import { UserError } from '../../errors.ts'
import type { Ports } from '../../ports.ts'

/**
 * Meets those who are to have a part in a task, so that its views and notices know them.
 *
 * @throws UserError for the first who cannot have one
 */
export async function requirePeople({ directory }: Ports, workspaceId: string, ids: readonly string[]): Promise<void> {
  const known = await directory.members(workspaceId, ids)
  for (const id of ids) {
    const member = known.find((each) => each.id === id)
    const why = whyCannotOwn(member)
    if (why) throw new UserError('cannot-take-part', cannotTakePartText(member?.realName ?? '', why))
  }
}
