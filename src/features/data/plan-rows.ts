import type { View } from './import-form-views.ts'
import { importPreview, questionsForm } from './import-preview-views.ts'
import { requireImporter, requireProposal } from './require-importer.ts'
import type { Importer, ProposalNamed } from './require-importer.ts'
import { importedBefore } from './return-to-mapping.ts'
import { CSV_LIMITS } from '../../domain/csv-file.ts'
import type { KnownPerson } from '../../domain/import-people.ts'
import { answersFrom, asksNothing, planImport } from '../../domain/import-plan.ts'
import type { RowReading } from '../../domain/import-rows.ts'
import type { Import } from '../../domain/import.ts'
import { whyCannotOwn } from '../../domain/permission.ts'
import type { Ports } from '../../ports.ts'

/** Everybody who can own a task, with their names. */
export async function knownOwners(
  { directory }: Pick<Ports, 'directory'>,
  workspaceId: string,
): Promise<readonly KnownPerson[]> {
  const everybody = await directory.everybody(workspaceId)
  return everybody
    .filter(({ member }) => whyCannotOwn(member) === null)
    .map(({ member, names }) => ({ id: member.id, names }))
}

/** What the rows of an import are read by. */
export const readingOf = (
  { header, mapping, answers, actorId, plannedAt }: Import,
  { actor, project }: Importer,
  people: readonly KnownPerson[],
): RowReading => ({
  header,
  mapping,
  answers,
  project,
  people,
  context: { ...actor, now: plannedAt, projectKeys: [] },
  actorId,
})

/**
 * Takes in what somebody has said of a file, and says what is to be shown next: what else only they can say, or what the
 * rows would become.
 *
 * @throws UserError when the import has been agreed to, or is more than a day old
 */
export async function planRows(ports: Ports, of: ProposalNamed, say: (imported: Import) => Import): Promise<View> {
  const { workspaceId, importId } = of
  const said = say(await requireProposal(ports, of))
  const importer = await requireImporter(ports, said)
  const rows = await ports.imports.rows(workspaceId, importId, 0, CSV_LIMITS.rows)
  const planned = { ...said, answers: answersFrom(rows, said), plannedAt: ports.clock.now() }
  const plan = planImport(rows, readingOf(planned, importer, await knownOwners(ports, workspaceId)))
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
