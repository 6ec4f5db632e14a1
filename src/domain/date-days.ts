import type { DayFrame } from './date-calendar.ts'
import { daysInMonth, isoDate, monthOf, nextYearly, readCalendarDate } from './date-calendar.ts'
import type { WorkingHours } from './member.ts'
import { addDays, weekday } from './time.ts'
import { addWorkingDays, isWorkingDay } from './working-time.ts'

/** ISO weekdays by their English names. */
export const WEEKDAYS: ReadonlyMap<string, number> = new Map(
  [
    'mon monday mondays',
    'tue tues tuesday',
    'wed weds wednesday',
    'thu thur thurs thursday',
    'fri friday',
    'sat saturday',
    'sun sunday',
  ].flatMap((names, index) => names.split(' ').map((name) => [name, index + 1] as const)),
)

const NUMBERS = 'one two three four five six seven eight nine ten eleven twelve'.split(' ')

/** `12` and `twelve`; null for what is no whole number from 1 to 999. */
export function countOf(word: string): number | null {
  if (/^[1-9]\d{0,2}$/.test(word)) return Number(word)
  if (word === 'a' || word === 'an') return 1
  return NUMBERS.includes(word) ? NUMBERS.indexOf(word) + 1 : null
}

const FIXED: ReadonlyMap<string, number> = new Map(
  Object.entries({
    today: 0,
    tomorrow: 1,
    'day after tomorrow': 2,
    'the day after tomorrow': 2,
    yesterday: -1,
  }),
)

/**
 * Reads English words for a day; null for what is not wholly one.
 *
 * `fri` is the next Friday still to come, today included; `next fri` the Friday of the week after this one; `this fri`
 * that of this week. A week begins on Monday, or on the first day of a working week that runs over Sunday.
 */
export function readDay(words: string, frame: DayFrame): string | null {
  const text = words.replace(/^(?:(?:by|on|until|till|no later than|latest|for) )+/, '')
  const fixed = FIXED.get(text)
  if (fixed !== undefined) return addDays(frame.today, fixed)
  return (
    ofWeek(text, frame) ??
    counted(text, frame) ??
    endOfPeriod(text, frame) ??
    dayOfMonth(text, frame) ??
    readCalendarDate(text, frame)
  )
}

const WEEKDAY = `(?:the )?(${[...WEEKDAYS.keys()].join('|')})`
const OF_WEEK: readonly (readonly [RegExp, (day: number, frame: DayFrame) => string | null])[] = [
  [new RegExp(`^(?:coming |this coming )?${WEEKDAY}$`), upcoming],
  [new RegExp(`^this ${WEEKDAY}$|^${WEEKDAY} (?:of )?this week$|^this week ${WEEKDAY}$`), (d, f) => inWeek(d, f, 0)],
  [
    new RegExp(`^next ${WEEKDAY}$|^${WEEKDAY} (?:of )?next week$|^next week(?: on)? ${WEEKDAY}$`),
    (d, f) => inWeek(d, f, 1),
  ],
  [new RegExp(`^last ${WEEKDAY}$`), (d, f) => inWeek(d, f, -1)],
  [new RegExp(`^either ${WEEKDAY}$`), agreed],
  [new RegExp(`^(?:a|one|1) week from ${WEEKDAY}$`), (d, f) => addDays(upcoming(d, f), 7)],
  [new RegExp(`^(?:2|two) weeks from ${WEEKDAY}$`), (d, f) => addDays(upcoming(d, f), 14)],
]

function ofWeek(text: string, frame: DayFrame): string | null {
  for (const [pattern, dateOf] of OF_WEEK) {
    const name = pattern
      .exec(text)
      ?.slice(1)
      .find((group) => group !== undefined)
    const day = name === undefined ? undefined : WEEKDAYS.get(name)
    if (day !== undefined) return dateOf(day, frame)
  }
  return null
}

function upcoming(day: number, frame: DayFrame): string {
  const date = addDays(frame.today, (day - weekday(frame.today) + 7) % 7)
  return frame.accept(date) ? date : addDays(date, 7)
}

/** For words that some take for the coming one and some for next week's: read only where both are the same day. */
function agreed(day: number, frame: DayFrame): string | null {
  const date = upcoming(day, frame)
  return date === inWeek(day, frame, 1) ? date : null
}

function inWeek(day: number, frame: DayFrame, weeks: number): string {
  const first = firstDayOfWeek(frame.hours)
  const start = weekStart(frame)
  return addDays(start, ((day - first + 7) % 7) + 7 * weeks)
}

const weekStart = (frame: DayFrame): string => firstDateOfWeek(frame.today, frame.hours)

/** The day with which the week of a date begins: Monday, or the first day of a working week that runs over Sunday. */
export const firstDateOfWeek = (date: string, hours: WorkingHours): string =>
  addDays(date, -((weekday(date) - firstDayOfWeek(hours) + 7) % 7))

/** Monday, but Sunday or Saturday where people work then and not on the day before. */
function firstDayOfWeek({ days }: WorkingHours): number {
  if (days.includes(7) && !days.includes(6)) return 7
  return days.includes(6) && days.includes(7) && !days.includes(5) ? 6 : 1
}

const COUNTED =
  /^(?:in |within )?(\w+) ((?:(?:working|business|work) ?)?days?|workdays?|weeks?|months?|fortnight)(?: time)?( from now| from today| from tomorrow)?$/

function counted(text: string, frame: DayFrame): string | null {
  if (/^(?:the )?next (?:working|business|work) ?day$/.test(text)) return workingDays(1, frame)
  const match = COUNTED.exec(text)
  if (!match || !(text.startsWith('in ') || text.startsWith('within ') || match[3])) return null
  const count = countOf(match[1] ?? '')
  const unit = match[2] ?? ''
  if (count === null) return null
  const from = match[3] === ' from tomorrow' ? addDays(frame.today, 1) : frame.today
  if (/work|business/.test(unit)) return match[3] === ' from tomorrow' ? null : workingDays(count, frame)
  if (unit.startsWith('day')) return addDays(from, count)
  if (unit.startsWith('month')) return monthsLater(from, count)
  return addDays(from, count * (unit.startsWith('week') ? 7 : 14))
}

const workingDays = (count: number, { today, hours }: DayFrame): string | null =>
  hours.days.length === 0 ? null : addWorkingDays(today, count, hours)

/** The same day of a later month; null where that month has no such day. */
function monthsLater(date: string, months: number): string | null {
  const month = Number(date.slice(5, 7)) - 1 + months
  return isoDate(Number(date.slice(0, 4)) + Math.floor(month / 12), (month % 12) + 1, Number(date.slice(8)))
}

const END =
  /^(?:the )?(?:end of (?:the |this )?(week|month|year)|(eow|eom|eoy)|end of next (week|month)|(?:the )?last day of (?:the |this )(month|year))$/
const SHORT: Readonly<Record<string, string>> = { eow: 'week', eom: 'month', eoy: 'year' }

function endOfPeriod(text: string, frame: DayFrame): string | null {
  const named = /^(?:the )?end of ([a-z]+)(?: (\d{4}))?$/.exec(text)
  const month = named ? monthOf(named[1] ?? '') : null
  if (month !== null) {
    const inYear = (year: number): string => lastOfMonth(`${year}-${String(month).padStart(2, '0')}-01`)
    return named?.[2] ? inYear(Number(named[2])) : nextYearly(frame, inYear)
  }
  const match = END.exec(text)
  if (!match) return null
  const year = frame.today.slice(0, 4)
  const period = match[1] ?? SHORT[match[2] ?? ''] ?? match[4]
  if (period === 'year') return `${year}-12-31`
  if (period === 'month') return lastOfMonth(frame.today)
  if (match[3] === 'month') return lastOfMonth(monthsLater(`${frame.today.slice(0, 8)}01`, 1) ?? frame.today)
  return endOfWeek(frame, match[3] === 'week' ? 7 : 0)
}

const lastOfMonth = (date: string): string =>
  `${date.slice(0, 8)}${daysInMonth(Number(date.slice(0, 4)), Number(date.slice(5, 7)))}`

/** The last working day of the week; of this week, on a day off, nobody can say whether the last or the next is meant. */
function endOfWeek(frame: DayFrame, later: number): string | null {
  if (later === 0 && !isWorkingDay(frame.today, frame.hours)) return null
  const start = addDays(weekStart(frame), later)
  const last = [6, 5, 4, 3, 2, 1, 0].map((n) => addDays(start, n)).find((date) => isWorkingDay(date, frame.hours))
  return last ?? null
}

/** `the 5th`: the next one to come; `the 5th of next month`. Null where that month has no such day. */
function dayOfMonth(text: string, frame: DayFrame): string | null {
  const match = /^(?:the )?([1-9]|[12]\d|3[01])(?:st|nd|rd|th)( of (?:this|the) month| of next month)?$/.exec(text)
  if (!match) return null
  const here = monthsLater(`${frame.today.slice(0, 8)}01`, 0) ?? frame.today
  const inMonth = (months: number): string | null => {
    const first = monthsLater(here, months)
    return first ? isoDate(Number(first.slice(0, 4)), Number(first.slice(5, 7)), Number(match[1])) : null
  }
  if (match[2]) return inMonth(match[2].endsWith('next month') ? 1 : 0)
  const date = inMonth(0)
  if (date === null) return null
  return date >= frame.today && frame.accept(date) ? date : inMonth(1)
}
