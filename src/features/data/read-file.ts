import { fileForm } from './import-form-views.ts'
import type { FileFault, View } from './import-form-views.ts'
import { requireImporter } from './require-importer.ts'
import type { Importer } from './require-importer.ts'
import { mappingOf } from './return-to-mapping.ts'
import { CSV_LIMITS, readCsv } from '../../domain/csv-file.ts'
import type { CsvFile } from '../../domain/csv-file.ts'
import { guessColumns } from '../../domain/import-columns.ts'
import { NO_ANSWERS } from '../../domain/import.ts'
import type { Import } from '../../domain/import.ts'
import type { Ports } from '../../ports.ts'

export interface GivenFile {
  readonly workspaceId: string
  readonly actorId: string
  readonly projectId: string
  readonly fileId: string
}

interface Table {
  readonly name: string
  readonly digest: string
  readonly file: CsvFile
}

async function tableIn({ files }: Ports, { workspaceId, fileId }: GivenFile): Promise<Table | FileFault> {
  const read = await files.download(workspaceId, fileId, CSV_LIMITS.bytes)
  if (read.kind !== 'read') return read.kind
  const result = readCsv(read.bytes)
  if ('fault' in result) return result.fault
  return { ...read, file: result.file }
}

function proposalOf(ports: Ports, { actor, project }: Importer, { name, digest, file }: Table): Import {
  const now = ports.clock.now()
  return {
    workspaceId: project.workspaceId,
    id: ports.ids.next(),
    version: 0,
    actorId: actor.id,
    projectId: project.id,
    fileName: name,
    digest,
    separator: file.separator,
    header: file.header,
    rowCount: file.rows.length,
    mapping: guessColumns(file.header, project.fields),
    answers: NO_ANSWERS,
    asked: { statuses: [], people: [] },
    state: 'proposed',
    plannedAt: now,
    cursor: 0,
    made: 0,
    failed: 0,
    activityId: null,
    stopped: null,
    createdAt: now,
  }
}

/**
 * Reads the file that somebody gave, keeps its rows, and says what is to be shown next: which column is what, or the form
 * for another file with what was wrong.
 *
 * @throws UserError when the person may not import into the project by now
 */
export async function readFile(ports: Ports, given: GivenFile): Promise<View> {
  const importer = await requireImporter(ports, given)
  const table = await tableIn(ports, given)
  if (typeof table === 'string') return fileForm(importer.project, table)
  const imported = proposalOf(ports, importer, table)
  const rows = table.file.rows.map((row, index) => ({ number: index + 1, ...row, outcome: null }))
  await ports.imports.add(imported, rows)
  return mappingOf(ports, imported)
}
