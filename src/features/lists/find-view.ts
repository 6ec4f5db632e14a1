import { withSaid } from '../../domain/list-view.ts'
import type { ListView } from '../../domain/list-view.ts'
import type { ListSaid } from '../../domain/list-words.ts'
import { findPhase } from '../../domain/phases.ts'
import type { Project } from '../../domain/project.ts'
import { decideList } from '../../domain/task-list.ts'
import type { ListSubject } from '../../domain/task-list.ts'
import { contradictingFilters, unknownList, unknownPhase, unknownProject } from '../../errors.ts'
import type { Ports, Speech, TaskFilter } from '../../ports.ts'

/** Who asks for a list, and where. */
export type Asking = Pick<Speech, 'workspaceId' | 'speaker' | 'sight' | 'channelId'>

/** A list as it was said, with what its words stand for. */
export interface FoundView {
  readonly view: ListView
  readonly subject: ListSubject
  readonly filter: TaskFilter
  /** All that the speaker may see. */
  readonly projects: readonly Project[]
}

/** What a list begins with, where it names a saved one. */
async function saidView(
  { savedLists }: Pick<Ports, 'savedLists'>,
  { workspaceId, speaker }: Asking,
  { view, name }: Pick<ListSaid, 'view' | 'name'>,
): Promise<ListView> {
  if (name === null) return view
  const saved = await savedLists.get(workspaceId, speaker.id, name)
  if (saved) return withSaid(saved.view, view)
  const names = await savedLists.ofMember(workspaceId, speaker.id)
  throw unknownList(
    name,
    names.map((each) => each.name),
  )
}

/** The phases that a name stands for, in one project or in all. */
function phasesNamed(projects: readonly Project[], name: string): NonNullable<TaskFilter['phases']> {
  const found = projects.flatMap(({ id, phases }) => {
    const phase = findPhase(phases, name.replaceAll('-', ' ')) ?? findPhase(phases, name)
    return phase ? [{ phaseId: phase.id, projectId: id }] : []
  })
  if (found.length > 0) return { ids: found.map(({ phaseId }) => phaseId), projectIds: found.map((f) => f.projectId) }
  const all = projects.flatMap(({ phases }) => phases.map((phase) => phase.name))
  throw unknownPhase(name, [...new Set(all)])
}

/**
 * Finds what a list's words stand for. `decide` says what filters mean, for a list or for a file.
 *
 * @throws UserError when filters contradict each other, or name a project, a phase or a saved list that is not there
 */
export async function findView(
  ports: Ports,
  speech: Asking,
  said: Pick<ListSaid, 'view' | 'name'>,
  decide: typeof decideList = decideList,
): Promise<FoundView> {
  const { speaker, sight, channelId } = speech
  const view = await saidView(ports, speech, said)
  const projects = await ports.sights.projects(sight)
  const here = projects.filter((project) => project.channelId === channelId)
  const facts = { speaker, now: ports.clock.now(), here: here.length === 1 ? (here[0]?.key ?? null) : null }
  const subject = decide(view.filters, facts)
  if (!subject) throw contradictingFilters()
  const { filter, key, phase } = subject
  const keys = projects.map((project) => project.key)
  const project = projects.find((each) => each.key === key)
  if (key !== null && !project) throw unknownProject(key, keys)
  return {
    view: { ...view, filters: subject.filters },
    subject,
    projects,
    filter: {
      ...filter,
      ...(project ? { projectId: project.id } : {}),
      ...(phase === null ? {} : { phases: phasesNamed(project ? [project] : projects, phase) }),
    },
  }
}
