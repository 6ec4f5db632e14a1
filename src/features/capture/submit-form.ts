import { createTask } from './create-task.ts'
import type { Created } from './create-task.ts'
import { formErrors } from './form-views.ts'
import type { FormOrigin } from './inputs.ts'
import type { Member } from '../../domain/member.ts'
import { formWords, readTaskForm } from '../../domain/task-form.ts'
import type { FormState } from '../../domain/task-form.ts'
import type { Ports } from '../../ports.ts'

export interface FormAnswer {
  readonly workspaceId: string
  readonly actorId: string
  readonly origin: FormOrigin
  readonly state: FormState
}

/** A task, or errors at the form's inputs by block id: then it stays open as it was filled. */
export type FormOutcome =
  | { readonly created: Created; readonly author: Member }
  | { readonly errors: Readonly<Record<string, string>> }

/** The message's address; in a conversation that Runsheet is not in, Slack gives none, and the one that is known must do. */
async function linkOf(
  { messenger }: Ports,
  workspaceId: string,
  source: NonNullable<FormOrigin['source']>,
): Promise<string> {
  try {
    return await messenger.permalink(workspaceId, source)
  } catch (error) {
    if (source.link === undefined) throw error
    return source.link
  }
}

/** Creates a task from the New task modal. */
export async function submitForm(
  ports: Ports,
  { workspaceId, actorId, origin, state }: FormAnswer,
): Promise<FormOutcome> {
  const author = await ports.directory.member(workspaceId, actorId)
  const context = { ...author, now: ports.clock.now(), projectKeys: [] }
  const words = formWords(state)
  const read = readTaskForm(words, context)
  if ('faults' in read) return { errors: formErrors(read.faults, words, context) }
  const source = origin.source && {
    channelId: origin.source.channelId,
    ts: origin.source.ts,
    permalink: await linkOf(ports, workspaceId, origin.source),
  }
  const created = await createTask(ports, {
    ...read.facts,
    workspaceId,
    actorId,
    via: source ? 'message' : 'modal',
    project: words.projectId,
    channelId: origin.channelId,
    dependsOnIds: [],
    source,
    threadTs: origin.source?.threadTs ?? null,
  })
  return { created, author }
}
