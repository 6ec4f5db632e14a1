import { applyChange } from './change-task.ts'
import type { Changed } from './change-task.ts'
import { editForm, formErrors } from './edit-views.ts'
import { latestDeed, requireTask } from './find-tasks.ts'
import type { DialogOrigin, EditOrigin } from './inputs.ts'
import { closedText } from './views.ts'
import { whyCannotOwn } from '../../domain/permission.ts'
import { isOpen } from '../../domain/task.ts'
import { formWords, readTaskForm, taskWords } from '../../domain/task-form.ts'
import type { FormState } from '../../domain/task-form.ts'
import { cannotOwn, changedMeanwhile, refusedMove } from '../../errors.ts'
import type { Ports } from '../../ports.ts'

export interface EditInput {
  readonly workspaceId: string
  readonly actorId: string
  readonly triggerId: string
  readonly origin: DialogOrigin
}

/**
 * Opens the form with a task's facts in it, the due date in words of the editor's zone.
 *
 * @throws UserError when the task is gone or closed
 */
export async function openEdit(ports: Ports, { workspaceId, actorId, triggerId, origin }: EditInput): Promise<void> {
  const task = await requireTask(ports, workspaceId, origin.taskId)
  if (!isOpen(task)) throw refusedMove(task.reference, closedText(task))
  const projects = await ports.projects.active(workspaceId)
  const editor = await ports.directory.member(workspaceId, actorId)
  const words = taskWords(task, editor.zone)
  const latest = await latestDeed(ports, workspaceId, task.id)
  const remembered: EditOrigin = { ...origin, latest: latest?.id ?? null, due: words.due }
  await ports.messenger.openModal(workspaceId, triggerId, editForm(words, projects, JSON.stringify(remembered)))
}

export interface EditAnswer {
  readonly workspaceId: string
  readonly actorId: string
  readonly origin: EditOrigin
  readonly state: FormState
}

/**
 * Saves an edited task, or gives errors at the form's inputs by block id: then it stays open as it was filled.
 *
 * @throws UserError when somebody changed the task while the form was open, or the new owner cannot own
 */
export async function editTask(
  ports: Ports,
  { workspaceId, actorId, origin, state }: EditAnswer,
): Promise<{ readonly changed: Changed } | { readonly errors: Readonly<Record<string, string>> }> {
  const editor = await ports.directory.member(workspaceId, actorId)
  const task = await requireTask(ports, workspaceId, origin.taskId)
  const context = { ...editor, now: ports.clock.now(), projectKeys: [] }
  const words = formWords(state)
  const read = readTaskForm(words, context, { words: origin.due, at: task.dueAt })
  if ('faults' in read) return { errors: formErrors(read.faults, words, context) }
  const { facts } = read
  if (facts.ownerId && facts.ownerId !== task.ownerId) {
    const [owner] = await ports.directory.members(workspaceId, [facts.ownerId])
    const why = whyCannotOwn(owner)
    if (why) throw cannotOwn(owner?.realName ?? '', why)
  }
  const cause = { workspaceId, actorId, via: 'modal', note: null } as const
  const changed = await applyChange(ports, task.id, cause, async (newest) => {
    const latest = await latestDeed(ports, workspaceId, newest.id)
    if ((latest?.id ?? null) !== origin.latest) throw changedMeanwhile(newest.reference)
    return { ...facts, projectId: words.projectId ?? newest.projectId }
  })
  return { changed }
}
