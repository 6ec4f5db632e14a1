import type { ZoneReading } from './date-zones.ts'
import { readZone } from './date-zones.ts'

/** A time of day in words. */
export type Clock =
  | { readonly kind: 'time'; readonly time: string; readonly zone: ZoneReading | null }
  /** The end of the speaker's working day. */
  | { readonly kind: 'end-of-day' }
  /** The night's midnight: of which day it is, only a line without a day says. */
  | { readonly kind: 'midnight' }

/** A phrase cut into the time of day and the words that say the day. */
export interface Cut {
  readonly clock: Clock | null
  readonly day: string
}

const BEFORE = String.raw`(?:(?:at|@|by|before|until|till|um|gegen|a las|à|alle|às|om|bis) )?`
// A lone `a` counts only right behind the digits: `fri 10 a first draft` says no hour.
const TWELVE = String.raw`(1[0-2]|0?[1-9])(?:[:.h]([0-5]\d))?(?=[ap]$| ?[ap]\.?m) ?([ap])(?:\.?m\.?)?`
const TWENTY_FOUR = String.raw`([01]?\d|2[0-3]):([0-5]\d)(?: ?(?:h|uhr))?`
const HOURS = String.raw`([01]?\d|2[0-3]) ?(?:h|uhr)(?: ?([0-5]\d))?`
const DOTTED_HOURS = String.raw`([01]?\d|2[0-3])[.]([0-5]\d) ?(?:h|uhr)`
const END_OF_DAY =
  /^(?:eod|cob|eob|cop|close of (?:business|play)|end of (?:the |my |business |working )?day|feierabend)$/

const whole = (pattern: string): RegExp => new RegExp(`^${BEFORE}(?:${pattern})$`)
const PATTERNS = {
  twelve: whole(TWELVE),
  twentyFour: whole(TWENTY_FOUR),
  hours: whole(HOURS),
  dotted: whole(DOTTED_HOURS),
}

/** Longest phrase of a time of day in words: `close of business`, `end of the day`, `before 5 p.m.`. */
const LONGEST_CLOCK = 4

/**
 * Finds the time of day at the beginning or the end of a phrase, with the zone right behind it.
 *
 * @param words in lower case
 * @param typed the same words as typed, since some zones' names are words when they are not capitals
 */
export function cutClock(words: readonly string[], typed: readonly string[]): Cut {
  for (let length = Math.min(LONGEST_CLOCK, words.length); length > 0; length -= 1)
    for (let from = 0; from + length <= words.length; from += 1) {
      const found = clockAt(words, typed, from, length)
      if (found) return found
    }
  return { clock: null, day: words.join(' ') }
}

function clockAt(words: readonly string[], typed: readonly string[], from: number, length: number): Cut | null {
  const clock = readClock(words.slice(from, from + length).join(' '))
  if (!clock) return null
  const zone = clock.kind === 'time' ? readZone(typed.slice(from + length)) : null
  const end = from + length + (zone?.words ?? 0)
  if (from > 0 && end < words.length) return null
  return {
    clock: clock.kind === 'time' ? { ...clock, zone: zone?.zone ?? null } : clock,
    day: [...words.slice(0, from), ...words.slice(end)].join(' '),
  }
}

/**
 * Reads a time of day. Null for what is not wholly one, and for what could be morning or evening: `5`, `at 5`, `5:30`
 * (hours from 1 to 7 count as read only with `am`, `pm` or a leading zero).
 */
function readClock(words: string): Clock | null {
  if (END_OF_DAY.test(words.replace(/^(?:at|by|before|until|till) /, ''))) return { kind: 'end-of-day' }
  const bare = words.replace(/^(?:at|by|before|until|till|um|à|a|al|am|om) /, '')
  if (/^(?:noon|midday|mittag|midi|mediodía|mediodia|mezzogiorno)$/.test(bare)) return timeOf(12, '00')
  if (bare === 'midnight') return { kind: 'midnight' }
  const twelve = PATTERNS.twelve.exec(words)
  if (twelve) {
    if (/^12(?:[:.h]00)? ?a/.test(words.replace(/^\D+/, ''))) return { kind: 'midnight' }
    return timeOf((Number(twelve[1]) % 12) + (twelve[3] === 'p' ? 12 : 0), twelve[2])
  }
  const hours = PATTERNS.hours.exec(words) ?? PATTERNS.dotted.exec(words)
  if (hours) return timeOf(Number(hours[1]), hours[2])
  const clock = PATTERNS.twentyFour.exec(words)
  if (!clock) return null
  return /^[1-7]$/.test(clock[1] ?? '') ? null : timeOf(Number(clock[1]), clock[2])
}

const timeOf = (hour: number, minutes = '00'): Clock => ({
  kind: 'time',
  time: `${String(hour).padStart(2, '0')}:${minutes}`,
  zone: null,
})
