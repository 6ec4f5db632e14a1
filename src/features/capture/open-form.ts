import { newTaskForm } from './form-views.ts'
import type { FormOrigin } from './inputs.ts'
import type { Member } from '../../domain/member.ts'
import { draftWords, messageWords } from '../../domain/message-words.ts'
import type { Project } from '../../domain/project.ts'
import { nameMentions, namelessMentions } from '../../domain/tokens.ts'
import { EMPTY_FORM } from '../../domain/task-form.ts'
import type { CapturedWords } from '../../domain/task-form.ts'
import { draftGone } from '../../errors.ts'
import type { Ports } from '../../ports.ts'

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

/** Opens the New task modal, filled in with what was written; the project is the one named, else the channel's. */
export async function openForm(ports: Ports, input: FormInput): Promise<void> {
  const reader = await ports.directory.member(input.workspaceId, input.actorId)
  const projects = await ports.sights.projects(await ports.sights.of(reader))
  const keys = projects.map(({ key }) => key)
  const words = await wordsOf(ports, input, reader, keys)
  const named = projects.find(({ key }) => key === words.projectKey)
  const projectId = (named ?? homeOf(projects, input.origin.channelId))?.id ?? null
  const view = newTaskForm({ ...words, projectId }, projects, input.origin)
  await ports.messenger.openModal(input.workspaceId, input.triggerId, view)
}

/**
 * Opens the form with a draft: a line that was not understood, whole.
 *
 * @throws UserError when the draft is more than a week old
 */
export async function openDraft(
  ports: Ports,
  input: Omit<FormInput, 'written' | 'origin'> & { readonly draftId: string; readonly responseUrl: string | null },
): Promise<void> {
  const draft = await ports.drafts.get(input.workspaceId, input.draftId)
  if (!draft || draft.memberId !== input.actorId) throw draftGone()
  const origin = { channelId: draft.channelId, responseUrl: input.responseUrl, source: null }
  const written = { text: draft.text, at: draft.createdAt, authorId: null }
  await openForm(ports, { ...input, origin, written })
}
