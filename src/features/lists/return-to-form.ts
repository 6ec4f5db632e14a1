import { bulkForm } from './bulk-form-views.ts'
import { deedGone } from '../../errors.ts'
import type { Ports } from '../../ports.ts'

export interface ReturnInput {
  readonly workspaceId: string
  readonly actorId: string
  readonly viewId: string
  readonly deedId: string
}

/**
 * Goes from a preview back to the form, as it was filled.
 *
 * @throws UserError when it has been agreed to, or is more than a day old
 */
export async function returnToForm(ports: Ports, { workspaceId, actorId, viewId, deedId }: ReturnInput): Promise<void> {
  const deed = await ports.bulkDeeds.get(workspaceId, deedId)
  if (!deed || deed.actorId !== actorId || deed.state !== 'proposed') throw deedGone()
  const { words, targets, line, responseUrl, channelId } = deed
  const actor = await ports.directory.member(workspaceId, actorId)
  const projects = await ports.sights.projects(await ports.sights.of(actor))
  const origin = { line, responseUrl, channelId }
  await ports.messenger.updateModal(
    workspaceId,
    { viewId },
    bulkForm({ words, count: targets.length, projects, origin }),
  )
}
