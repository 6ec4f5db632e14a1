import { isInsider, sightOf } from './domain/sight.ts'
import type { Channels, ProjectStore, Sights } from './ports.ts'

interface Parts {
  readonly projects: Pick<ProjectStore, 'active' | 'inPrivate' | 'all'>
  readonly channels: Pick<Channels, 'of'>
}

/** Asks Slack who is where only for those from whom something may be hidden: mostly nobody. */
export const buildSights = ({ projects, channels }: Parts): Sights => ({
  of: async (member) => {
    const { workspaceId, id } = member
    const closed = await (isInsider(member) ? projects.inPrivate(workspaceId) : projects.all(workspaceId))
    const nothing = new Set<string>()
    return sightOf(member, closed, closed.length > 0 ? await channels.of(workspaceId, id) : nothing)
  },
  projects: async ({ workspaceId, hiddenProjectIds }) =>
    (await projects.active(workspaceId)).filter(({ id }) => !hiddenProjectIds.includes(id)),
})
