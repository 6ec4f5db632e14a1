import { ownerFinder, readingOf } from './plan-rows.ts'
import { sendReport } from './send-report.ts'
import { requireImporter, requireProposal } from './require-importer.ts'
import type { Importer, ProposalNamed } from './require-importer.ts'
import { ownerPosts } from './tell-owners.ts'
import { resultPost } from './report-views.ts'
import type { FindPerson } from '../../domain/import-people.ts'
import { rowReader } from '../../domain/import-rows.ts'
import type { ImportedFacts } from '../../domain/import-rows.ts'
import { IMPORT_STEP } from '../../domain/import.ts'
import type { Import, ImportProblem, ImportRow, RowOutcome } from '../../domain/import.ts'
import { whyCannotOwn } from '../../domain/permission.ts'
import { isOpen } from '../../domain/task.ts'
import { importRowsGone, UserError } from '../../errors.ts'
import type { CreateInBulk, Ports } from '../../ports.ts'

interface Found {
  readonly number: number
  readonly facts: ImportedFacts
}

/** The next rows, read: those that make a task, and those that do not. */
interface ReadRows {
  readonly last: number
  readonly found: readonly Found[]
  readonly failed: ReadonlyMap<number, { readonly problems: readonly ImportProblem[] }>
}

/** Reads rows as the preview did, and meets those who would own their tasks: by now one of them may not be able to. */
async function readRows(
  { directory }: Ports,
  imported: Import,
  importer: Importer,
  { rows, findPerson }: { readonly rows: readonly ImportRow[]; readonly findPerson: FindPerson },
): Promise<ReadRows> {
  const read = rowReader(readingOf(imported, importer, findPerson))
  const all = rows.map((row) => ({ ...row, reading: read(row.cells) }))
  const ids = all.flatMap(({ reading }) => ('facts' in reading ? (reading.facts.ownerId ?? []) : []))
  const owners = new Map(
    (await directory.members(imported.workspaceId, [...new Set(ids)])).map((member) => [member.id, member]),
  )
  const found: Found[] = []
  const failed = new Map<number, { readonly problems: readonly ImportProblem[] }>()
  for (const { number, cells, reading } of all) {
    if ('problems' in reading) failed.set(number, { problems: reading.problems })
    else {
      const { ownerId } = reading.facts
      const canOwn = ownerId === null || whyCannotOwn(owners.get(ownerId)) === null
      const words = cells[imported.mapping.owner ?? -1] ?? ''
      if (canOwn) found.push({ number, facts: reading.facts })
      else failed.set(number, { problems: [{ kind: 'owner', words, why: 'cannot-own' }] })
    }
  }
  return { last: rows.at(-1)?.number ?? imported.cursor, found, failed }
}

/** The import after its next rows have become tasks; part of a transaction. */
async function worked(
  ports: Ports,
  create: CreateInBulk,
  imported: Import,
  {
    last,
    found,
    failed,
    numbers,
    project,
  }: ReadRows & Pick<Importer, 'project'> & { readonly numbers: readonly number[] },
): Promise<Import> {
  const { workspaceId, id, actorId } = imported
  const rows = found.map(({ facts }, index) => ({ facts, number: numbers[index] ?? 0 }))
  const made = await create({ project, actorId, groupId: id }, rows)
  const outcomes = new Map<number, RowOutcome>(failed)
  for (const [index, { number, facts }] of found.entries()) {
    const task = made[index]
    if (!task) throw new Error('A row made no task')
    outcomes.set(number, { taskId: task.taskId, ownerId: isOpen(facts) ? facts.ownerId : null })
  }
  await ports.imports.settle(workspaceId, id, outcomes)
  return {
    ...imported,
    cursor: last,
    made: imported.made + made.length,
    failed: imported.failed + failed.size,
    activityId: imported.activityId ?? made[0]?.activityId ?? null,
  }
}

/** Everything that a step stands on and Slack may have to be asked for: before its transaction. */
async function prepared(ports: Ports, imported: Import, findPerson: FindPerson) {
  const importer = await requireImporter(ports, imported)
  const rows = await ports.imports.rows(imported.workspaceId, imported.id, imported.cursor, IMPORT_STEP)
  if (rows.length === 0) throw importRowsGone()
  const read = await readRows(ports, imported, importer, { rows, findPerson })
  const { project } = importer
  const numbers = await ports.projects.takeNumbers(project.workspaceId, project.id, read.found.length)
  return { ...read, project, numbers }
}

/** One step, with its mark, in one transaction; false when there is none left. */
async function step(ports: Ports, create: CreateInBulk, begun: Import, findPerson: FindPerson): Promise<boolean> {
  const { workspaceId, id, cursor } = begun
  if (begun.state !== 'running' || cursor >= begun.rowCount || begun.stopped !== null) return false
  const ready = await prepared(ports, begun, findPerson).catch((error: unknown) => {
    if (error instanceof UserError) return error
    throw error
  })
  await ports.tx.run(async () => {
    const imported = await ports.imports.get(workspaceId, id)
    // Somebody else has taken the step: a process that was thought to be gone.
    if (imported?.state !== 'running' || imported.cursor !== cursor) return
    if (ready instanceof UserError) await ports.imports.save({ ...imported, stopped: ready.userText })
    else await ports.imports.save(await worked(ports, create, imported, ready))
  })
  return !(ready instanceof UserError)
}

/** Tells the owners, each once, and whoever began it what came of it; rows that are left have a report to come. */
async function finish(ports: Ports, { workspaceId, id }: Pick<Import, 'workspaceId' | 'id'>): Promise<void> {
  const ended = await ports.imports.get(workspaceId, id)
  if (ended?.state !== 'running') return
  const project = await ports.projects.get(workspaceId, ended.projectId)
  const posts = await ownerPosts(ports, ended)
  await ports.tx.run(async () => {
    const imported = await ports.imports.get(workspaceId, id)
    if (imported?.state !== 'running') return
    const now = ports.clock.now()
    for (const post of posts) await ports.outbox.add(post)
    if (project) await ports.outbox.add(resultPost(imported, project, now))
    const isWhole = imported.failed === 0 && imported.cursor >= imported.rowCount
    await ports.imports.save({ ...imported, state: isWhole ? 'over' : 'reporting' })
  })
  ports.wakeOutbox()
}

/** Brings an import to its end, from wherever it is: begun just now, or left by a process that is gone. */
export async function runImport(
  ports: Ports,
  create: CreateInBulk,
  workspaceId: string,
  importId: string,
): Promise<void> {
  const begun = await ports.imports.get(workspaceId, importId)
  if (!begun) return
  if (begun.state === 'running') {
    const findPerson = await ownerFinder(ports, workspaceId)
    for (let imported: Import | undefined = begun; imported && (await step(ports, create, imported, findPerson));)
      imported = await ports.imports.get(workspaceId, importId)
  }
  await finish(ports, begun)
  await sendReport(ports, workspaceId, importId)
}

/**
 * Takes somebody's word that an import is to be done.
 *
 * @throws UserError when it has been given before, or the preview is more than a day old
 */
export async function beginImport(ports: Ports, of: ProposalNamed): Promise<void> {
  await ports.tx.run(async () => {
    await ports.imports.save({ ...(await requireProposal(ports, of)), state: 'running' })
  })
}
