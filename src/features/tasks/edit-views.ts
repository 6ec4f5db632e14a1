import { VIEWS } from '../../block-kit/action-ids.ts'
import { remember } from '../../block-kit/blocks.ts'
import type { Origin, View } from '../../block-kit/blocks.ts'
import { taskForm } from '../../cards/task-form.ts'
import type { Project } from '../../domain/project.ts'
import type { TaskFormWords } from '../../domain/task-form.ts'

export { formErrors } from '../../cards/form-faults.ts'

/** The form in which a task is edited; `origin` is what it remembers. */
export const editForm = (words: TaskFormWords, projects: readonly Project[], origin: Origin): View =>
  taskForm({ kind: 'edit', callbackId: VIEWS.editTask, words, projects, metadata: remember(origin) })
