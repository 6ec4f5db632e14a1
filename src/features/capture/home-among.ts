import { PROJECT_KEY } from '../../domain/project.ts'
import type { Project } from '../../domain/project.ts'
import { noProjectHere, severalProjectsHere, unknownProject } from '../../errors.ts'

/** Where a new task is to live, as far as it was said. */
export interface HomeSaid {
  /** A project's id or key; null: the one that lives in the channel. */
  readonly named: string | null
  readonly channelId: string | null
}

/**
 * The project that a new task goes to.
 *
 * @param seen those that whoever makes the task may see and that are not archived
 * @throws UserError when there is none, or more than one
 */
export function homeAmong(seen: readonly Project[], { named, channelId }: HomeSaid): Project {
  const keys = seen.map(({ key }) => key)
  if (named) {
    const project = seen.find(({ id, key }) => id === named || key === named)
    if (!project) throw unknownProject(PROJECT_KEY.test(named) ? named : '', keys)
    return project
  }
  const here = seen.filter((candidate) => candidate.channelId === channelId)
  if (here.length > 1) throw severalProjectsHere(here.map(({ key }) => key))
  const [only] = here
  if (!only) throw noProjectHere(keys)
  return only
}
