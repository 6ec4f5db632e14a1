import { createdEntry, newTask } from './create-task.ts'
import { nextCheckOf } from '../../domain/task-sheet.ts'
import type { CreateInBulk, Ports } from '../../ports.ts'

/** Makes the tasks of an import, for the feature beside this one that imports. */
export const createInBulk =
  (ports: Ports): CreateInBulk =>
  async ({ project, actorId, groupId }, rows) => {
    const { workspaceId } = project
    const drafts = rows.map(({ number, facts }) => ({
      ...newTask(ports, { ...facts, dependsOnIds: [], source: null, workspaceId, actorId }, project, number),
      ...facts,
    }))
    const made: { taskId: string; activityId: string }[] = []
    for (const draft of await ports.sheets.of(drafts)) {
      const task = { ...draft.task, nextCheckAt: nextCheckOf(draft, draft.task.createdAt) }
      const entry = createdEntry(task, { id: ports.ids.next(), via: 'modal', groupId })
      await ports.tasks.add(task)
      await ports.activities.add(entry)
      made.push({ taskId: task.id, activityId: entry.id })
    }
    return made
  }
