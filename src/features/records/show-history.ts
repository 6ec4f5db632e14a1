import type { Activity } from '../../domain/activity.ts'
import { namedIn } from '../../domain/history.ts'
import type { Member } from '../../domain/member.ts'
import type { Project } from '../../domain/project.ts'
import type { Sight } from '../../domain/sight.ts'
import type { Task } from '../../domain/task.ts'
import { notUnderstood, unknownReference } from '../../errors.ts'
import type { Ports } from '../../ports.ts'

/** Entries on one page of a history. */
const PAGE_SIZE = 8

/** What ids in the log stand for. */
export interface Names {
  readonly people: ReadonlyMap<string, Member>
  /** References of tasks by their ids. */
  readonly references: ReadonlyMap<string, string>
  readonly projects: ReadonlyMap<string, Project>
  /** The task's own. */
  readonly project: Project | undefined
}

/** One page of what happened to a task, newest first. */
export interface History {
  readonly task: Task
  readonly entries: readonly Activity[]
  /** From 1. */
  readonly page: number
  /** There are older entries. */
  readonly more: boolean
  readonly names: Names
}

const byId = <T extends { readonly id: string }>(values: readonly T[]): ReadonlyMap<string, T> =>
  new Map(values.map((value) => [value.id, value]))

async function namesOf(ports: Ports, task: Task, entries: readonly Activity[]): Promise<Names> {
  const { workspaceId, projectId } = task
  const { memberIds, taskIds, projectIds } = namedIn(entries)
  const [people, tasks, projects] = await Promise.all([
    ports.members.getMany(workspaceId, memberIds),
    ports.tasks.getMany(workspaceId, taskIds),
    ports.projects.getMany(workspaceId, [projectId, ...projectIds]),
  ])
  return {
    people: byId(people),
    references: new Map(tasks.map(({ id, reference }) => [id, reference])),
    projects: byId(projects),
    project: projects.find(({ id }) => id === projectId),
  }
}

/**
 * Reads one page of a task's log: who changed what, from what to what, when, and from where.
 *
 * @throws UserError when several tasks are named, or the one that is named does not exist
 */
export async function showHistory(
  ports: Ports,
  sight: Sight,
  references: readonly string[],
  page: number,
): Promise<History> {
  const [reference = '', ...others] = references
  if (others.length > 0)
    throw notUnderstood(`A history is shown for one task at a time: /task history ${reference}. Nothing was changed.`)
  const task = await ports.tasks.byReference(sight, reference)
  if (!task) throw unknownReference(reference)
  // One more than a page holds tells whether there are older ones.
  const found = await ports.activities.ofTask(task.workspaceId, task.id, PAGE_SIZE + 1, (page - 1) * PAGE_SIZE)
  const entries = found.slice(0, PAGE_SIZE)
  return { task, entries, page, more: found.length > PAGE_SIZE, names: await namesOf(ports, task, entries) }
}
