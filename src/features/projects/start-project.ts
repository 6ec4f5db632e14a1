import type { Project } from '../../domain/project.ts'
import { mayRunProjects, newProject, whyCannotHoldRole } from '../../domain/project-rules.ts'
import type { ProjectFacts } from '../../domain/project-rules.ts'
import { cannotHoldRole, cannotRunProjects, keyTaken } from '../../errors.ts'
import type { Ports } from '../../ports.ts'

export interface NewProject extends ProjectFacts {
  readonly workspaceId: string
  readonly actorId: string
}

/**
 * Starts a project.
 *
 * @throws UserError when its key belongs to another project, archived ones too, when the actor may not start one, or a
 * named person cannot hold a role
 */
export async function startProject(ports: Ports, { workspaceId, actorId, ...facts }: NewProject): Promise<Project> {
  const creator = await ports.directory.member(workspaceId, actorId)
  if (!mayRunProjects(creator)) throw cannotRunProjects()
  await requireRoleHolders(ports, workspaceId, [...Object.values(facts.roles), facts.accountableId])
  const isPrivate = await ports.channels.isPrivate(workspaceId, facts.channelId)
  const project = newProject({ ...facts, private: isPrivate }, creator, ports.ids.next(), ports.clock.now())
  await ports.tx.run(async () => {
    const other = await ports.projects.byKey(workspaceId, project.key)
    if (other) throw keyTaken(other.key, other.name)
    await ports.projects.add(project)
  })
  return project
}

/** @throws UserError for the first who cannot hold a role */
export async function requireRoleHolders(
  { directory }: Pick<Ports, 'directory'>,
  workspaceId: string,
  memberIds: readonly (string | null)[],
): Promise<void> {
  const named = [...new Set(memberIds.filter((id) => id !== null))]
  const members = await directory.members(workspaceId, named)
  for (const id of named) {
    const member = members.find((each) => each.id === id)
    const why = whyCannotHoldRole(member)
    if (why) throw cannotHoldRole(member?.realName ?? '', why)
  }
}
