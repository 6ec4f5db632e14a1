import { bulkForm } from './bulk-form-views.ts'
import { findTargets } from './find-targets.ts'
import type { BulkOrigin } from './inputs.ts'
import { bulkWords } from '../../domain/bulk-form.ts'
import type { Ports } from '../../ports.ts'

export interface BulkInput {
  readonly workspaceId: string
  readonly actorId: string
  readonly triggerId: string
  readonly origin: BulkOrigin
}

/**
 * Opens the form in which all tasks of a list are changed.
 *
 * @throws UserError when the list is empty by now, too long, or not theirs to change
 */
export async function openBulk(ports: Ports, { workspaceId, actorId, triggerId, origin }: BulkInput): Promise<void> {
  const speaker = await ports.directory.member(workspaceId, actorId)
  const sight = await ports.sights.of(speaker)
  const tasks = await findTargets(
    ports,
    { workspaceId, speaker, sight, channelId: origin.channelId ?? '' },
    origin.line,
  )
  const projects = await ports.sights.projects(sight)
  await ports.messenger.openModal(
    workspaceId,
    triggerId,
    bulkForm({ words: bulkWords({}), count: tasks.length, projects, origin }),
  )
}
