import { newTaskForm } from './form-views.ts'
import type { FormOrigin } from './inputs.ts'
import { parseCapture } from '../../domain/capture.ts'
import { messageWords } from '../../domain/message-words.ts'
import type { Project } from '../../domain/project.ts'
import type { SpeechContext } from '../../domain/speech.ts'
import { captureWords } from '../../domain/task-form.ts'
import type { TaskFormWords } from '../../domain/task-form.ts'
import { draftGone } from '../../errors.ts'
import type { Ports } from '../../ports.ts'

export interface FormInput {
  readonly workspaceId: string
  readonly actorId: string
  readonly triggerId: string
  readonly origin: FormOrigin
  /** What was typed as a command, or said in a message, to start from; empty for a blank form. */
  readonly text: string
}

const homeOf = (projects: readonly Project[], channelId: string | null): Project | undefined => {
  const here = projects.filter((project) => project.channelId === channelId)
  return here.length === 1 ? here[0] : undefined
}

/** The form's first words: what a text says or suggests, and the project of the channel where it names none. */
function firstWords({ text, origin }: FormInput, context: SpeechContext, projects: readonly Project[]): TaskFormWords {
  const words = origin.source ? messageWords(text, context) : captureWords(parseCapture(text, context))
  const named = projects.find(({ key }) => key === parseCapture(text, context).projectKey)
  return { ...words, projectId: (named ?? homeOf(projects, origin.channelId))?.id ?? null }
}

/** Opens the New task modal, filled in with what a text says. */
export async function openForm(ports: Ports, input: FormInput): Promise<void> {
  const projects = await ports.projects.active(input.workspaceId)
  const author = await ports.directory.member(input.workspaceId, input.actorId)
  const context = { ...author, now: ports.clock.now(), projectKeys: projects.map(({ key }) => key) }
  const words = firstWords(input, context, projects)
  await ports.messenger.openModal(
    input.workspaceId,
    input.triggerId,
    newTaskForm(words, projects, JSON.stringify(input.origin)),
  )
}

/**
 * Opens the form with a draft: a line that was not understood, whole.
 *
 * @throws UserError when the draft is more than a week old
 */
export async function openDraft(
  ports: Ports,
  input: Omit<FormInput, 'text' | 'origin'> & { readonly draftId: string; readonly responseUrl: string | null },
): Promise<void> {
  const draft = await ports.drafts.get(input.workspaceId, input.draftId)
  if (!draft || draft.memberId !== input.actorId) throw draftGone()
  const origin = { channelId: draft.channelId, responseUrl: input.responseUrl, source: null }
  await openForm(ports, { ...input, origin, text: draft.text })
}
