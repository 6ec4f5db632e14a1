import { addDays, knownZone, localDate, weekday } from './time.ts'
import { isOpen } from './task.ts'
import type { Task } from './task.ts'

/** The parts of a person's open work, in the order in which they are shown; a task stands in exactly one. */
export const WORK_PARTS = ['overdue', 'today', 'week', 'later', 'noDate', 'blocked'] as const
export type WorkPart = (typeof WORK_PARTS)[number]

/**
 * The part of a person's work that an open task stands in, by the calendar of `zone`.
 *
 * What is blocked waits on something else than time, so it stands apart whatever its date. A week ends on Sunday.
 */
export function workPart(task: Task, now: Date, zone: string): WorkPart {
  if (task.status === 'blocked') return 'blocked'
  if (task.dueAt === null) return 'noDate'
  if (task.dueAt < now) return 'overdue'
  const today = localDate(now, knownZone(zone))
  const day = localDate(task.dueAt, knownZone(zone))
  if (day === today) return 'today'
  return day <= addDays(today, 7 - weekday(today)) ? 'week' : 'later'
}

/** Sorts open tasks into the parts of a person's work; within a part they keep their order. */
export function sortWork<T extends { readonly task: Task }>(
  items: readonly T[],
  now: Date,
  zone: string,
): Readonly<Record<WorkPart, readonly T[]>> {
  const parts: Record<WorkPart, T[]> = { overdue: [], today: [], week: [], later: [], noDate: [], blocked: [] }
  for (const item of items) if (isOpen(item.task)) parts[workPart(item.task, now, zone)].push(item)
  return parts
}
