import { applyChange } from './change-task.ts'
import type { Changed } from './change-task.ts'
import { checklistErrors, editForm, formErrors } from './edit-views.ts'
import { latestChangeOf, requireTask } from './find-tasks.ts'
import type { DialogOrigin, EditOrigin } from './inputs.ts'
import { requireOwner } from './require-owner.ts'
import { closedText } from './views.ts'
import { checklistFault, checklistWords, readChecklist } from '../../domain/checklist.ts'
import { isOpen } from '../../domain/task.ts'
import type { Task } from '../../domain/task.ts'
import { FORM_FACTS, formWords, readTaskForm, taskWords } from '../../domain/task-form.ts'
import type { FormState } from '../../domain/task-form.ts'
import { changedMeanwhile, refusedMove, unknownProject } from '../../errors.ts'
import type { Ports } from '../../ports.ts'

/** What the form shows: a change of it, made while the form is open, must not be overwritten. */
const SHOWN = [...FORM_FACTS, 'checklist'] as const

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
  const editor = await ports.directory.member(workspaceId, actorId)
  const projects = await ports.sights.projects(await ports.sights.of(editor))
  const words = { ...taskWords(task, editor.zone), checklist: checklistWords(task.checklist) }
  const latest = await latestChangeOf(ports, task, SHOWN)
  const remembered: EditOrigin = { ...origin, latest: latest?.id ?? null, due: words.due }
  await ports.messenger.openModal(workspaceId, triggerId, editForm(words, projects, remembered))
}

export interface EditAnswer {
  readonly workspaceId: string
  readonly actorId: string
  readonly origin: EditOrigin
  readonly state: FormState
}

/** The project that was chosen, which may be none or have been archived since the form was opened. */
async function projectAfter({ projects }: Ports, task: Task, chosenId: string | null): Promise<string> {
  if (chosenId === null || chosenId === task.projectId) return task.projectId
  const chosen = await projects.get(task.workspaceId, chosenId)
  if (chosen && !chosen.archived) return chosen.id
  const active = await projects.active(task.workspaceId)
  throw unknownProject(
    chosen?.key ?? '',
    active.map(({ key }) => key),
  )
}

/** The checklist as it was edited; a form without one leaves it as it is. */
const checklistAfter = ({ checklist }: Task, actorId: string, state: FormState, now: Date): Task['checklist'] =>
  'checklist' in state ? readChecklist(state['checklist'] ?? '', checklist, { actorId, now }) : checklist

/**
 * Saves an edited task, or gives errors at the form's inputs by block id: then it stays open as it was filled. Changes of
 * what the form does not show, made while it was open, stay.
 *
 * @throws UserError when somebody changed what the form shows while it was open, or closed the task
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
  const checklist = checklistAfter(task, actorId, state, context.now)
  const fault = checklistFault(checklist)
  if (fault) return { errors: checklistErrors(fault) }
  if (facts.ownerId && facts.ownerId !== task.ownerId) await requireOwner(ports, workspaceId, facts.ownerId)
  const cause = { workspaceId, actorId, via: 'modal', note: null } as const
  const changed = await applyChange(ports, task.id, cause, async (newest) => {
    if (!isOpen(newest)) throw refusedMove(newest.reference, closedText(newest))
    const latest = await latestChangeOf(ports, newest, SHOWN)
    if ((latest?.id ?? null) !== origin.latest) throw changedMeanwhile(newest.reference)
    return { ...facts, checklist, projectId: await projectAfter(ports, newest, words.projectId) }
  })
  return { changed }
}
