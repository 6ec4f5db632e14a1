import { VIEWS } from '../../block-kit/action-ids.ts'
export { formErrors, placedErrors } from '../../cards/form-faults.ts'
import { remember } from '../../block-kit/blocks.ts'
import type { Origin, View } from '../../block-kit/blocks.ts'
import { taskForm } from '../../cards/task-form.ts'
import type { TaskFormOptions } from '../../cards/task-form.ts'

/** The New task modal; `origin` is what it remembers. */
export const newTaskForm = (
  origin: Origin,
  options: Pick<TaskFormOptions, 'words' | 'projects' | 'files' | 'aside'>,
): View => taskForm({ kind: 'new', callbackId: VIEWS.newTask, metadata: remember(origin), ...options })
