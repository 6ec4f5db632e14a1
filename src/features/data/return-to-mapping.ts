import { mappingForm } from './import-form-views.ts'
import type { View } from './import-form-views.ts'
import { requireImporter, requireProposal } from './require-importer.ts'
import type { ProposalNamed } from './require-importer.ts'
import type { Import } from '../../domain/import.ts'
import type { Ports } from '../../ports.ts'

/** The last import of the same file, as long as it runs or what it made has not been taken back. */
export async function importedBefore(ports: Ports, imported: Import): Promise<Import | undefined> {
  const before = await ports.imports.lastOf(imported)
  if (before?.state === 'running') return before
  if (!before?.activityId) return undefined
  const entry = await ports.activities.get(before.workspaceId, before.activityId)
  const task = entry && (await ports.tasks.get(before.workspaceId, entry.taskId))
  return task && before
}

/** Rows in which an example is looked for of what a column holds. */
const EXAMPLES = 20

/** The form in which somebody says which column is what, as it was left. */
export async function mappingOf(ports: Ports, imported: Import): Promise<View> {
  const { actor, project } = await requireImporter(ports, imported)
  const rows = await ports.imports.rows(imported.workspaceId, imported.id, 0, EXAMPLES)
  return mappingForm({
    imported,
    project,
    rows,
    before: await importedBefore(ports, imported),
    reader: actor,
  })
}

/**
 * Goes from a preview back to which column is what.
 *
 * @throws UserError when it has been agreed to, or is more than a day old
 */
export async function returnToMapping(
  ports: Ports,
  { viewId, ...of }: ProposalNamed & { readonly viewId: string },
): Promise<void> {
  const view = await mappingOf(ports, await requireProposal(ports, of))
  await ports.messenger.updateModal(of.workspaceId, { viewId }, view)
}
