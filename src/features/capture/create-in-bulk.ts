import { newTask } from './create-task.ts'
import { createdEntry } from '../../domain/activity.ts'
import { withNextCheck } from '../../domain/task-sheet.ts'
import type { CreateInBulk, Ports } from '../../ports.ts'

/** Makes the tasks of an import, for the feature beside this one that imports. */
export const createInBulk =
  (ports: Ports): CreateInBulk =>
  async ({ project, actorId, groupId }, rows) => {
    const { workspaceId } = project
    const drafts = rows.map(({ number, facts }) => ({
      ...newTask(ports, { ...facts, dependsOnIds: [], source: null, workspaceId, actorId, project }, number),
      ...facts,
    }))
    const begun = (await ports.sheets.of(drafts)).map((draft) => {
      const { task } = withNextCheck(draft, draft.task.createdAt)
      return { task, entry: createdEntry(task, { id: ports.ids.next(), via: 'modal', groupId }), posts: [] }
    })
    await ports.newTasks.addAll(begun)
    return begun.map(({ task, entry }) => ({ taskId: task.id, activityId: entry.id }))
  }
