import type { AddingDeeds } from './deeds.ts'
import type { Suggestions } from './adding-views.ts'
import { asReference } from '../../domain/references.ts'
import { maySee } from '../../domain/sight.ts'
import type { Sight } from '../../domain/sight.ts'
import { isOpen } from '../../domain/task.ts'
import type { Task } from '../../domain/task.ts'
import type { Ports } from '../../ports.ts'

export interface Asked {
  readonly workspaceId: string
  readonly actorId: string
  readonly channelId: string
  readonly typed: string
}

/** What is offered before anything is typed, of each kind. */
const OFFERED = 15

/** Open tasks of the project that lives in the channel, where it is one. */
async function ofChannel(ports: Ports, sight: Sight, channelId: string): Promise<readonly Task[]> {
  const here = (await ports.sights.projects(sight)).filter((project) => project.channelId === channelId)
  const [project, ...others] = here
  if (!project || others.length > 0) return []
  return (await ports.tasks.list(sight, { projectId: project.id }, { offset: 0, limit: OFFERED })).tasks
}

/** Open tasks that somebody last had to do with. */
async function touched({ activities, tasks }: Ports, sight: Sight, actorId: string): Promise<readonly Task[]> {
  const ids = await activities.touchedBy(sight.workspaceId, actorId, 3 * OFFERED)
  const found = await tasks.getMany(sight.workspaceId, ids)
  return found.filter((task) => isOpen(task) && maySee(sight, task)).slice(0, OFFERED)
}

/**
 * The tasks that somebody may mean: by a reference, by words; before anything is typed those that they last had to do with
 * and those of the channel's project.
 */
export async function suggestTasks(
  ports: Ports,
  deeds: Pick<AddingDeeds, 'search'>,
  { workspaceId, actorId, channelId, typed }: Asked,
): Promise<Suggestions> {
  const sight = await ports.sights.of(await ports.directory.member(workspaceId, actorId))
  const reference = asReference(typed.trim())
  const named = reference === null ? undefined : await ports.tasks.byReference(sight, reference)
  if (named) return { found: [named] }
  // Of one letter there is nothing to look for.
  if (typed.trim().length > 1) return { found: (await deeds.search(sight, typed)).map(({ task }) => task) }
  const recent = await touched(ports, sight, actorId)
  const known = new Set(recent.map(({ id }) => id))
  const here = (await ofChannel(ports, sight, channelId)).filter(({ id }) => !known.has(id))
  return { recent, here }
}
