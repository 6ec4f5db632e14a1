import type { Project } from '../../domain/project.ts'
import type { Sight } from '../../domain/sight.ts'
import { unknownProject, whichProject } from '../../errors.ts'
import type { Ports } from '../../ports.ts'

export interface ProjectNamed {
  /** What the one who names it may see: other projects are not there for them. */
  readonly sight: Sight
  /** Null: the one that lives in the channel. */
  readonly key: string | null
  readonly channelId: string
}

/**
 * The project that a line names, archived ones too, or the only one that lives where it was typed.
 *
 * @throws UserError when there is none, or more than one
 */
export async function findProject(
  { projects, sights }: Pick<Ports, 'projects' | 'sights'>,
  { sight, key, channelId }: ProjectNamed,
): Promise<Project> {
  const isSeen = ({ id }: Project): boolean => !sight.hiddenProjectIds.includes(id)
  if (key !== null) {
    const named = await projects.byKey(sight.workspaceId, key)
    if (named && isSeen(named)) return named
    throw unknownProject(key, keysOf(await sights.projects(sight)))
  }
  const here = (await projects.byChannel(sight.workspaceId, channelId)).filter(isSeen)
  const [only] = here
  if (only && here.length === 1) return only
  throw whichProject(keysOf(here), keysOf(await sights.projects(sight)))
}

const keysOf = (projects: readonly Project[]): readonly string[] => projects.map(({ key }) => key)
