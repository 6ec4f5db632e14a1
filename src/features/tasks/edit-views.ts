import { VIEWS } from '../../block-kit/action-ids.ts'
import type { View } from '../../block-kit/blocks.ts'
import { taskForm } from '../../cards/task-form.ts'
import type { Project } from '../../domain/project.ts'
import type { TaskFormWords } from '../../domain/task-form.ts'

export { formErrors } from '../../cards/form-faults.ts'

/** The form in which a task is edited. */
export const editForm = (words: TaskFormWords, projects: readonly Project[], metadata: string): View =>
  taskForm({ kind: 'edit', callbackId: VIEWS.editTask, words, projects, metadata })
