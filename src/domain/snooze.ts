import type { DateReading } from './date-words.ts'
import type { Member } from './member.ts'
import type { Project } from './project.ts'
import type { Task } from './task.ts'
import { addDays, atLocal, localDate } from './time.ts'

/** A mute has an end: so many days at most. */
export const SNOOZE_DAYS = 14

type Understood = Extract<DateReading, { kind: 'understood' }>

/**
 * Until when a task is quiet; null where that is more than `SNOOZE_DAYS` days away.
 *
 * A day without a time means its beginning, so that nudges begin again on its morning; today means the end of the day.
 */
export function snoozeUntil({ at, precision }: Understood, now: Date, zone: string): Date | null {
  const day = localDate(at, zone)
  if (day > addDays(localDate(now, zone), SNOOZE_DAYS)) return null
  const morning = atLocal(day, '00:00', zone)
  return precision === 'day' && morning > now ? morning : at
}

/** Everybody who has a part in a task: whom it is about, who made it, and who runs its project. */
export const isOnTask = (
  memberId: Member['id'],
  task: Pick<Task, 'ownerId' | 'accountableId' | 'consultedIds' | 'informedIds' | 'createdBy'>,
  { accountableId, roles }: Pick<Project, 'accountableId' | 'roles'>,
): boolean =>
  [
    task.ownerId,
    task.accountableId,
    accountableId,
    task.createdBy,
    ...task.consultedIds,
    ...task.informedIds,
    ...Object.values(roles),
  ].includes(memberId)
