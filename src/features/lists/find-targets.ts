import { findView } from './find-view.ts'
import type { BulkOrigin } from './inputs.ts'
import { BULK_LIMIT } from '../../domain/bulk-change.ts'
import { readList } from '../../domain/list-words.ts'
import { isInsider } from '../../domain/sight.ts'
import type { Member } from '../../domain/member.ts'
import type { Project } from '../../domain/project.ts'
import type { Task } from '../../domain/task.ts'
import { arrange } from '../../domain/task-order.ts'
import { tokenize } from '../../domain/tokens.ts'
import { guestsChangeOne, listGone, tooManyToChange } from '../../errors.ts'
import type { Ports } from '../../ports.ts'

/** What is to be changed, and who changes it. */
export interface Targets {
  readonly speaker: Member
  /** Those that the speaker sees. */
  readonly projects: readonly Project[]
  /** In the list's order, none of them twice. */
  readonly tasks: readonly Task[]
}

/**
 * The tasks that a list has now, as its buttons say it.
 *
 * @throws UserError when they are none, or too many to be changed at once, or whoever asks may not change them
 */
export async function findTargets(
  ports: Ports,
  {
    workspaceId,
    actorId,
    origin,
  }: { readonly workspaceId: string; readonly actorId: string; readonly origin: BulkOrigin },
): Promise<Targets> {
  const speaker = await ports.directory.member(workspaceId, actorId)
  if (!isInsider(speaker)) throw guestsChangeOne()
  const sight = await ports.sights.of(speaker)
  const projectKeys = (await ports.sights.projects(sight)).map(({ key }) => key)
  const context = { ...speaker, now: ports.clock.now(), projectKeys }
  const said = readList(tokenize(origin.line).slice(1), context)
  if (said.kind !== 'list') throw listGone()
  const asking = { workspaceId, speaker, sight, channelId: origin.channelId ?? '' }
  const { filter, view, projects } = await findView(ports, asking, said)
  const outlines = await ports.tasks.outlines(sight, filter, BULK_LIMIT + 1)
  if (outlines.length === 0) throw listGone()
  if (outlines.length > BULK_LIMIT) throw tooManyToChange(await ports.tasks.count(sight, filter), BULK_LIMIT)
  const places = arrange(outlines, view, {
    now: context.now,
    zone: speaker.zone,
    names: new Map(),
    projects: new Map(projects.map((project) => [project.id, project])),
  })
  const ids = places.map(({ id }) => id)
  return { speaker, projects, tasks: await ports.tasks.getMany(workspaceId, ids) }
}
