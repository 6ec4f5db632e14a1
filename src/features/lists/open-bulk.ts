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
  const { projects, tasks } = await findTargets(ports, { workspaceId, actorId, origin })
  await ports.messenger.openModal(
    workspaceId,
    triggerId,
    bulkForm({ words: bulkWords({}), count: tasks.length, projects, origin }),
  )
}
