import type { Member } from './member.ts'
import type { Project } from './project.ts'
import type { Task } from './task.ts'

/** A task with everything that its views name: its project, the people on it, and the tasks that it waits on. */
export interface TaskSheet {
  readonly task: Task
  readonly project: Project
  readonly people: ReadonlyMap<string, Member>
  /** References by task id of what `dependsOnIds` and `block` name. */
  readonly references: ReadonlyMap<string, string>
}

/** All members that a task's views name. */
export function peopleOf(task: Task, project: Project): readonly string[] {
  const ids = [
    task.ownerId,
    task.accountableId ?? project.accountableId,
    task.createdBy,
    ...(task.block?.waitsOnMemberIds ?? []),
  ]
  return [...new Set(ids.filter((id) => id !== null))]
}

/** All tasks that a task's views name besides itself. */
export const tasksNamedBy = (task: Task): readonly string[] => [
  ...new Set([...task.dependsOnIds, ...(task.block?.waitsOnTaskIds ?? [])]),
]
