import { applyChange } from './change-task.ts'
import type { Changed } from './change-task.ts'
import { formErrors, placedErrors } from './edit-views.ts'
import { requireTask } from './find-tasks.ts'
import type { EditOrigin } from './inputs.ts'
import { projectsFor, wordsOfTask } from './open-edit.ts'
import { entriesAfter } from './require-seen.ts'
import { showMeanwhile } from './show-meanwhile.ts'
import type { OpenForm, Unsaved } from './show-meanwhile.ts'
import { closedText } from './views.ts'
import type { FormLists } from '../../domain/form-texts.ts'
import { asItWas } from '../../domain/meanwhile.ts'
import type { Member } from '../../domain/member.ts'
import type { Project } from '../../domain/project.ts'
import { applyForm, FORM_FACTS, readTaskForm } from '../../domain/read-task-form.ts'
import type { FormChanges } from '../../domain/read-task-form.ts'
import { formWords } from '../../domain/task-form.ts'
import { isOpen } from '../../domain/task.ts'
import type { Task, TaskFact } from '../../domain/task.ts'
import { refusedMove, unknownProject } from '../../errors.ts'
import type { Ports, TaskForms } from '../../ports.ts'

export interface EditAnswer extends OpenForm<EditOrigin> {
  readonly lists: FormLists
}

/** @throws UserError when the project that was chosen was archived since the form was opened */
function requireProject(changes: FormChanges, task: Task, projects: readonly Project[]): void {
  const { projectId } = changes.facts
  if (projectId === undefined || projectId === task.projectId) return
  if (projects.some(({ id, archived }) => id === projectId && !archived)) return
  const keys = projects.filter(({ archived }) => !archived).map(({ key }) => key)
  throw unknownProject('', keys)
}

/** The facts that were touched in the form. */
const touchedFacts = ({ facts, fields, after, checklist, gone = [] }: FormChanges): readonly TaskFact[] => [
  ...(Object.keys(facts) as TaskFact[]),
  ...(fields.size > 0 ? (['fields'] as const) : []),
  ...(after === undefined ? [] : (['dependsOnIds'] as const)),
  ...(checklist === undefined ? [] : (['checklist'] as const)),
  ...(gone.length > 0 ? (['attachments'] as const) : []),
]

interface EditRead {
  readonly changes: FormChanges
  readonly project: Project | null
}

/** What was touched in the form, against the task as it stood in it, and never against what others made of it since. */
async function readEdit(
  ports: Ports,
  task: Task,
  editor: Member,
  { origin, state, lists }: EditAnswer,
): Promise<EditRead | { readonly errors: Readonly<Record<string, string>> }> {
  const base = asItWas(task, await entriesAfter(ports, task, origin.version))
  const projects = await projectsFor(ports, base, editor)
  const before = { ...(await wordsOfTask(ports, base, editor, projects)), due: origin.due }
  const words = formWords({ state, lists, kept: origin.kept }, before)
  const project = projects.find(({ id }) => id === words.projectId) ?? null
  const context = { ...editor, now: ports.clock.now(), projectKeys: [] }
  const read = readTaskForm(words, { context, project, before: { task: base, words: before } })
  if ('faults' in read) return { errors: placedErrors(formErrors(read.faults, editor), state) }
  requireProject(read.changes, task, projects)
  return { changes: read.changes, project }
}

/**
 * Saves what was touched in the form of a task; what was not stays as it is by now. Errors at the form's inputs leave it
 * open as it was filled, and so does what others changed meanwhile: it is shown, and saved when the form is sent again.
 *
 * @throws UserError when the task was closed while the form was open, or tasks would wait for each other
 */
export async function editTask(
  ports: Ports,
  forms: Pick<TaskForms, 'settle'>,
  answer: EditAnswer,
): Promise<{ readonly changed: Changed } | Unsaved> {
  const { workspaceId, actorId, origin, state } = answer
  const editor = await ports.directory.member(workspaceId, actorId)
  const task = await requireTask(ports, workspaceId, origin.taskId)
  const read = await readEdit(ports, task, editor, answer)
  if ('errors' in read) return read
  const { changes, project } = read
  const settled = await forms.settle(editor, changes, task)
  if ('errors' in settled) return { errors: placedErrors(settled.errors, state) }
  const { dependsOnIds } = settled
  const seen = { version: origin.seen, facts: FORM_FACTS }
  const cause = { workspaceId, actorId, via: 'modal', note: null, seen } as const
  return showMeanwhile(ports, answer, touchedFacts(changes), () =>
    applyChange(ports, task.id, cause, (newest, now) => {
      if (!isOpen(newest)) throw refusedMove(newest.reference, closedText(newest))
      const saving = { actorId, now, project }
      return applyForm(changes, newest, dependsOnIds === undefined ? saving : { ...saving, dependsOnIds })
    }),
  )
}
