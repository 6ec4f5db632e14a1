import { reportFile, reportHeader, reportRow, unreportedPost } from './report-views.ts'
import { BYTE_ORDER_MARK, csvRows, separatorFor } from '../../domain/csv.ts'
import type { Separator } from '../../domain/export-words.ts'
import type { Import } from '../../domain/import.ts'
import type { Project } from '../../domain/project.ts'
import { UserError } from '../../errors.ts'
import type { Ports } from '../../ports.ts'

/** Rows that are in memory at a time. */
const BATCH = 250

/** The rows that made no task, as their file had them. */
async function* reportPieces(
  { imports }: Pick<Ports, 'imports'>,
  { workspaceId, id, header, rowCount }: Import,
  project: Pick<Project, 'fields' | 'phases'>,
  separator: Separator,
): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvRows([reportHeader(header)], separator)
  for (let after = 0; after < rowCount; after += BATCH) {
    const rows = await imports.rows(workspaceId, id, after, Math.min(BATCH, rowCount - after))
    yield csvRows(
      rows.map((row) => reportRow(row, project)).filter((row) => row !== undefined),
      separator,
    )
  }
}

/** Puts the rows that made no task into the importer's direct message. Sent twice they do less harm than never. */
export async function sendReport(ports: Ports, workspaceId: string, importId: string): Promise<void> {
  const imported = await ports.imports.get(workspaceId, importId)
  if (imported?.state !== 'reporting') return
  const { actorId, projectId, separator } = imported
  const actor = await ports.directory.member(workspaceId, actorId)
  const project = await ports.projects.get(workspaceId, projectId)
  const parted = separator === ',' || separator === ';' ? separator : separatorFor(actor.locale)
  const pieces = reportPieces(ports, imported, project ?? { fields: [], phases: [] }, parted)
  const refused = await ports.files
    .upload(workspaceId, actorId, reportFile(imported), pieces)
    .catch((error: unknown) => {
      if (error instanceof UserError) return error
      throw error
    })
  await ports.tx.run(async () => {
    const sent = await ports.imports.get(workspaceId, importId)
    if (sent?.state !== 'reporting') return
    if (refused) await ports.outbox.add(unreportedPost(sent, refused.userText, ports.clock.now()))
    await ports.imports.save({ ...sent, state: 'over' })
  })
  if (refused) ports.wakeOutbox()
}
