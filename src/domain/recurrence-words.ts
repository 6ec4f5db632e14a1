import { cutClock } from './date-clock.ts'
import { countOf, WEEKDAYS } from './date-days.ts'
import { nextDate } from './recurrence.ts'
import type { Recurrence, RecurrenceRule } from './recurrence.ts'
import type { SpeechContext } from './speech.ts'
import { addDays, atLocal, isZone, localDate, localTime, weekday } from './time.ts'

/** What somebody said of how a task repeats. */
export interface RecurrenceReading {
  readonly recurrence: Recurrence
  /** When the first one is due, where the task has no date of its own. */
  readonly first: Date
}

/** No rule is longer; what is need not be looked at. */
const LONGEST_PHRASE = 80

const ORDINALS: ReadonlyMap<string, 1 | 2 | 3 | 4 | -1> = new Map([
  ['first', 1],
  ['1st', 1],
  ['second', 2],
  ['2nd', 2],
  ['third', 3],
  ['3rd', 3],
  ['fourth', 4],
  ['4th', 4],
  ['last', -1],
])

const oneOf = (names: Iterable<string>): string => `(?:${[...names].join('|')})`
const DAY = oneOf(WEEKDAYS.keys())
const NTH = `(${oneOf(ORDINALS.keys())}) (${DAY})`
const DAYS = String.raw`(${DAY}(?:(?:\s*(?:,|&|\+|\band\b)\s*|\s+)${DAY})*)`
const MONTHS = String.raw`(?:of (?:the|each|every|a) month|in (?:each|every) month|of every (other|second|\w+) months?)`

/** What stands for the day on which the first one is due. */
interface Frame {
  readonly today: string
}

type Reader = (groups: readonly (string | undefined)[], frame: Frame) => RecurrenceRule | null

const intervalOf = (word: string | undefined): number | null => {
  if (word === undefined) return 1
  return word === 'other' || word === 'second' ? 2 : countOf(word)
}

const weekly = (every: number | null, days: readonly string[]): RecurrenceRule | null => {
  const weekdays = [...new Set(days.map((day) => WEEKDAYS.get(day) ?? 0))].sort((a, b) => a - b)
  return every === null || weekdays.length === 0 || weekdays.includes(0) ? null : { kind: 'weeks', every, weekdays }
}

const monthDay = (every: number | null, day: number): RecurrenceRule | null =>
  every !== null && (day === -1 || (day >= 1 && day <= 31)) ? { kind: 'monthDay', every, day } : null

const listedDays = (words = ''): readonly string[] => words.split(/\s*(?:,|&|\+|\band\b|\s)\s*/).filter(Boolean)

/** Each form in which a rule is said; the first that is the whole of the words counts. */
const FORMS: readonly (readonly [RegExp, Reader])[] = [
  [/^(?:every ?day|daily|each day)$/, () => ({ kind: 'days', every: 1 })],
  [/^every (other|\w+) days?$/, ([count]) => days(intervalOf(count))],
  [
    /^(?:(?:every|each) (?:week|working |work|business )day|(?:on )?(?:weekdays|workdays|working days))$/,
    () => ({ kind: 'weekdays' }),
  ],
  [/^(?:every|each) week$|^weekly$/, (_, { today }) => ({ kind: 'weeks', every: 1, weekdays: [weekday(today)] })],
  [/^(?:every (other|\w+) weeks?|fortnightly)$/, ([count], { today }) => weeks(count ?? 'other', weekday(today))],
  [new RegExp(`^(?:every|each) (?:week (?:on )?)?${DAYS}$`), ([list]) => weekly(1, listedDays(list))],
  [new RegExp(`^(?:weekly |every week )on ${DAYS}$`), ([list]) => weekly(1, listedDays(list))],
  [new RegExp(`^every other ${DAYS}$`), ([list]) => weekly(2, listedDays(list))],
  [
    new RegExp(String.raw`^every (other|\w+) weeks? on ${DAYS}$`),
    ([count, list]) => weekly(intervalOf(count), listedDays(list)),
  ],
  [new RegExp(`^fortnightly on ${DAYS}$`), ([list]) => weekly(2, listedDays(list))],
  [/^(?:every|each) month$|^monthly$/, (_, { today }) => monthDay(1, Number(today.slice(8)))],
  [/^(?:every (other|\w+) months?|quarterly)$/, ([count], { today }) => months(count ?? '3', today)],
  [
    /^(?:(?:every|each) month |monthly )?on the (\d{1,2})(?:st|nd|rd|th)?(?: of (?:the|each|every|a) month)?$/,
    ([day]) => monthDay(1, Number(day)),
  ],
  [
    /^(?:on )?(?:the )?(\d{1,2})(?:st|nd|rd|th)? of every (other|\w+) months?$/,
    ([day, count]) => monthDay(intervalOf(count), Number(day)),
  ],
  [/^every (\d{1,2})(?:st|nd|rd|th)(?: of the month)?$/, ([day]) => monthDay(1, Number(day))],
  [
    new RegExp(String.raw`^(?:on )?(?:the )?last day ${MONTHS}$|^(?:every|each) month on the last day$`),
    ([count]) => monthDay(intervalOf(count), -1),
  ],
  [new RegExp(`^(?:on )?(?:the |every |each )?${NTH} ${MONTHS}$`), ([nth, day, count]) => nthWeekday(nth, day, count)],
  [new RegExp(`^(?:(?:every|each) month|monthly) on the ${NTH}$`), ([nth, day]) => nthWeekday(nth, day, undefined)],
  // `every second Tuesday` is every other one to some and the month's second to others: not understood.
  [
    new RegExp(`^(?:every|each) (first|1st|third|3rd|fourth|4th|last) (${DAY})$`),
    ([nth, day]) => nthWeekday(nth, day, undefined),
  ],
]

const days = (every: number | null): RecurrenceRule | null => (every === null ? null : { kind: 'days', every })

function weeks(count: string, day: number): RecurrenceRule | null {
  const every = intervalOf(count)
  return every === null ? null : { kind: 'weeks', every, weekdays: [day] }
}

const months = (count: string, today: string): RecurrenceRule | null =>
  monthDay(intervalOf(count), Number(today.slice(8)))

function nthWeekday(nth = '', day = '', count: string | undefined): RecurrenceRule | null {
  const [place, named, every] = [ORDINALS.get(nth), WEEKDAYS.get(day), intervalOf(count)]
  if (place === undefined || named === undefined || every === null) return null
  return { kind: 'monthWeekday', every, nth: place, weekday: named }
}

function ruleOf(words: string, frame: Frame): RecurrenceRule | null {
  for (const [pattern, read] of FORMS) {
    const match = pattern.exec(words)
    const rule = match && read(match.slice(1), frame)
    if (rule) return rule
  }
  return null
}

/**
 * Reads how often something is to be done, such as `every other friday at 5pm`, `every weekday`, `first monday of the
 * month`; null where the words are not wholly that, or could mean two things.
 *
 * A rule without a time counts to the end of the speaker's working day, or keeps the time of `dueAt`; one without a day
 * (`every month`) keeps the day of `dueAt`, else today's.
 *
 * @param dueAt the task's date, where it has one
 */
export function readRecurrence(
  words: string,
  context: SpeechContext,
  dueAt: Date | null = null,
): RecurrenceReading | null {
  const typed = words.trim().split(/\s+/)
  if (words.length > LONGEST_PHRASE) return null
  const zone = isZone(context.zone) ? context.zone : 'UTC'
  const lower = typed.map((word) => word.toLowerCase())
  const { clock, day } = cutClock(lower, typed)
  // A zone would have to be kept, and `midnight` could be either end of a day.
  if (clock?.kind === 'midnight' || (clock?.kind === 'time' && clock.zone !== null)) return null
  const today = localDate(dueAt ?? context.now, zone)
  const rule = ruleOf(day.replace(/^(?:repeats? |repeating )/, ''), { today })
  if (!rule) return null
  const usual = dueAt ? localTime(dueAt, zone) : context.workingHours.end
  const recurrence = { rule, time: clock?.kind === 'time' ? clock.time : usual, zone }
  return { recurrence, first: firstOf(recurrence, context.now) }
}

/** The first time by a rule that is still to come, today's included. */
function firstOf({ rule, time, zone }: Recurrence, now: Date): Date {
  const today = localDate(now, zone)
  for (let date = addDays(today, -1); ;) {
    date = nextDate(rule, date, today)
    const at = atLocal(date, time, zone)
    if (at > now) return at
  }
}
