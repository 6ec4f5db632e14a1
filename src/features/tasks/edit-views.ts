import { VIEWS } from '../../block-kit/action-ids.ts'
import { remember } from '../../block-kit/blocks.ts'
import type { Origin, View } from '../../block-kit/blocks.ts'
import { taskForm } from '../../cards/task-form.ts'
import { CHECKLIST_FAULTS } from '../../cards/faults.ts'
import type { ChecklistFault } from '../../domain/checklist.ts'
import type { Project } from '../../domain/project.ts'
import type { TaskFormWords } from '../../domain/task-form.ts'

export { formErrors } from '../../cards/form-faults.ts'

/** The words of a task's form, its checklist among them. */
export interface EditWords extends TaskFormWords {
  readonly checklist: string
}

/** The form in which a task is edited; `origin` is what it remembers. */
export const editForm = ({ checklist, ...words }: EditWords, projects: readonly Project[], origin: Origin): View =>
  taskForm({ kind: 'edit', callbackId: VIEWS.editTask, words, projects, checklist, metadata: remember(origin) })

/** What stands below the checklist's input where it is too much. */
export const checklistErrors = (fault: ChecklistFault): Readonly<Record<string, string>> => ({
  checklist: CHECKLIST_FAULTS[fault],
})
