import { VIEWS } from '../../block-kit/action-ids.ts'
import { remember } from '../../block-kit/blocks.ts'
import type { Origin, View } from '../../block-kit/blocks.ts'
import { recurrenceWords } from '../../cards/recurrence-words.ts'
import { taskForm } from '../../cards/task-form.ts'
import type { TaskFormOptions } from '../../cards/task-form.ts'
import type { Task } from '../../domain/task.ts'

export { formErrors, placedErrors } from '../../cards/form-faults.ts'
export { meanwhileView } from './meanwhile-views.ts'
export type { MeanwhileTold } from './meanwhile-views.ts'

/** The form in which a task is edited; `origin` is what it remembers. */
export const editForm = (
  origin: Origin,
  options: Pick<TaskFormOptions, 'words' | 'projects' | 'files' | 'aside'>,
): View => taskForm({ kind: 'edit', callbackId: VIEWS.editTask, metadata: remember(origin), ...options })

/** How a task repeats, in words that are read back as that; empty where it does not. */
export const repeatWords = ({ recurrence }: Task): string => (recurrence ? recurrenceWords(recurrence) : '')
