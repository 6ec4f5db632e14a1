import { createTask } from './create-task.ts'
import type { Created } from './create-task.ts'
import { formErrors, placedErrors } from './form-views.ts'
import { homeAmong } from './home-among.ts'
import type { FormOrigin } from './inputs.ts'
import { linkOf } from './link-of.ts'
import type { FormLists, FormState } from '../../domain/form-texts.ts'
import type { Member } from '../../domain/member.ts'
import { applyForm, readTaskForm } from '../../domain/read-task-form.ts'
import { formWords } from '../../domain/task-form.ts'
import { NO_DETAILS } from '../../domain/task.ts'
import type { Attachment, TaskFacts } from '../../domain/task.ts'
import type { Ports, TaskForms } from '../../ports.ts'

export interface FormAnswer {
  readonly workspaceId: string
  readonly actorId: string
  readonly origin: FormOrigin
  readonly state: FormState
  readonly lists: FormLists
}

/** A task, or errors at the form's inputs by block id: then it stays open as it was filled. */
export type FormOutcome =
  | { readonly created: Created; readonly author: Member }
  | { readonly errors: Readonly<Record<string, string>> }

/** The files of the message that were not unticked. */
async function filesOf(
  { drafts }: Ports,
  { workspaceId, actorId, origin: { draftId } }: FormAnswer,
  fileIds: readonly string[],
): Promise<readonly Attachment[]> {
  const draft = draftId === undefined ? undefined : await drafts.get(workspaceId, draftId)
  if (!draft || draft.memberId !== actorId) return []
  return (draft.files ?? []).filter(({ fileId }) => fileIds.includes(fileId))
}

/** What a form leaves out counts so. */
const PLAIN_FACTS = {
  title: '',
  description: '',
  ownerId: null,
  dueAt: null,
  priority: 'normal',
  estimateMinutes: null,
  labels: [],
} as const satisfies Partial<TaskFacts>

/** Creates a task from the New task modal. */
export async function submitForm(ports: Ports, forms: TaskForms, answer: FormAnswer): Promise<FormOutcome> {
  const { workspaceId, actorId, origin, state, lists } = answer
  const author = await ports.directory.member(workspaceId, actorId)
  const now = ports.clock.now()
  const words = formWords({ state, lists, kept: origin.kept })
  const projects = await ports.sights.projects(await ports.sights.of(author))
  const project = projects.find(({ id }) => id === words.projectId) ?? null
  const read = readTaskForm(words, { context: { ...author, now, projectKeys: [] }, project })
  if ('faults' in read) return { errors: placedErrors(formErrors(read.faults, author), state) }
  const settled = await forms.settle(author, read.changes, null)
  if ('errors' in settled) return { errors: placedErrors(settled.errors, state) }
  const files = await filesOf(ports, answer, words.fileIds)
  const facts = applyForm(read.changes, { ...NO_DETAILS, attachments: files }, { actorId, now, project })
  const source = origin.source && {
    channelId: origin.source.channelId,
    ts: origin.source.ts,
    permalink: await linkOf(ports, workspaceId, origin.source),
  }
  const created = await createTask(ports, {
    ...PLAIN_FACTS,
    ...facts,
    details: { ...facts, attachments: files },
    workspaceId,
    actorId,
    via: source ? 'message' : 'modal',
    project: homeAmong(projects, { named: words.projectId, channelId: origin.channelId }),
    dependsOnIds: settled.dependsOnIds ?? [],
    source,
    threadTs: origin.source?.threadTs ?? null,
  })
  return { created, author }
}
