import type { SavedList } from '../../domain/list-view.ts'
import type { Member } from '../../domain/member.ts'
import type { Ports } from '../../ports.ts'

/** Those whom saved lists name. */
export async function nameListPeople(
  { directory }: Pick<Ports, 'directory'>,
  workspaceId: string,
  lists: readonly SavedList[],
): Promise<ReadonlyMap<string, Member>> {
  const filters = lists.flatMap(({ view }) => view.filters)
  const ids = filters.flatMap((filter) => (filter.kind === 'member' ? [filter.memberId] : []))
  return new Map((await directory.members(workspaceId, ids)).map((member) => [member.id, member]))
}
