import { homeView } from './views.ts'
import { sortWork } from '../../domain/my-work.ts'
import type { Ports } from '../../ports.ts'

export interface HomeOpened {
  readonly workspaceId: string
  readonly memberId: string
}

/** More tasks of one person than the tab can show; the rest is counted. */
const MOST = 200

/** Fills a person's Home tab with their work as it now is. */
export async function showHome(ports: Ports, { workspaceId, memberId }: HomeOpened): Promise<void> {
  const now = ports.clock.now()
  const member = await ports.directory.member(workspaceId, memberId)
  const sight = await ports.sights.of(member)
  const { tasks, total } = await ports.tasks.list(sight, { ownerId: memberId }, { offset: 0, limit: MOST })
  const sheets = await ports.sheets.of(tasks)
  const work = sortWork(sheets, now, member.zone)
  await ports.messenger.publishHome(workspaceId, memberId, homeView({ work, total, now }))
}
