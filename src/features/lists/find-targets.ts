import { findView } from './find-view.ts'
import type { Asking } from './find-view.ts'
import { BULK_LIMIT } from '../../domain/bulk-change.ts'
import { readList } from '../../domain/list-words.ts'
import { isInsider } from '../../domain/sight.ts'
import type { Task } from '../../domain/task.ts'
import { arrange } from '../../domain/task-order.ts'
import { tokenize } from '../../domain/tokens.ts'
import { guestsChangeOne, listGone, tooManyToChange } from '../../errors.ts'
import type { Ports } from '../../ports.ts'

/**
 * The tasks that a list has now, in its order, none of them twice.
 *
 * @param line as the list's buttons say it
 * @throws UserError when they are none, or too many to be changed at once, or whoever asks may not change them
 */
export async function findTargets(ports: Ports, asking: Asking, line: string): Promise<readonly Task[]> {
  const { workspaceId, speaker, sight } = asking
  if (!isInsider(speaker)) throw guestsChangeOne()
  const projectKeys = (await ports.sights.projects(sight)).map(({ key }) => key)
  const context = { ...speaker, now: ports.clock.now(), projectKeys }
  const said = readList(tokenize(line).slice(1), context)
  if (said.kind !== 'list') throw listGone()
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
  return ports.tasks.getMany(
    workspaceId,
    places.map(({ id }) => id),
  )
}
