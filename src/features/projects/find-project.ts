import type { Project } from '../../domain/project.ts'
import { unknownProject, whichProject } from '../../errors.ts'
import type { Ports } from '../../ports.ts'

export interface ProjectNamed {
  readonly workspaceId: string
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
  { projects }: Pick<Ports, 'projects'>,
  { workspaceId, key, channelId }: ProjectNamed,
): Promise<Project> {
  if (key !== null) {
    const named = await projects.byKey(workspaceId, key)
    if (named) return named
    throw unknownProject(key, keysOf(await projects.active(workspaceId)))
  }
  const here = await projects.byChannel(workspaceId, channelId)
  const [only] = here
  if (only && here.length === 1) return only
  throw whichProject(keysOf(here), keysOf(await projects.active(workspaceId)))
}

const keysOf = (projects: readonly Project[]): readonly string[] => projects.map(({ key }) => key)
