import { textsFor, textsOfTask } from '../../domain/form-fields.ts'
import type { FormAside } from '../../domain/form-aside.ts'
import { readDate } from '../../domain/date-words.ts'
import type { DateReading } from '../../domain/date-words.ts'
import { readEstimate } from '../../domain/estimate.ts'
import { loadOf, weekOf } from '../../domain/load.ts'
import type { Member } from '../../domain/member.ts'
import type { Project } from '../../domain/project.ts'
import { fullSight } from '../../domain/sight.ts'
import type { DescribedForm, Ports } from '../../ports.ts'

/** So many tasks of one week are added up; whoever has more has too many in any case. */
const COUNTED = 200

/** The load of an owner in the week of an instant, without the task that is being looked at. */
async function loadAt({ tasks, clock }: Ports, owner: Member, at: Date, taskId: string | null) {
  const week = weekOf(at, owner)
  const filter = { ownerId: owner.id, dueFrom: week.from, dueBefore: week.until }
  // All of it, whoever asks: only the sum is told.
  const found = await tasks.list(fullSight(owner.workspaceId), filter, { offset: 0, limit: COUNTED })
  const others = found.tasks.filter(({ id }) => id !== taskId)
  return { load: loadOf(others, week, owner, clock.now()), more: found.total > COUNTED }
}

/** Those who have a role on a project, as far as Runsheet has met them: nobody is asked of Slack while a form waits. */
async function peopleOf({ members }: Ports, project: Project | null): Promise<ReadonlyMap<string, Member>> {
  if (!project) return new Map()
  const ids = [project.accountableId, ...Object.values(project.roles)].filter((id): id is string => id !== null)
  const known = await members.getMany(project.workspaceId, [...new Set(ids)])
  return new Map(known.map((member) => [member.id, member]))
}

const readDue = (words: string, reader: Member, now: Date): DateReading | null =>
  words === '' ? null : readDate(words, { ...reader, now, projectKeys: [] })

/** Says what a task form shows beside what is put into it: of the project, the owner and the date that stand in it. */
export async function describeForm(
  ports: Ports,
  { reader, words, taskId, held, aside = [] }: DescribedForm,
): Promise<FormAside> {
  const { workspaceId } = reader
  const now = ports.clock.now()
  const projects = await ports.sights.projects(await ports.sights.of(reader))
  const project = projects.find(({ id }) => id === words.projectId) ?? null
  const [owner = null] = words.ownerId ? await ports.directory.members(workspaceId, [words.ownerId]) : []
  const due = readDue(words.due, reader, now)
  const at = due?.kind === 'understood' ? due.at : now
  const task = taskId === null ? undefined : await ports.tasks.get(workspaceId, taskId)
  const { load, more } = owner ? await loadAt(ports, owner, at, taskId) : { load: null, more: false }
  const known = { ...(task ? textsOfTask(task, projects, reader.locale) : {}), ...held }
  return {
    reader,
    project,
    people: await peopleOf(ports, project),
    owner,
    due,
    load,
    more,
    minutes: readEstimate(words.left) ?? readEstimate(words.estimate),
    texts: project ? textsFor(project, known, projects) : {},
    aside,
  }
}
