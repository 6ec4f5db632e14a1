import { findProject } from './find-project.ts'
import type { ProjectNamed } from './find-project.ts'
import type { Project } from '../../domain/project.ts'
import { mayRunProjects } from '../../domain/project-rules.ts'
import { cannotRunProjects } from '../../errors.ts'
import type { Ports } from '../../ports.ts'

export interface ProjectChange extends Omit<ProjectNamed, 'sight'> {
  readonly workspaceId: string
  readonly actorId: string
}

/**
 * Changes a project by what `decide` makes of it; a lost race decides again on the newer one.
 *
 * @throws UserError when the actor may not, or no project can be told
 */
export async function changeProject(
  ports: Ports,
  change: ProjectChange,
  decide: (project: Project, now: Date) => Project,
): Promise<Project> {
  const actor = await ports.directory.member(change.workspaceId, change.actorId)
  if (!mayRunProjects(actor)) throw cannotRunProjects()
  const named = { ...change, sight: await ports.sights.of(actor) }
  return ports.tx.run(async () => ports.projects.save(decide(await findProject(ports, named), ports.clock.now())))
}
