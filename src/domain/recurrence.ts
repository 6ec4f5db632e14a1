import { daysInMonth } from './date-calendar.ts'
import { addDays, atLocal, DAY, localDate, weekday } from './time.ts'

/** On which days a recurring task falls due. Weekdays are ISO: 1 = Monday … 7 = Sunday. */
export type RecurrenceRule =
  | { readonly kind: 'days'; readonly every: number }
  /** Monday to Friday. */
  | { readonly kind: 'weekdays' }
  /** `every: 2` is every other week, counted from the week of the date before. */
  | { readonly kind: 'weeks'; readonly every: number; readonly weekdays: readonly number[] }
  /** The day of the month, or the last one where the month is shorter; -1 is the last. */
  | { readonly kind: 'monthDay'; readonly every: number; readonly day: number }
  /** The first to fourth such weekday of the month, or the last: -1. */
  | {
      readonly kind: 'monthWeekday'
      readonly every: number
      readonly nth: 1 | 2 | 3 | 4 | -1
      readonly weekday: number
    }

/** A rule with the wall-clock time and the zone in which its days are counted. */
export interface Recurrence {
  readonly rule: RecurrenceRule
  /** `HH:mm`. */
  readonly time: string
  /** IANA zone of whoever set it. */
  readonly zone: string
}

/** Days looked through for the next date: longer than any rule that can be said leaves empty. */
const HORIZON = 366 * 10

const monthIndex = (date: string): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1
const dayOf = (date: string): number => Number(date.slice(8, 10))
const lengthOfMonth = (date: string): number => daysInMonth(Number(date.slice(0, 4)), Number(date.slice(5, 7)))
const mondayOf = (date: string): string => addDays(date, 1 - weekday(date))
const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY

/** Whether a rule names a date; every second week, month and so on is counted from `anchor`. */
function names(rule: RecurrenceRule, date: string, anchor: string): boolean {
  switch (rule.kind) {
    case 'days':
      return daysBetween(anchor, date) % rule.every === 0
    case 'weekdays':
      return weekday(date) <= 5
    case 'weeks':
      return (
        rule.weekdays.includes(weekday(date)) && (daysBetween(mondayOf(anchor), mondayOf(date)) / 7) % rule.every === 0
      )
    case 'monthDay': {
      const last = lengthOfMonth(date)
      const day = rule.day === -1 ? last : Math.min(rule.day, last)
      return dayOf(date) === day && (monthIndex(date) - monthIndex(anchor)) % rule.every === 0
    }
    case 'monthWeekday': {
      const fromEnd = lengthOfMonth(date) - dayOf(date)
      const fits = rule.nth === -1 ? fromEnd < 7 : Math.ceil(dayOf(date) / 7) === rule.nth
      return fits && weekday(date) === rule.weekday && (monthIndex(date) - monthIndex(anchor)) % rule.every === 0
    }
  }
}

/**
 * The first date later than `after` that a rule names; every second week, month and so on is counted from `anchor`.
 *
 * @throws RangeError for a rule that names no date within ten years
 */
export function nextDate(rule: RecurrenceRule, after: string, anchor: string): string {
  let date = after
  for (let days = 0; days < HORIZON; days += 1) {
    date = addDays(date, 1)
    if (names(rule, date, anchor)) return date
  }
  throw new RangeError('A rule that names no date')
}

/**
 * When the task that follows one due at `dueAt` is due: the first time by the rule that is later than both that and `now`.
 *
 * Times that were missed are left out: what was late for three weeks is followed by one task, not by three. Without a due
 * date the rule begins at `now`.
 */
export function nextOccurrence({ rule, time, zone }: Recurrence, dueAt: Date | null, now: Date): Date {
  const anchor = localDate(dueAt ?? now, zone)
  const yesterday = addDays(localDate(now, zone), -1)
  for (let date = anchor > yesterday ? anchor : yesterday; ;) {
    date = nextDate(rule, date, anchor)
    const at = atLocal(date, time, zone)
    if (at > now && (dueAt === null || at > dueAt)) return at
  }
}
