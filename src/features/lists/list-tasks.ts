import { findView } from './find-view.ts'
import type { FoundView } from './find-view.ts'
import type { Listed } from './views.ts'
import { ARRANGED_AT_ONCE, COUNTED_AT_ONCE, isIndexed } from '../../domain/list-view.ts'
import type { IndexedSort, ListView } from '../../domain/list-view.ts'
import type { ListSaid } from '../../domain/list-words.ts'
import type { Member } from '../../domain/member.ts'
import { isInsider } from '../../domain/sight.ts'
import type { Task } from '../../domain/task.ts'
import { arrange } from '../../domain/task-order.ts'
import type { Group, Outline } from '../../domain/task-order.ts'
import { tooManyToArrange } from '../../errors.ts'
import type { Ports, Speech } from '../../ports.ts'

/** Tasks on one page of a list; Slack shows fifty blocks, and a person scans a dozen lines. */
export const PAGE_SIZE = 12

interface Read {
  readonly tasks: readonly Task[]
  /** The group of each of them. */
  readonly groups: readonly (Group | null)[]
  readonly total: number
  readonly page: number
  readonly pages: number
  /** The first group began on the page before. */
  readonly continued: boolean
  /** Those whose names the groups are called by. */
  readonly people: readonly Member[]
}

const pagesOf = (total: number): number => Math.max(1, Math.ceil(total / PAGE_SIZE))

/** In an order that the database has by an index. */
async function readOrdered(
  { tasks }: Pick<Ports, 'tasks'>,
  { sight }: Speech,
  { filter }: FoundView,
  at: { readonly sort: IndexedSort | null; readonly page: number },
): Promise<Read> {
  const read = (page: number) =>
    tasks.list(
      sight,
      filter,
      { offset: (page - 1) * PAGE_SIZE, limit: PAGE_SIZE, countAtMost: COUNTED_AT_ONCE + 1 },
      at.sort,
    )
  const asked = await read(at.page)
  const pages = pagesOf(Math.min(asked.total, COUNTED_AT_ONCE))
  // A list may have become shorter since its last page was offered.
  const found = at.page > pages ? await read(pages) : asked
  const page = Math.min(at.page, pages)
  return { ...found, groups: found.tasks.map(() => null), page, pages, continued: false, people: [] }
}

const ownersOf = (outlines: readonly Outline[], { sort, group }: ListView): readonly string[] =>
  sort?.key === 'owner' || group === 'owner'
    ? [...new Set(outlines.flatMap(({ ownerId }) => (ownerId === null ? [] : [ownerId])))]
    : []

/** In an order that is made of all that match. */
async function readArranged(ports: Ports, speech: Speech, found: FoundView, page: number): Promise<Read> {
  const { workspaceId, sight, speaker } = speech
  const outlines = await ports.tasks.outlines(sight, found.filter, ARRANGED_AT_ONCE)
  const people = await ports.members.getMany(workspaceId, ownersOf(outlines, found.view))
  const places = arrange(outlines, found.view, {
    now: ports.clock.now(),
    zone: speaker.zone,
    names: new Map(people.map(({ id, realName }) => [id, realName])),
    projects: new Map(found.projects.map((project) => [project.id, project])),
  })
  const pages = pagesOf(places.length)
  const begin = (Math.min(page, pages) - 1) * PAGE_SIZE
  const shown = places.slice(begin, begin + PAGE_SIZE)
  const tasks = await ports.tasks.getMany(
    workspaceId,
    shown.map(({ id }) => id),
  )
  const present = shown.flatMap(({ id, group }) => {
    const task = tasks.find((each) => each.id === id)
    return task ? [{ task, group }] : []
  })
  return {
    tasks: present.map(({ task }) => task),
    groups: present.map(({ group }) => group),
    total: outlines.length,
    page: Math.min(page, pages),
    pages,
    continued: begin > 0 && places[begin - 1]?.group === places[begin]?.group,
    people,
  }
}

/** The database has the usual order of whatever a filter finds, but of these. */
const isUnordered = ({ phases, doneFrom }: FoundView['filter']): boolean =>
  doneFrom !== undefined || (phases?.projectIds.length ?? 0) > 1

async function readPage(ports: Ports, speech: Speech, found: FoundView, page: number): Promise<Read> {
  const { sort, group } = found.view
  const isUsual = sort === null && group === null
  if (isUsual && !isUnordered(found.filter)) return readOrdered(ports, speech, found, { sort: null, page })
  const count = await ports.tasks.count(speech.sight, found.filter, ARRANGED_AT_ONCE + 1)
  if (count <= ARRANGED_AT_ONCE) return readArranged(ports, speech, found, page)
  if (group !== null || (sort !== null && !isIndexed(sort))) throw tooManyToArrange(ARRANGED_AT_ONCE, group !== null)
  return readOrdered(ports, speech, found, { sort, page })
}

/** Those whom filters name. */
async function peopleNamed({ directory }: Ports, workspaceId: string, { view }: FoundView): Promise<readonly Member[]> {
  const ids = view.filters.flatMap((filter) => (filter.kind === 'member' ? [filter.memberId] : []))
  return directory.members(workspaceId, ids)
}

/**
 * One page of the tasks that meet all filters; without any, those of the channel's project, else the speaker's own.
 *
 * @throws UserError when filters contradict each other or name what is not there, or when too many are to be arranged
 */
export async function listTasks(ports: Ports, speech: Speech, said: Omit<ListSaid, 'save'>): Promise<Listed> {
  const found = await findView(ports, speech, said)
  const { tasks, groups, people, ...read } = await readPage(ports, speech, found, said.page ?? 1)
  const sheets = await ports.sheets.of(tasks)
  const named = [...people, ...(await peopleNamed(ports, speech.workspaceId, found))]
  return {
    ...read,
    name: said.name,
    subject: found.subject,
    view: found.view,
    projects: found.projects,
    places: tasks.flatMap((task, index) => {
      const sheet = sheets.find((each) => each.task === task)
      return sheet ? [{ sheet, group: groups[index] ?? null }] : []
    }),
    people: new Map(named.map((member) => [member.id, member])),
    // Guests change the tasks that they work on, one by one.
    mayChange: isInsider(speech.speaker),
    now: ports.clock.now(),
  }
}
