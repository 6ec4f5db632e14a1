import { fileForm } from './import-form-views.ts'
import { requireImporter } from './require-importer.ts'
import type { Ports } from '../../ports.ts'

export interface OpenInput {
  readonly workspaceId: string
  readonly actorId: string
  readonly projectId: string
  readonly triggerId: string
}

/**
 * Opens the form that takes a file of tasks for a project.
 *
 * @throws UserError when the person may not import into it
 */
export async function openImport(ports: Ports, { triggerId, ...of }: OpenInput): Promise<void> {
  const { project } = await requireImporter(ports, of)
  await ports.messenger.openModal(of.workspaceId, triggerId, fileForm(project, null))
}
