import { newTaskForm } from './form-views.ts'
import type { FormOrigin } from './inputs.ts'
import { attachmentsOf } from '../../domain/message-files.ts'
import type { Member } from '../../domain/member.ts'
import { draftWords, messageWords } from '../../domain/message-words.ts'
import type { Project } from '../../domain/project.ts'
import { nameMentions, namelessMentions } from '../../domain/tokens.ts'
import { EMPTY_FORM } from '../../domain/task-form.ts'
import type { CapturedWords } from '../../domain/task-form.ts'
import type { Attachment } from '../../domain/task.ts'
import { draftGone } from '../../errors.ts'
import type { SharedFile, Ports, TaskForms } from '../../ports.ts'

export interface FormInput {
  readonly workspaceId: string
  readonly actorId: string
  readonly triggerId: string
  readonly origin: FormOrigin
  /** What the form starts from: nothing, a command that was typed before, or a message. */
  readonly written: Written | null
}

interface Written {
  readonly text: string
  readonly at: Date
  /** Null for an app, and for a command: then it is whoever opens the form. */
  readonly authorId: string | null
  readonly files: readonly SharedFile[]
}

const homeOf = (projects: readonly Project[], channelId: string | null): Project | undefined => {
  const here = projects.filter((project) => project.channelId === channelId)
  return here.length === 1 ? here[0] : undefined
}

/** What was written, in words for the form; relative dates count from when and where it was written. */
async function wordsOf(
  ports: Ports,
  input: FormInput,
  reader: Member,
  projectKeys: readonly string[],
): Promise<CapturedWords> {
  const { workspaceId, written, origin } = input
  if (!written) return { ...EMPTY_FORM, projectKey: null }
  const [author] = written.authorId ? await ports.directory.members(workspaceId, [written.authorId]) : []
  const context = { ...(author ?? reader), now: written.at, projectKeys }
  if (!origin.source) return draftWords(written.text, context, reader.zone)
  const named = await ports.directory.members(workspaceId, namelessMentions(written.text))
  const text = nameMentions(written.text, new Map(named.map(({ id, name }) => [id, name])))
  return messageWords(text, context, { zone: reader.zone, now: ports.clock.now() })
}

/** Keeps the files that a message brings along until the form is sent off: a modal has no room to remember them. */
async function keepFiles(
  { drafts, ids, clock }: Ports,
  { workspaceId, actorId, written, origin: { source, channelId } }: FormInput,
): Promise<{ readonly draftId?: string; readonly files: readonly Attachment[] }> {
  if (!written || !source || written.files.length === 0) return { files: [] }
  const message = { channelId: source.channelId, ts: source.ts }
  const files = attachmentsOf(written.files, { addedBy: written.authorId, message })
  const draftId = ids.next()
  const draft = { workspaceId, id: draftId, memberId: actorId, channelId, text: written.text, files }
  await drafts.add({ ...draft, createdAt: clock.now() })
  return { draftId, files }
}

/** Opens the New task modal, filled in with what was written; the project is the one named, else the channel's. */
export async function openForm(ports: Ports, forms: Pick<TaskForms, 'describe'>, input: FormInput): Promise<void> {
  const reader = await ports.directory.member(input.workspaceId, input.actorId)
  const projects = await ports.sights.projects(await ports.sights.of(reader))
  const keys = projects.map(({ key }) => key)
  const captured = await wordsOf(ports, input, reader, keys)
  const { draftId, files } = await keepFiles(ports, input)
  const named = projects.find(({ key }) => key === captured.projectKey)
  const projectId = (named ?? homeOf(projects, input.origin.channelId))?.id ?? null
  const words = { ...captured, projectId, fileIds: files.map(({ fileId }) => fileId) }
  const aside = await forms.describe({ reader, words, taskId: null, held: {} })
  const origin = { ...input.origin, ...(draftId === undefined ? {} : { draftId }) }
  const view = newTaskForm(origin, { words, projects, files, aside })
  await ports.messenger.openModal(input.workspaceId, input.triggerId, view)
}

/**
 * Opens the form with a draft: a line that was not understood, whole.
 *
 * @throws UserError when the draft is more than a week old
 */
export async function openDraft(
  ports: Ports,
  forms: Pick<TaskForms, 'describe'>,
  input: Omit<FormInput, 'written' | 'origin'> & { readonly draftId: string; readonly responseUrl: string | null },
): Promise<void> {
  const draft = await ports.drafts.get(input.workspaceId, input.draftId)
  if (!draft || draft.memberId !== input.actorId) throw draftGone()
  const origin = { channelId: draft.channelId, responseUrl: input.responseUrl, source: null, kept: {} }
  const written = { text: draft.text, at: draft.createdAt, authorId: null, files: [] }
  await openForm(ports, forms, { ...input, origin, written })
}
