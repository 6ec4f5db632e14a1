import { VIEWS } from '../../block-kit/action-ids.ts'
export { formErrors } from '../../cards/form-faults.ts'
import type { View } from '../../block-kit/blocks.ts'
import { taskForm } from '../../cards/task-form.ts'
import type { Project } from '../../domain/project.ts'
import type { TaskFormWords } from '../../domain/task-form.ts'

/** The New task modal. */
export const newTaskForm = (words: TaskFormWords, projects: readonly Project[], metadata: string): View =>
  taskForm({ kind: 'new', callbackId: VIEWS.newTask, words, projects, metadata })
