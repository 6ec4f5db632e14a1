import { createTask } from './features/capture/create-task.ts'
import { nextDigestAt } from './domain/digest.ts'
import type { Priority } from './domain/task.ts'
import type { Project } from './domain/project.ts'
import { fullSight } from './domain/sight.ts'
import { addDays, atLocal, localDate } from './domain/time.ts'
import { addWorkingDays } from './domain/working-time.ts'
import { DEFAULT_WORKING_HOURS } from './domain/member.ts'
import type { Ports } from './ports.ts'

/** What the sandbox knows and the agency needs: ids by the names that people read. */
export interface AgencyPlaces {
  readonly workspaceId: string
  readonly memberId: (name: string) => string
  readonly channelId: (name: string) => string
}

interface SeedTask {
  readonly title: string
  readonly owner: string | null
  /** Working days after the third calendar day from now; null for no date. */
  readonly due: number | null
  readonly priority?: Priority
  readonly hours?: number
  readonly labels?: readonly string[]
}

interface SeedProject {
  readonly key: string
  readonly name: string
  readonly client: string
  readonly channel: string
  readonly tasks: readonly SeedTask[]
}

const PROJECTS: readonly SeedProject[] = [
  {
    key: 'WEB',
    name: 'Web redesign',
    client: 'Larkspur Outdoors',
    channel: 'web-redesign',
    tasks: [
      { title: 'Wireframes for the shop pages', owner: 'eve', due: 1, hours: 12, labels: ['design'] },
      { title: 'Copy for the landing page', owner: 'finn', due: 2, priority: 'high', hours: 6, labels: ['copy'] },
      { title: 'Move the blog to the new system', owner: 'dev', due: 5, hours: 16 },
      { title: 'Cookie banner: check with legal', owner: null, due: 4 },
    ],
  },
  {
    key: 'BRD',
    name: 'Brand refresh',
    client: 'Tallow & Finch',
    channel: 'brand-refresh',
    tasks: [
      { title: 'Three logo routes', owner: 'eve', due: 3, priority: 'high', hours: 20, labels: ['design'] },
      { title: 'Tone of voice guide', owner: 'finn', due: 6, hours: 10, labels: ['copy'] },
      { title: 'Collect the old brand files from the client', owner: 'ben', due: 1, hours: 1 },
    ],
  },
  {
    key: 'CMP',
    name: 'Autumn campaign',
    client: 'Harbour Foods',
    channel: 'autumn-campaign',
    tasks: [
      { title: 'Media plan for October', owner: 'ben', due: 2, priority: 'urgent', hours: 8 },
      { title: 'Storyboards for the short film', owner: 'eve', due: 4, hours: 14, labels: ['film'] },
      { title: 'Book the photographer', owner: 'dev', due: null },
    ],
  },
]

function project(seed: SeedProject, places: AgencyPlaces, ports: Ports): Project {
  const { memberId, channelId, workspaceId } = places
  const now = ports.clock.now()
  const plain = {
    workspaceId,
    id: ports.ids.next(),
    key: seed.key,
    name: seed.name,
    client: seed.client,
    channelId: channelId(seed.channel),
    escalationChannelId: channelId('escalations'),
    roles: {
      coordinator: memberId('ana'),
      projectManager: memberId('cleo'),
      teamLead: memberId('dev'),
      accountManager: memberId('ben'),
    },
    accountableId: memberId('cleo'),
    zone: 'Europe/Berlin',
    archived: false,
    private: false,
    phases: [],
    fields: [],
    cardsInChannel: false,
    digest: { enabled: true, at: '09:00', lastOn: null },
    createdAt: now,
    version: 0,
  }
  return { ...plain, nextDigestAt: nextDigestAt(plain, now) }
}

/** The end of a working day in Berlin, more than three days from now. */
function dueAt(workingDays: number, now: Date): Date {
  const start = addDays(localDate(now, 'Europe/Berlin'), 3)
  return atLocal(addWorkingDays(start, workingDays, DEFAULT_WORKING_HOURS), '17:00', 'Europe/Berlin')
}

/**
 * Gives a fresh sandbox an agency to look at: three projects with a few tasks each, none due within three days.
 *
 * What is there already is left alone, so it is safe to repeat after a crash half-way. Nobody is notified: it was all
 * there before the first person looks.
 */
export async function seedAgency(ports: Ports, places: AgencyPlaces): Promise<void> {
  const { workspaceId, memberId } = places
  await ports.directory.members(workspaceId, ['ana', 'ben', 'cleo', 'dev', 'eve', 'finn'].map(memberId))
  for (const seed of PROJECTS) {
    const known = await ports.projects.byKey(workspaceId, seed.key)
    const home = known ?? project(seed, places, ports)
    if (!known) await ports.projects.add(home)
    const page = { offset: 0, limit: 100 }
    const { tasks } = await ports.tasks.list(
      fullSight(workspaceId),
      { projectId: home.id, statuses: ['todo', 'doing', 'review', 'blocked', 'done', 'dropped'] },
      page,
    )
    // A world that was lived in keeps what its people made of it.
    if (known && tasks.length >= seed.tasks.length) continue
    const titles = new Set(tasks.map(({ title }) => title))
    for (const task of seed.tasks.filter(({ title }) => !titles.has(title))) {
      await createTask(ports, {
        workspaceId,
        actorId: memberId('ana'),
        via: 'setup',
        project: home,
        title: task.title,
        description: '',
        ownerId: task.owner && memberId(task.owner),
        dueAt: task.due === null ? null : dueAt(task.due, ports.clock.now()),
        priority: task.priority ?? 'normal',
        estimateMinutes: task.hours ? task.hours * 60 : null,
        labels: task.labels ?? [],
        dependsOnIds: [],
        source: null,
        threadTs: null,
      })
    }
  }
}
