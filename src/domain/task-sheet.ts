import { followUpFacts } from './escalation.ts'
import { nextCheckAt } from './follow-up.ts'
import type { Member } from './member.ts'
import type { Project } from './project.ts'
import { rolePeople } from './raci.ts'
import type { Task } from './task.ts'

/** A task with everything that its views and rules name: its project, its people, and the tasks that it waits on. */
export interface TaskSheet {
  readonly task: Task
  readonly project: Project
  /** By member id; somebody whom Runsheet has not met is absent. */
  readonly people: ReadonlyMap<string, Member>
  /** References by task id of what `dependsOnIds` and `block` name. */
  readonly references: ReadonlyMap<string, string>
  /** The task's address for people; undefined where Runsheet has none that they could reach. */
  readonly address?: string | undefined
}

/** Those whom a task's details name. */
const taskPeople = ({
  consultedIds,
  informedIds,
  watcherIds,
  checklist,
  attachments,
  handoff,
}: Task): readonly string[] => [
  ...consultedIds,
  ...informedIds,
  ...watcherIds,
  ...checklist.flatMap(({ doneBy, ownerId }) => [doneBy, ownerId]).filter((id) => id !== null),
  ...attachments.flatMap(({ addedBy }) => addedBy ?? []),
  ...(handoff ? [handoff.toId, handoff.byId] : []),
]

/** All members that a task's views and rules name. */
export const peopleOf = (task: Task, project: Project): readonly string[] => [
  ...new Set([
    ...rolePeople(task, project),
    task.createdBy,
    ...taskPeople(task),
    ...(task.block?.waitsOnMemberIds ?? []),
  ]),
]

/** All tasks that a task's views name besides itself. */
export const tasksNamedBy = (task: Task): readonly string[] => [
  ...new Set([
    ...task.dependsOnIds,
    ...(task.block?.waitsOnTaskIds ?? []),
    ...(task.mergedIntoId ? [task.mergedIntoId] : []),
  ]),
]

/** The sheet of a task that was made or changed at `now`, with when a job must next look at it; null while nothing can become due. */
export function withNextCheck(sheet: TaskSheet, now: Date): TaskSheet {
  const { task, project, people } = sheet
  const facts = followUpFacts(task, project, [...people.values()])
  return { ...sheet, task: { ...task, nextCheckAt: nextCheckAt(task, facts, now) } }
}
