import type { Member } from './member.ts'
import type { Project } from './project.ts'
import type { Task } from './task.ts'

type Seen = Pick<
  Task,
  'projectId' | 'ownerId' | 'accountableId' | 'createdBy' | 'consultedIds' | 'informedIds' | 'watcherIds' | 'handoff'
>

/** What somebody may see: all tasks but those of hidden projects, and of these the ones in which they have a part. */
export interface Sight {
  readonly workspaceId: string
  readonly memberId: string
  /** Empty for most people: nothing is hidden from them. */
  readonly hiddenProjectIds: readonly string[]
}

/** Sees all of a workspace: for what no person looks at, or what everybody of a channel is to see. */
export const fullSight = (workspaceId: string): Sight => ({ workspaceId, memberId: '', hiddenProjectIds: [] })

/** Whether somebody has a role on a project, and so sees it wherever it lives. */
const runs = (memberId: string, { accountableId, roles }: Project): boolean =>
  accountableId === memberId || Object.values(roles).includes(memberId)

/**
 * Which projects somebody sees: members all that do not live in a private channel, and those of their channels; guests
 * only those of their channels. Who has a role on a project sees it. People of other workspaces see none.
 *
 * @param projects those that are not for everybody to see: private ones for members, all for guests and outsiders
 * @param channelIds the channels that the person is in
 */
export function sightOf(
  { workspaceId, id, kind }: Pick<Member, 'workspaceId' | 'id' | 'kind'>,
  projects: readonly Project[],
  channelIds: ReadonlySet<string>,
): Sight {
  const seesByChannel = kind !== 'external' && kind !== 'bot'
  const isHidden = (project: Project): boolean =>
    !runs(id, project) && !(seesByChannel && channelIds.has(project.channelId))
  return { workspaceId, memberId: id, hiddenProjectIds: projects.filter(isHidden).map((project) => project.id) }
}

/** Whether somebody belongs to the workspace itself, so that they see whatever is not private. */
export const isInsider = ({ kind }: Pick<Member, 'kind'>): boolean => kind === 'member' || kind === 'admin'

/** Whether somebody may see a task. Who has a part in it sees it, whatever its project. */
export function maySee({ memberId, hiddenProjectIds }: Sight, task: Seen): boolean {
  if (!hiddenProjectIds.includes(task.projectId)) return true
  const { ownerId, accountableId, createdBy, consultedIds, informedIds, watcherIds, handoff } = task
  return [ownerId, accountableId, createdBy, handoff?.toId, ...consultedIds, ...informedIds, ...watcherIds].includes(
    memberId,
  )
}
