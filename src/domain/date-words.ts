import * as chrono from 'chrono-node'
import type { DayFrame } from './date-calendar.ts'
import { isoDate, nearEnough, nextYearly } from './date-calendar.ts'
import type { Clock } from './date-clock.ts'
import { cutClock } from './date-clock.ts'
import { countOf, readDay, WEEKDAYS } from './date-days.ts'
import { inEnglish, isMonthFirst, isUnclearIn, languageOf } from './date-languages.ts'
import { suggestDate } from './date-suggestions.ts'
import { zoneMeant } from './date-zones.ts'
import type { SpeechContext } from './speech.ts'
import { addDays, atLocal, isZone, localDate, localTime, MINUTE, weekday } from './time.ts'

/** How words were read as a date, or that they were not. */
export type DateReading =
  | {
      readonly kind: 'understood'
      readonly at: Date
      readonly words: string
      /** `day`: no time was said, and `at` is the end of the speaker's working day. */
      readonly precision: 'day' | 'time'
      /** IANA: the speaker's, or the one that the words name. */
      readonly zone: string
    }
  | { readonly kind: 'past'; readonly at: Date; readonly words: string }
  /** `near`: words that would have been understood, and may be what was meant. */
  | { readonly kind: 'not-understood'; readonly words: string; readonly near?: string }

/** No date is longer; what is need not be looked at. */
const LONGEST_PHRASE = 120

type Moment = Pick<Extract<DateReading, { kind: 'understood' }>, 'at' | 'precision' | 'zone'>

/**
 * Reads words for a date, in the speaker's zone unless they name another.
 *
 * All of the words must be understood, and in one way only: nothing is guessed. A time or weekday means its next
 * occurrence; a day without a time ends with the speaker's working day; of a time that comes twice in autumn it is the
 * first, and one that spring leaves out is not understood.
 */
export function readDate(words: string, context: SpeechContext): DateReading {
  const typed = words.trim()
  if (typed.length > LONGEST_PHRASE) return { kind: 'not-understood', words: typed }
  const moment = momentOf(typed, isZone(context.zone) ? context : { ...context, zone: 'UTC' })
  if (moment && moment.at <= context.now) return { kind: 'past', at: moment.at, words: typed }
  if (moment) return { kind: 'understood', ...moment, words: typed }
  const near = suggestDate(typed, (phrase) => (momentOf(phrase, context)?.at ?? context.now) > context.now)
  return { kind: 'not-understood', words: typed, ...(near === null ? {} : { near }) }
}

function momentOf(phrase: string, context: SpeechContext): Moment | null {
  const typed = normalise(phrase)
  const lower = typed.map((word) => word.toLowerCase())
  const instant = afterMinutes(lower.join(' '), context)
  if (instant) return { at: instant, precision: 'time', zone: context.zone }
  const { clock, day } = cutClock(lower, typed)
  return clock?.kind === 'time' && clock.zone ? inNamedZone(day, clock, context) : inOwnZone(day, clock, context)
}

/** Spelling that leaves no doubt. */
const MISSPELT = /^(?:tomm?orr?ow|tommorrow|tmrw?|tmw|2morrow)$/i

const normalise = (phrase: string): readonly string[] =>
  phrase
    .replaceAll(/[\u00a0\u202f]/g, ' ')
    .replaceAll('’', "'")
    .replaceAll(/\b(days|weeks|months|hours|minutes)'/gi, '$1')
    .replace(/[\s,;:!?]+$/, '')
    .replace(/(?:\s+(?:at (?:the )?latest|latest|sharp|max))+$/i, '')
    .replace(/^(\d{4}-\d\d-\d\d)t(\d\d:\d\d)$/i, '$1 $2')
    .split(/\s+/)
    .map((word) => word.replace(/^[,;(]+|[,;)]+$/g, '').replace(/^(\p{L}{3,})\.$/u, '$1'))
    .filter((word) => word !== '')
    .map((word) => (MISSPELT.test(word) ? 'tomorrow' : word))

/** `in 2 hours`, `in half an hour`, `90 minutes from now`: counted in time that passes, whatever the clocks show. */
function afterMinutes(text: string, { now }: SpeechContext): Date | null {
  if (/^in half an hour$/.test(text)) return new Date(now.getTime() + 30 * MINUTE)
  const match = /^(in |within )?(\w+(?:[.,]\d)?) ?(m|mins?|minutes?|h|hrs?|hours?)( from now)?$/.exec(text)
  if (!match || !(match[1] || match[4])) return null
  const amount = /^\d+[.,]\d$/.test(match[2] ?? '')
    ? Number((match[2] ?? '').replace(',', '.'))
    : countOf(match[2] ?? '')
  if (amount === null) return null
  return new Date(now.getTime() + Math.round(amount * (match[3]?.startsWith('h') ? 60 : 1)) * MINUTE)
}

function inOwnZone(day: string, clock: Clock | null, context: SpeechContext): Moment | null {
  const { zone, workingHours } = context
  if (clock?.kind === 'midnight') {
    const date = addDays(localDate(context.now, zone), 1)
    return day === '' ? { at: atLocal(date, '00:00', zone), precision: 'time', zone } : null
  }
  const time = clock?.kind === 'time' ? clock.time : workingHours.end
  const at = (date: string): Date => atLocal(date, time, zone)
  const frame = frameOf(zone, at, context)
  const date = day === '' ? withoutDay(clock, frame) : dateOf(day, frame, context)
  if (date === null || localTime(at(date), zone) !== time) return null
  return { at: at(date), precision: clock?.kind === 'time' ? 'time' : 'day', zone }
}

/** A time alone is its next occurrence; the end of the day alone is today's, even when it has passed. */
function withoutDay(clock: Clock | null, frame: DayFrame): string | null {
  if (clock === null) return null
  return clock.kind !== 'time' || frame.accept(frame.today) ? frame.today : addDays(frame.today, 1)
}

/**
 * A time in a zone that the words name. The day must be the same whether it is counted in that zone or in the
 * speaker's: `tomorrow 5pm PT`, said in Manila on a Tuesday morning, is Tuesday there and Wednesday here.
 */
function inNamedZone(day: string, clock: Extract<Clock, { kind: 'time' }>, context: SpeechContext): Moment | null {
  const read = (zone: string): { at: Date; date: string } | null => {
    const at = (date: string): Date => atLocal(date, clock.time, zone)
    const there = frameOf(zone, at, context)
    const date = day === '' ? withoutDay(clock, there) : dateOf(day, there, context)
    const here = { ...there, today: localDate(context.now, context.zone) }
    return date === null || (day !== '' && dateOf(day, here, context) !== date) ? null : { at: at(date), date }
  }
  const zone = clock.zone && zoneMeant(clock.zone, context.zone, (meaning) => read(meaning)?.at ?? context.now)
  const found = zone === null ? null : read(zone)
  if (zone === null || !found || localTime(found.at, zone) !== clock.time) return null
  return { at: found.at, precision: 'time', zone }
}

const frameOf = (zone: string, at: (date: string) => Date, { now, workingHours, locale }: SpeechContext): DayFrame => ({
  today: localDate(now, zone),
  hours: workingHours,
  monthFirst: isMonthFirst(locale),
  accept: (date) => at(date) > now,
})

function dateOf(words: string, frame: DayFrame, { locale }: SpeechContext): string | null {
  if (isUnclearIn(words, locale)) return null
  const texts = new Set([words, inEnglish(words, locale)])
  for (const text of texts) {
    const date = readDay(text, frame) ?? namedDate(text, frame, 'en')
    if (date !== null) return date
  }
  return (
    namedDate(words, frame, languageOf(locale)) ??
    [...texts].map((text) => withWeekday(text, frame, locale)).find((date) => date !== null) ??
    null
  )
}

/** `Fri 6 March`: read only where that day is a Friday. */
function withWeekday(text: string, frame: DayFrame, locale: string): string | null {
  const match = /^(?:on )?(\p{L}+)\.? (?:the )?(.*\d.*)$/u.exec(text) ?? /^()(.*\d.*) (\p{L}+)$/u.exec(text)
  const day = WEEKDAYS.get(match?.[1] || (match?.[3] ?? ''))
  if (!match || day === undefined) return null
  const rest = match[2] ?? ''
  const date = readDay(rest, frame) ?? namedDate(rest, frame, 'en') ?? namedDate(rest, frame, languageOf(locale))
  return date !== null && weekday(date) === day ? date : null
}

const NAMED: Readonly<Record<string, Pick<chrono.Chrono, 'parse'>>> = {
  en: chrono.en.strict,
  de: chrono.de.strict,
  fr: chrono.fr.strict,
  es: chrono.es.strict,
  pt: chrono.pt.strict,
  it: chrono.it.strict,
  nl: chrono.nl.strict,
}

/** `3 de abril de 2026`. */
const MOST_WORDS = 5

/** A day and a month by its name, with or without a year; null unless all of the words say just that. */
function namedDate(words: string, frame: DayFrame, language: string): string | null {
  const text = words
    .replace(/^(?:(?:by|on|the|until|am|zum|bis|den|el|le|para|pour) )+/, '')
    .replace(/^(\p{L}+) the (?=\d)/u, '$1 ')
  const parser = NAMED[language]
  if (!parser || !/\d|(?:st|nd|rd|th)\b/.test(text) || !/\p{L}{3}/u.test(text) || text.split(' ').length > MOST_WORDS)
    return null
  // The wall clock is handed over as if it were UTC: all that is asked of the library is which day the words name.
  const found = parser.parse(
    text,
    { instant: new Date(`${frame.today}T00:00:00Z`), timezone: 0 },
    { forwardDate: true },
  )
  const start = found.length === 1 && found[0]?.text === text && !found[0].end ? found[0].start : null
  if (!start || !saysJustADay(start)) return null
  const [year, month, day] = [start.get('year') ?? 0, start.get('month') ?? 0, start.get('day') ?? 0]
  const date = start.isCertain('year') ? isoDate(year, month, day) : nextYearly(frame, (y) => isoDate(y, month, day))
  return nearEnough(date, frame)
}

const saysJustADay = (start: chrono.ParsedComponents): boolean =>
  start.isCertain('day') && start.isCertain('month') && !start.isCertain('hour') && !start.isCertain('weekday')
