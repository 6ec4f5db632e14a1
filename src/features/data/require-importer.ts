import type { Import } from '../../domain/import.ts'
import type { Member } from '../../domain/member.ts'
import type { Project } from '../../domain/project.ts'
import { mayRunProjects } from '../../domain/project-rules.ts'
import { archivedProject, cannotImport, importGone, unknownProject } from '../../errors.ts'
import type { Ports } from '../../ports.ts'

export interface Importer {
  readonly actor: Member
  readonly project: Project
}

/**
 * Somebody who wants to import into a project, and the project.
 *
 * @throws UserError when they may not, or the project is archived, gone or hidden from them
 */
export async function requireImporter(
  ports: Pick<Ports, 'directory' | 'projects' | 'sights'>,
  { workspaceId, actorId, projectId }: Pick<Import, 'workspaceId' | 'actorId' | 'projectId'>,
): Promise<Importer> {
  const actor = await ports.directory.member(workspaceId, actorId)
  if (!mayRunProjects(actor)) throw cannotImport()
  const sight = await ports.sights.of(actor)
  const project = await ports.projects.get(workspaceId, projectId)
  if (!project || sight.hiddenProjectIds.includes(projectId)) {
    const keys = (await ports.sights.projects(sight)).map(({ key }) => key)
    throw unknownProject('', keys)
  }
  if (project.archived) throw archivedProject(project.key)
  return { actor, project }
}

export interface ProposalNamed {
  readonly workspaceId: string
  readonly actorId: string
  readonly importId: string
}

/**
 * An import that its own person has not agreed to yet.
 *
 * @throws UserError when they have, or it is more than a day old
 */
export async function requireProposal(
  { imports }: Pick<Ports, 'imports'>,
  { workspaceId, actorId, importId }: ProposalNamed,
): Promise<Import> {
  const imported = await imports.get(workspaceId, importId)
  if (!imported || imported.actorId !== actorId || imported.state !== 'proposed') throw importGone()
  return imported
}
