import type { View } from './import-form-views.ts'
import { importPreview, questionsForm } from './import-preview-views.ts'
import { requireImporter, requireProposal } from './require-importer.ts'
import type { Importer, ProposalNamed } from './require-importer.ts'
import { importedBefore } from './return-to-mapping.ts'
import { peopleFinder } from '../../domain/import-people.ts'
import type { FindPerson } from '../../domain/import-people.ts'
import { answersFrom, asksNothing, planImport } from '../../domain/import-plan.ts'
import type { RowReading } from '../../domain/import-rows.ts'
import type { Import, ImportRow } from '../../domain/import.ts'
import { whyCannotOwn } from '../../domain/permission.ts'
import type { Ports } from '../../ports.ts'

/** Finds everybody who can own a task by their names. */
export async function ownerFinder({ directory }: Pick<Ports, 'directory'>, workspaceId: string): Promise<FindPerson> {
  const everybody = await directory.everybody(workspaceId)
  const owners = everybody.filter(({ member }) => whyCannotOwn(member) === null)
  return peopleFinder(owners.map(({ member, names }) => ({ id: member.id, names })))
}

/** What the rows of an import are read by. */
export const readingOf = (
  { header, mapping, answers, actorId, plannedAt }: Import,
  { actor, project }: Importer,
  findPerson: FindPerson,
): RowReading => ({
  header,
  mapping,
  answers,
  project,
  findPerson,
  context: { ...actor, now: plannedAt, projectKeys: [] },
  actorId,
})

/** Rows that are read at a time; between one batch and the next, others are served. */
const BATCH = 250

async function* batches(
  { imports }: Pick<Ports, 'imports'>,
  { workspaceId, id, rowCount }: Import,
): AsyncGenerator<readonly ImportRow[]> {
  for (let after = 0; after < rowCount; after += BATCH) yield imports.rows(workspaceId, id, after, BATCH)
}

/** What the column of due dates holds. */
async function datesOf(ports: Ports, imported: Import): Promise<readonly string[]> {
  const { due } = imported.mapping
  if (due === undefined) return []
  const dates: string[] = []
  for await (const rows of batches(ports, imported)) dates.push(...rows.map(({ cells }) => cells[due] ?? ''))
  return dates
}

/**
 * Takes in what somebody has said of a file, and says what is to be shown next: what else only they can say, or what the
 * rows would become.
 *
 * @throws UserError when the import has been agreed to, or is more than a day old
 */
export async function planRows(ports: Ports, of: ProposalNamed, say: (imported: Import) => Import): Promise<View> {
  const { workspaceId } = of
  const said = say(await requireProposal(ports, of))
  const importer = await requireImporter(ports, said)
  const answers = answersFrom(await datesOf(ports, said), said)
  const planned = { ...said, answers, plannedAt: ports.clock.now() }
  const reading = readingOf(planned, importer, await ownerFinder(ports, workspaceId))
  const plan = await planImport(batches(ports, said), reading)
  const { statuses, people: strangers } = plan.questions
  const imported = { ...planned, asked: { statuses, people: strangers } }
  await ports.tx.run(async () => {
    // Somebody pressed twice, or in two windows: what was said last counts.
    const { version } = await requireProposal(ports, of)
    await ports.imports.save({ ...imported, version })
  })
  if (!asksNothing(plan.questions)) return questionsForm(imported, plan.questions)
  const members = await ports.directory.members(workspaceId, [...plan.owners.keys()])
  return importPreview({
    imported,
    project: importer.project,
    plan,
    people: new Map(members.map((member) => [member.id, member])),
    reader: importer.actor,
    before: await importedBefore(ports, imported),
  })
}
