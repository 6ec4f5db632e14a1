import type { SavedList } from '../../domain/list-view.ts'
import { unknownList } from '../../errors.ts'
import type { Ports, Speech } from '../../ports.ts'

/**
 * Forgets a list that the speaker saved, and gives those that are left.
 *
 * @throws UserError when none has that name
 */
export async function forgetList(
  { savedLists }: Ports,
  { workspaceId, speaker }: Speech,
  name: string,
): Promise<readonly SavedList[]> {
  const removed = await savedLists.remove(workspaceId, speaker.id, name)
  const left = await savedLists.ofMember(workspaceId, speaker.id)
  if (removed) return left
  throw unknownList(
    name,
    left.map((list) => list.name),
  )
}
