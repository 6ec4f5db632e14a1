import { projectForm } from './form-views.ts'
import { mayRunProjects, suggestKey } from '../../domain/project-rules.ts'
import { cannotRunProjects } from '../../errors.ts'
import type { Ports } from '../../ports.ts'

export interface ProjectFormInput {
  readonly workspaceId: string
  readonly actorId: string
  readonly triggerId: string
  /** What was typed already. */
  readonly name: string
  readonly key: string | null
  /** Where it was typed; null for a shortcut from anywhere. */
  readonly channelId: string | null
  readonly responseUrl: string | null
}

/** A direct message has no room for a project. */
export const isChannel = (channelId: string): boolean => !channelId.startsWith('D')

/**
 * Opens the form for a new project with what is known already.
 *
 * @throws UserError when the actor may not start one
 */
export async function openProjectForm(ports: Ports, input: ProjectFormInput): Promise<void> {
  const { workspaceId, actorId, channelId, name } = input
  const author = await ports.directory.member(workspaceId, actorId)
  if (!mayRunProjects(author)) throw cannotRunProjects()
  const taken = new Set((await ports.projects.active(workspaceId)).map(({ key }) => key))
  const words = {
    name,
    key: input.key ?? (name === '' ? '' : suggestKey(name, taken)),
    client: '',
    channelId: channelId !== null && isChannel(channelId) ? channelId : null,
    escalationChannelId: null,
    accountableId: actorId,
    coordinatorId: actorId,
    zone: author.zone,
  }
  const metadata = JSON.stringify({ responseUrl: input.responseUrl })
  await ports.messenger.openModal(workspaceId, input.triggerId, projectForm(words, metadata))
}
