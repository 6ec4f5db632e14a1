import { bulkErrors } from './bulk-form-views.ts'
import type { BulkChange, BulkFacts } from '../../domain/bulk-change.ts'
import { bulkWords, readBulkForm } from '../../domain/bulk-form.ts'
import type { BulkWords } from '../../domain/bulk-form.ts'
import { whyCannotOwn } from '../../domain/permission.ts'
import type { FormState } from '../../domain/form-texts.ts'
import { DEFAULT_SETTINGS } from '../../domain/workspace.ts'
import { cannotOwn, unknownProject } from '../../errors.ts'
import type { Ports } from '../../ports.ts'

/** A change that somebody wants, or errors at the form's inputs by block id. */
export type ReadBulk =
  | { readonly words: BulkWords; readonly change: BulkChange }
  | { readonly errors: Readonly<Record<string, string>> }

/**
 * Reads what somebody wants of a list's tasks.
 *
 * @throws UserError when the person chosen cannot own
 */
export async function readBulk(
  ports: Ports,
  {
    workspaceId,
    actorId,
    state,
  }: { readonly workspaceId: string; readonly actorId: string; readonly state: FormState },
): Promise<ReadBulk> {
  const actor = await ports.directory.member(workspaceId, actorId)
  const words = bulkWords(state)
  const read = readBulkForm(words, { ...actor, now: ports.clock.now(), projectKeys: [] })
  if ('faults' in read) return { errors: bulkErrors(read.faults, actor) }
  await bulkFacts(ports, { workspaceId, actorId, change: read.change })
  return { words, change: read.change }
}

/**
 * What a change is decided by, as it is now.
 *
 * @throws UserError when the person cannot own by now, or the project is archived or hidden
 */
export async function bulkFacts(
  ports: Ports,
  {
    workspaceId,
    actorId,
    change,
  }: { readonly workspaceId: string; readonly actorId: string; readonly change: BulkChange },
): Promise<BulkFacts> {
  const { ownerId, projectId } = change
  const [owner] = ownerId === null ? [] : await ports.directory.members(workspaceId, [ownerId])
  const why = ownerId === null ? null : whyCannotOwn(owner)
  if (why) throw cannotOwn(owner?.realName ?? '', why)
  const actor = await ports.directory.member(workspaceId, actorId)
  const projects = projectId === null ? [] : await ports.sights.projects(await ports.sights.of(actor))
  const project = projects.find(({ id }) => id === projectId)
  if (projectId !== null && !project)
    throw unknownProject(
      '',
      projects.map(({ key }) => key),
    )
  const workspace = await ports.workspaces.get(workspaceId)
  const { acceptance } = workspace?.settings ?? DEFAULT_SETTINGS
  return { actorId, acceptance, now: ports.clock.now(), owner: owner ?? null, project: project ?? null }
}
