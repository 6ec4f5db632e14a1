import { editForm, repeatWords } from './edit-views.ts'
import { requireTask } from './find-tasks.ts'
import type { DialogOrigin, EditOrigin } from './inputs.ts'
import { closedText } from './views.ts'
import type { Member } from '../../domain/member.ts'
import type { Project } from '../../domain/project.ts'
import { taskWords } from '../../domain/task-form.ts'
import type { TaskFormWords } from '../../domain/task-form.ts'
import { isOpen } from '../../domain/task.ts'
import type { Task } from '../../domain/task.ts'
import { refusedMove } from '../../errors.ts'
import type { Ports, TaskForms } from '../../ports.ts'

export interface EditInput {
  readonly workspaceId: string
  readonly actorId: string
  readonly triggerId: string
  readonly origin: Omit<DialogOrigin, 'seen'>
}

/** The projects that somebody may put a task into, and its own, which may be archived or hidden from them. */
export async function projectsFor(
  { projects, sights }: Ports,
  { workspaceId, projectId }: Task,
  editor: Member,
): Promise<readonly Project[]> {
  const active = await sights.projects(await sights.of(editor))
  if (active.some(({ id }) => id === projectId)) return active
  const own = await projects.get(workspaceId, projectId)
  return own ? [...active, own] : active
}

/** A task's facts as they stand in its form. */
export async function wordsOfTask(
  { tasks }: Ports,
  task: Task,
  { zone, locale }: Member,
  projects: readonly Project[],
): Promise<TaskFormWords> {
  const before = await tasks.getMany(task.workspaceId, task.dependsOnIds)
  const references = new Map(before.map(({ id, reference }) => [id, reference]))
  return taskWords(task, { zone, locale, projects, references, repeats: repeatWords(task) })
}

/**
 * Opens the form with a task's facts in it, the due date in words of the editor's zone.
 *
 * @throws UserError when the task is gone or closed
 */
export async function openEdit(
  ports: Ports,
  forms: Pick<TaskForms, 'describe'>,
  { workspaceId, actorId, triggerId, origin }: EditInput,
): Promise<void> {
  const task = await requireTask(ports, workspaceId, origin.taskId)
  if (!isOpen(task)) throw refusedMove(task.reference, closedText(task))
  const editor = await ports.directory.member(workspaceId, actorId)
  const projects = await projectsFor(ports, task, editor)
  const words = await wordsOfTask(ports, task, editor, projects)
  const aside = await forms.describe({ reader: editor, words, taskId: task.id, held: words.ofProject })
  const remembered: EditOrigin = { ...origin, seen: task.version, version: task.version, due: words.due, kept: {} }
  const view = editForm(remembered, { words, projects, files: task.attachments, aside })
  await ports.messenger.openModal(workspaceId, triggerId, view)
}
