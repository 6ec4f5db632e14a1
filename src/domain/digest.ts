import type { Activity } from './activity.ts'
import { DIGEST_POLICY } from './policy.ts'
import type { Project } from './project.ts'
import { isOpen, TASK_STATUSES } from './task.ts'
import type { Task, TaskStatus } from './task.ts'
import { addDays, atLocal, knownZone, localDate, localTime, weekday } from './time.ts'

type Schedule = Pick<Project, 'archived' | 'digest' | 'zone'>

const isDigestDay = (date: string): boolean => DIGEST_POLICY.days.some((day) => day === weekday(date))
const isOwed = ({ lastOn }: Project['digest'], date: string): boolean =>
  isDigestDay(date) && (lastOn === null || date > lastOn)

/** When a project's next digest is due, later than `after`; null while it has none. */
export function nextDigestAt({ archived, digest, zone }: Schedule, after: Date): Date | null {
  if (archived || !digest.enabled) return null
  const known = knownZone(zone)
  for (let date = localDate(after, known); ; date = addDays(date, 1)) {
    if (!isOwed(digest, date)) continue
    const at = atLocal(date, digest.at, known)
    if (at > after) return at
  }
}

/** Whether a project's digest is posted at `now`: for which local day, and telling what moved since when. */
export type DigestDecision =
  | { readonly kind: 'post'; readonly date: string; readonly since: Date }
  | { readonly kind: 'nothing' }

/** What moved longer ago is no news, even where digests were off for a while. */
const LONGEST_DAYS = 7

/**
 * Decides whether a project's digest is posted at `now`.
 *
 * Each working day has at most one. One that was missed is made up for on its own day before 17:00, later never: a
 * downtime of a week ends with one digest, that of the day.
 */
export function decideDigest({ archived, digest, zone }: Schedule, now: Date): DigestDecision {
  const known = knownZone(zone)
  const date = localDate(now, known)
  const time = localTime(now, known)
  const lateUntil = digest.at < DIGEST_POLICY.lateUntil ? DIGEST_POLICY.lateUntil : '24:00'
  const due = time >= digest.at && time < lateUntil
  if (archived || !digest.enabled || !isOwed(digest, date) || !due) return { kind: 'nothing' }
  const oldest = addDays(date, -LONGEST_DAYS)
  const last = digest.lastOn ?? lastDigestDay(date)
  return { kind: 'post', date, since: atLocal(last > oldest ? last : oldest, digest.at, known) }
}

function lastDigestDay(date: string): string {
  let day = addDays(date, -1)
  while (!isDigestDay(day)) day = addDays(day, -1)
  return day
}

/** What became of a task since the last digest: the sum of its changes, not each of them. */
export interface Moved {
  readonly task: Task
  readonly created: boolean
  /** The status that it had before; null where it has not changed. */
  readonly from: TaskStatus | null
  readonly newOwner: boolean
  readonly newDue: boolean
  /** Who changed it last; null where Runsheet did. */
  readonly actorId: string | null
}

/** What a project's digest tells, section by section; a task stands in one of the first four at most besides `moved`. */
export interface Digest {
  readonly moved: readonly Moved[]
  readonly dueToday: readonly Task[]
  readonly overdue: readonly Task[]
  /** After today, until Sunday. */
  readonly dueThisWeek: readonly Task[]
  readonly blocked: readonly Task[]
  readonly withoutOwner: readonly Task[]
  readonly withoutDue: readonly Task[]
  readonly withoutEstimate: readonly Task[]
}

/** Sorts a project's tasks into a digest; `changed` are the tasks that the activities are about, closed ones too. */
export function composeDigest(
  project: Pick<Project, 'zone'>,
  open: readonly Task[],
  moves: { readonly changed: readonly Task[]; readonly activities: readonly Activity[] },
  now: Date,
): Digest {
  const today = localDate(now, knownZone(project.zone))
  const sunday = addDays(today, 7 - weekday(today))
  const dueOn = (task: Task): string => (task.dueAt ? localDate(task.dueAt, knownZone(project.zone)) : '')
  const tasks = open.filter(isOpen)
  const moving = tasks.filter((task) => task.status !== 'blocked' && task.dueAt !== null)
  const ahead = moving.filter((task) => task.dueAt !== null && task.dueAt >= now)
  return {
    moved: movedTasks(moves.changed, moves.activities),
    dueToday: ahead.filter((task) => dueOn(task) === today),
    overdue: moving.filter((task) => !ahead.includes(task)),
    dueThisWeek: ahead.filter((task) => dueOn(task) > today && dueOn(task) <= sunday),
    blocked: tasks.filter((task) => task.status === 'blocked'),
    withoutOwner: tasks.filter((task) => task.ownerId === null),
    withoutDue: tasks.filter((task) => task.dueAt === null),
    withoutEstimate: tasks.filter((task) => task.estimateMinutes === null),
  }
}

/** True where a digest has nothing to say, so that none is posted. */
export const isEmptyDigest = (digest: Digest): boolean => Object.values(digest).every((tasks) => tasks.length === 0)

const isMove = ({ kind }: Activity): boolean => kind === 'created' || kind === 'changed' || kind === 'undone'

function movedTasks(tasks: readonly Task[], activities: readonly Activity[]): readonly Moved[] {
  return tasks
    .map((task) =>
      movedTask(
        task,
        activities.filter((activity) => activity.taskId === task.id && isMove(activity)),
      ),
    )
    .filter((moved) => moved !== null)
}

/** Compares a task with what it was before the first of these changes; null where nothing is left of them. */
function movedTask(task: Task, activities: readonly Activity[]): Moved | null {
  const created = activities.some((activity) => activity.kind === 'created')
  const before = new Map<string, unknown>()
  for (const { fact, before: was } of activities.flatMap((activity) => activity.changes)) {
    if (!before.has(fact)) before.set(fact, was)
  }
  const changed = (fact: 'status' | 'ownerId' | 'dueAt'): boolean =>
    !created && before.has(fact) && String(before.get(fact)) !== String(task[fact])
  const [status, newOwner, newDue] = [changed('status'), changed('ownerId'), changed('dueAt')]
  if (!created && !status && !newOwner && !newDue) return null
  return {
    task,
    created,
    from: status ? asStatus(before.get('status')) : null,
    newOwner,
    newDue,
    actorId: activities.at(-1)?.actorId ?? null,
  }
}

const asStatus = (value: unknown): TaskStatus | null => TASK_STATUSES.find((status) => status === value) ?? null
