import { decideList } from '../../domain/task-list.ts'
import type { ListFilter } from '../../domain/command.ts'
import type { Listed } from './list-views.ts'
import { contradictingFilters, unknownProject } from '../../errors.ts'
import type { Ports, Speech } from '../../ports.ts'

/** Tasks on one page of a list; Slack shows fifty blocks, and a person scans a dozen lines. */
export const PAGE_SIZE = 12

/**
 * One page of the tasks that meet all filters; without any, those of the channel's project, else the speaker's own.
 *
 * @throws UserError when filters contradict each other
 */
export async function listTasks(
  ports: Ports,
  speech: Speech,
  filters: readonly ListFilter[],
  page: number,
): Promise<Listed> {
  const { speaker, sight, channelId } = speech
  const now = ports.clock.now()
  const projects = await ports.sights.projects(sight)
  const here = projects.filter((project) => project.channelId === channelId)
  const subject = decideList(filters, { speaker, now, here: here.length === 1 ? (here[0]?.key ?? null) : null })
  if (!subject) throw contradictingFilters()
  const project = subject.key ? projects.find(({ key }) => key === subject.key) : undefined
  if (subject.key && !project)
    throw unknownProject(
      subject.key,
      projects.map(({ key }) => key),
    )
  const filter = { ...subject.filter, ...(project ? { projectId: project.id } : {}) }
  const read = (which: number) => ports.tasks.list(sight, filter, { offset: (which - 1) * PAGE_SIZE, limit: PAGE_SIZE })
  const asked = await read(page)
  const pages = Math.max(1, Math.ceil(asked.total / PAGE_SIZE))
  // A list may have become shorter since its last page was offered.
  const { tasks, total } = page > pages ? await read(pages) : asked
  return { subject, sheets: await ports.sheets.of(tasks), total, page: Math.min(page, pages), pages, now }
}
