import { addDays } from './time.ts'
import type { WorkingHours } from './member.ts'

/** What words for a day are read against: one place's today, and whose week and habits count. */
export interface DayFrame {
  /** `YYYY-MM-DD`. */
  readonly today: string
  readonly hours: WorkingHours
  /** `4/5` is 5 April where people write the month first. */
  readonly monthFirst: boolean
  /** True while the day, at the time of day that was said, is still to come. */
  readonly accept: (date: string) => boolean
}

const MONTHS = 'january february march april may june july august september october november december'.split(' ')

/** A day of the year that passed less than this long ago was meant as it was written, and is late. */
const JUST_PASSED_DAYS = 62

/** A year further away than this is a slip of the finger. */
const FURTHEST_YEARS = 5

export const daysInMonth = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate()

/** `YYYY-MM-DD`; null for a day that the calendar does not have, such as 31 February. */
export function isoDate(year: number, month: number, day: number): string | null {
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/**
 * The occurrence of a day of the year that is meant where no year is said: the next one; but one that has just passed
 * counts as this year's, so that it is called late and not put off for a year in silence.
 *
 * Null where the year in question has no such day, as 29 February.
 */
export function nextYearly(
  frame: Pick<DayFrame, 'today' | 'accept'>,
  inYear: (year: number) => string | null,
): string | null {
  const year = Number(frame.today.slice(0, 4))
  const justPassed = addDays(frame.today, -JUST_PASSED_DAYS)
  for (const candidate of [year - 1, year]) {
    const date = inYear(candidate)
    if (date !== null && date >= justPassed && date < frame.today) return date
  }
  const date = inYear(year)
  return date === null || date >= frame.today ? date : inYear(year + 1)
}

/** Dates in numbers: `2026-04-20`, `20/04`, `20.4.2026`, `4/20/26`; null for what is not wholly one. */
export function readCalendarDate(text: string, frame: DayFrame): string | null {
  const iso = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/.exec(text)
  if (iso) return nearEnough(isoDate(Number(iso[1]), Number(iso[3]), Number(iso[4])), frame)
  const numbers = /^(\d{1,2})([/.-])(\d{1,2})(?:\2(\d{4}|\d{2}))?(\.?)$/.exec(text)
  if (!numbers) return null
  const [, first = '', separator = '', second = '', year, stop] = numbers
  // `20-04` is a range, and `4.20` no date where people write `4/20`.
  if (year === undefined && (separator === '-' || (separator === '.' && frame.monthFirst && stop === ''))) return null
  const [month, day] = monthAndDay(Number(first), Number(second), frame.monthFirst && separator !== '.')
  const inYear = (y: number): string | null => isoDate(y, month, day)
  return nearEnough(year === undefined ? nextYearly(frame, inYear) : inYear(fullYear(year)), frame)
}

/** The other order is read only where the usual one is no date at all, so that no day has two readings. */
function monthAndDay(first: number, second: number, monthFirst: boolean): readonly [number, number] {
  if (monthFirst) return first > 12 ? [second, first] : [first, second]
  return second > 12 ? [first, second] : [second, first]
}

const fullYear = (year: string): number => (year.length === 2 ? 2000 : 0) + Number(year)

/** Null for a date so far away that a digit must have slipped. */
export const nearEnough = (date: string | null, frame: Pick<DayFrame, 'today'>): string | null =>
  date !== null && Number(date.slice(0, 4)) - Number(frame.today.slice(0, 4)) <= FURTHEST_YEARS ? date : null

/** The number of a month by its English name, whole or shortened to three letters (`sept` as well); null for another word. */
export function monthOf(word: string): number | null {
  const index = MONTHS.findIndex(
    (name) => name === word || name.slice(0, 3) === word || (word === 'sept' && name.startsWith(word)),
  )
  return index < 0 ? null : index + 1
}
