import type { ProjectSheet } from './views.ts'
import type { Member } from '../../domain/member.ts'
import type { Project } from '../../domain/project.ts'
import { holderOf, PROJECT_ROLES } from '../../domain/project-rules.ts'
import { fullSight } from '../../domain/sight.ts'
import type { Ports } from '../../ports.ts'

const COUNT_ONLY = { offset: 0, limit: 1 }

/** Reads what the views of projects show: who holds the roles, and how many tasks are open, late and without an owner. */
export async function describeProjects(
  ports: Ports,
  workspaceId: string,
  projects: readonly Project[],
): Promise<readonly ProjectSheet[]> {
  const now = ports.clock.now()
  const ids = projects.flatMap((project) => PROJECT_ROLES.map((role) => holderOf(project, role)))
  const members = await ports.members.getMany(workspaceId, [...new Set(ids.filter((id) => id !== null))])
  const people = new Map(members.map((member): [string, Member] => [member.id, member]))
  const count = async (filter: Parameters<typeof ports.tasks.list>[1]): Promise<number> =>
    (await ports.tasks.list(fullSight(workspaceId), filter, COUNT_ONLY)).total
  return Promise.all(
    projects.map(async (project) => {
      const [open, overdue, unowned] = await Promise.all([
        count({ projectId: project.id }),
        count({ projectId: project.id, dueBefore: now }),
        count({ projectId: project.id, ownerId: null }),
      ])
      return { project, people, open, overdue, unowned }
    }),
  )
}

/** The same for one. */
export async function describeProject(ports: Ports, project: Project): Promise<ProjectSheet> {
  const [sheet] = await describeProjects(ports, project.workspaceId, [project])
  if (!sheet) throw new Error('A project was given and none came back')
  return sheet
}
