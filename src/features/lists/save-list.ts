import { findView } from './find-view.ts'
import { SAVED_LISTS_LIMIT } from '../../domain/list-view.ts'
import type { ListView, SavedList } from '../../domain/list-view.ts'
import type { ListSaid } from '../../domain/list-words.ts'
import { tooManyLists } from '../../errors.ts'
import type { Ports, Speech } from '../../ports.ts'

/** Keeps a list under a name for its speaker, and gives what had that name before. */
export async function saveList(
  ports: Ports,
  speech: Speech,
  said: Pick<ListSaid, 'view' | 'name'>,
  name: string,
): Promise<{ readonly saved: SavedList; readonly before: ListView | null }> {
  const { workspaceId, speaker } = speech
  // What the channel would have added counts as said: the list is to be the same wherever it is called up.
  const { view } = await findView(ports, speech, said)
  const saved = { workspaceId, memberId: speaker.id, name, view }
  const before = await ports.tx.run(async () => {
    const lists = await ports.savedLists.ofMember(workspaceId, speaker.id)
    const others = lists.filter((list) => list.name !== name)
    if (others.length >= SAVED_LISTS_LIMIT) throw tooManyLists(SAVED_LISTS_LIMIT)
    return ports.savedLists.put(saved)
  })
  return { saved, before: before?.view ?? null }
}
