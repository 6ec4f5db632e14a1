import { namedIn } from '../domain/history.ts'
import { peopleOf, tasksNamedBy } from '../domain/task-sheet.ts'
import type { TaskSheet } from '../domain/task-sheet.ts'
import type { Addresses, MemberStore, ProjectStore, Sheets, TaskStore } from '../ports.ts'

interface Stores {
  readonly projects: Pick<ProjectStore, 'getMany'>
  readonly members: Pick<MemberStore, 'getMany'>
  readonly tasks: Pick<TaskStore, 'getMany'>
}

const byId = <T extends { readonly id: string }>(values: readonly T[]): ReadonlyMap<string, T> =>
  new Map(values.map((value) => [value.id, value]))

/** Reads sheets, and what a log names, with three queries however many there are; all tasks are of one workspace. */
export const buildSheets = (stores: Stores, addresses: Pick<Addresses, 'of'> = { of: () => null }): Sheets => ({
  async of(tasks) {
    const [first] = tasks
    if (!first) return []
    const { workspaceId } = first
    const projects = byId(await stores.projects.getMany(workspaceId, unique(tasks.map(({ projectId }) => projectId))))
    const housed = tasks.flatMap((task) => {
      const project = projects.get(task.projectId)
      return project ? [{ task, project }] : []
    })
    const people = byId(
      await stores.members.getMany(workspaceId, unique(housed.flatMap(({ task, project }) => peopleOf(task, project)))),
    )
    const named = await stores.tasks.getMany(workspaceId, unique(tasks.flatMap(tasksNamedBy)))
    const references = new Map(named.map(({ id, reference }) => [id, reference]))
    return housed.map(({ task, project }): TaskSheet => {
      const address = addresses.of(task)
      return { task, project, people, references, ...(address === null ? {} : { address }) }
    })
  },
  async names({ workspaceId, projectId }, entries) {
    const { memberIds, taskIds, projectIds } = namedIn(entries)
    const people = byId(await stores.members.getMany(workspaceId, memberIds))
    const tasks = await stores.tasks.getMany(workspaceId, taskIds)
    const projects = byId(await stores.projects.getMany(workspaceId, unique([projectId, ...projectIds])))
    return {
      people,
      references: new Map(tasks.map(({ id, reference }) => [id, reference])),
      projects,
      project: projects.get(projectId),
    }
  },
})

const unique = (ids: readonly string[]): readonly string[] => [...new Set(ids)]
