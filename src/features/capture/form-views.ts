import { VIEWS } from '../../block-kit/action-ids.ts'
export { formErrors } from '../../cards/form-faults.ts'
import { remember } from '../../block-kit/blocks.ts'
import type { Origin, View } from '../../block-kit/blocks.ts'
import { taskForm } from '../../cards/task-form.ts'
import type { Project } from '../../domain/project.ts'
import type { TaskFormWords } from '../../domain/task-form.ts'

/** The New task modal; `origin` is what it remembers. */
export const newTaskForm = (words: TaskFormWords, projects: readonly Project[], origin: Origin): View =>
  taskForm({ kind: 'new', callbackId: VIEWS.newTask, words, projects, metadata: remember(origin) })
