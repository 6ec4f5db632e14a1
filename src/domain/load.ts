import { firstDateOfWeek } from './date-days.ts'
import type { Member } from './member.ts'
import type { Task } from './task.ts'
import { addDays, atLocal, localDate } from './time.ts'
import type { Span } from './time.ts'
import { calendarOf, workingMinutesBetween } from './working-time.ts'

/** How much somebody has to do in a week, against the time that they work in it. */
export interface Load {
  readonly week: Span
  /** The week has begun: what is left of it counts. */
  readonly running: boolean
  /** Their open tasks that are due in it, in all projects. */
  readonly tasks: number
  /** What is left to do on these, by their owners' words, else by their estimates. */
  readonly minutes: number
  /** Those of which nobody has said how long they take: they are in `tasks`, and add nothing to `minutes`. */
  readonly unestimated: number
  /** Their working time in the week, from now on where it is running. */
  readonly workingMinutes: number
}

type Worker = Pick<Member, 'zone' | 'workingHours'>

/** The week of an instant as somebody lives it: it begins at their midnight, on the first day of their working week. */
export function weekOf(at: Date, member: Worker): Span {
  const { zone, hours } = calendarOf(member)
  const first = firstDateOfWeek(localDate(at, zone), hours)
  return { from: atLocal(first, '00:00', zone), until: atLocal(addDays(first, 7), '00:00', zone) }
}

/** Working time that a task still takes; null where nobody has said. */
export const minutesToDo = ({ leftMinutes, estimateMinutes }: Pick<Task, 'leftMinutes' | 'estimateMinutes'>) =>
  leftMinutes ?? estimateMinutes

/**
 * What the open tasks of a week make of its owner's time.
 *
 * @param tasks their open tasks that are due within `week`, and no others
 */
export function loadOf(
  tasks: readonly Pick<Task, 'leftMinutes' | 'estimateMinutes'>[],
  week: Span,
  member: Worker,
  now: Date,
): Load {
  const minutes = tasks.map(minutesToDo)
  const running = week.from <= now
  return {
    week,
    running,
    tasks: tasks.length,
    minutes: minutes.reduce<number>((sum, each) => sum + (each ?? 0), 0),
    unestimated: minutes.filter((each) => each === null).length,
    workingMinutes: Math.round(workingMinutesBetween(calendarOf(member), running ? now : week.from, week.until)),
  }
}
