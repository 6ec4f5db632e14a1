import { DEFAULT_WORKING_HOURS } from './member.ts'
import type { Member, WorkingHours } from './member.ts'
import { addDays, knownZone, localDate, MINUTE, wallSpans, weekday } from './time.ts'
import type { Span } from './time.ts'

/**
 * When somebody works: the one thing that every rule about time asks.
 *
 * Everything below stands on `workingSpans`, the spans of one local day, and on `isWorkingDay`; whatever else keeps
 * people from work (holidays, time off) becomes a field here and is taken away there.
 */
export interface Calendar {
  readonly zone: string
  readonly hours: WorkingHours
}

/** After so many days off in a row a calendar counts as having no working time: longer than any absence. */
const HORIZON_DAYS = 800

/** A member's calendar; a zone that this machine does not know counts as UTC. */
export const calendarOf = (member: Pick<Member, 'zone' | 'workingHours'>): Calendar => ({
  zone: knownZone(member.zone),
  hours: member.workingHours,
})

/** The calendar of a place that has no hours of its own, such as a project's channel: the usual ones in its zone. */
export const usualCalendar = (zone: string): Calendar => ({
  zone: knownZone(zone),
  hours: DEFAULT_WORKING_HOURS,
})

/** True if a local date is a working day. */
export const isWorkingDay = (date: string, hours: WorkingHours): boolean => hours.days.includes(weekday(date))

/** The working time of one local date, in order; none on a day off. */
export const workingSpans = (calendar: Calendar, date: string): readonly Span[] =>
  isWorkingDay(date, calendar.hours) ? wallSpans(date, calendar.hours.start, calendar.hours.end, calendar.zone) : []

/** True if an instant lies in working time: the end of a day's hours does not. */
export const isWorking = (calendar: Calendar, instant: Date): boolean =>
  workingSpans(calendar, localDate(instant, calendar.zone)).some(
    ({ from, until }) => from <= instant && instant < until,
  )

/**
 * The first whole minute at or after `from` that lies in working time.
 *
 * @throws RangeError where the calendar has no working time
 */
export function nextWorkingMinute(calendar: Calendar, from: Date): Date {
  const minute = new Date(Math.ceil(from.getTime() / MINUTE) * MINUTE)
  for (const span of spansAfter(calendar, minute)) return new Date(Math.max(span.from.getTime(), minute.getTime()))
  throw new RangeError('A calendar without working time')
}

/**
 * The instant at which so many minutes of working time have passed since `from`.
 *
 * Where they end with a working day it is the end of that day, not the start of the next; with 0 minutes it is `from`.
 * @throws RangeError where the calendar has no working time
 */
export function addWorkingMinutes(calendar: Calendar, from: Date, minutes: number): Date {
  let left = minutes * MINUTE
  if (left <= 0) return from
  for (const span of spansAfter(calendar, from)) {
    const start = Math.max(span.from.getTime(), from.getTime())
    const length = span.until.getTime() - start
    if (left <= length) return new Date(start + left)
    left -= length
  }
  throw new RangeError('A calendar without working time')
}

/** The working time from `from` until `until` in minutes, with a fraction where they are not whole; 0 if `until` is not later. */
export function workingMinutesBetween(calendar: Calendar, from: Date, until: Date): number {
  let sum = 0
  for (const span of spansAfter(calendar, from)) {
    if (span.from >= until) break
    sum += Math.min(span.until.getTime(), until.getTime()) - Math.max(span.from.getTime(), from.getTime())
  }
  return sum / MINUTE
}

/**
 * The date so many working days after `date`, or before it where `days` is negative.
 *
 * The first one counted is the next (or last) working day beside `date`; with 0 it is `date` itself, working day or not.
 * @throws RangeError where no weekday is a working day
 */
export function addWorkingDays(date: string, days: number, hours: WorkingHours): string {
  const step = days < 0 ? -1 : 1
  let day = date
  for (let left = Math.abs(days); left > 0; left -= 1) day = neighbour(day, step, hours)
  return day
}

function neighbour(date: string, step: 1 | -1, hours: WorkingHours): string {
  for (let days = 1; days <= HORIZON_DAYS; days += 1) {
    const day = addDays(date, days * step)
    if (isWorkingDay(day, hours)) return day
  }
  throw new RangeError('A calendar without working days')
}

/** Working time that ends after `from`, span by span, in order; it ends only where the calendar has no working time. */
function* spansAfter(calendar: Calendar, from: Date): Generator<Span, void> {
  let day = localDate(from, calendar.zone)
  for (let idle = 0; idle <= HORIZON_DAYS; idle += 1) {
    for (const span of workingSpans(calendar, day)) {
      idle = 0
      if (span.until > from) yield span
    }
    day = addDays(day, 1)
  }
}
