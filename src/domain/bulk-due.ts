import { readDate } from './date-words.ts'
import type { DateReading } from './date-words.ts'
import type { SpeechContext } from './speech.ts'
import { addDays, atLocal, localDate, localTime } from './time.ts'
import { addWorkingDays } from './working-time.ts'
import type { Calendar } from './working-time.ts'

/** What becomes of many due dates at once. */
export type BulkDue =
  | { readonly kind: 'at'; readonly at: Date }
  /** Each date moves by so much from where it is, counted in its owner's calendar; back where it is negative. */
  | { readonly kind: 'shift'; readonly count: number; readonly unit: ShiftUnit }
  | { readonly kind: 'none' }

export type ShiftUnit = 'days' | 'weeks' | 'working-days'

/** The furthest that dates are moved at once, in its own unit. */
export const LONGEST_SHIFT = 400

const NUMBERS: ReadonlyMap<string, number> = new Map(
  'a an one two three four five six seven eight nine ten'
    .split(' ')
    .map((word, index) => [word, Math.max(1, index - 1)] as const),
)

const UNITS: readonly (readonly [said: RegExp, unit: ShiftUnit])[] = [
  [/^(?:working|business|work) days?$|^wd$/, 'working-days'],
  [/^weeks?$|^w$|^wks?$/, 'weeks'],
  [/^days?$|^d$/, 'days'],
]

const MOVED =
  /^(?:by |in )?([-+−]?) ?(\d{1,3}|[a-z]+) ?((?:working |business |work )?[a-z]+)(?: (later|earlier|sooner))?$/
const BACK: ReadonlySet<string> = new Set(['-', '−', 'earlier', 'sooner'])

const sizeOf = (amount: string): number => (/^\d+$/.test(amount) ? Number(amount) : (NUMBERS.get(amount) ?? 0))

/** `+2 days`, `-1w`, `3 working days later`, `a week earlier`; null for other words, and for what moves nothing. */
export function readShift(words: string): Extract<BulkDue, { kind: 'shift' }> | null {
  const [, sign = '', amount = '', said = '', way = ''] =
    MOVED.exec(words.trim().toLowerCase().replaceAll(/\s+/g, ' ')) ?? []
  // Without a sign or a direction it would be a length, not a move; with both it would be one too many.
  if ((sign === '') === (way === '')) return null
  const unit = UNITS.find(([pattern]) => pattern.test(said))?.[1]
  const size = sizeOf(amount)
  if (!unit || size === 0 || size > LONGEST_SHIFT) return null
  return { kind: 'shift', count: BACK.has(sign || way) ? -size : size, unit }
}

/** Reads what is to become of due dates: a move, a date in words, or none. */
export function readBulkDue(
  words: string,
  context: SpeechContext,
): { readonly due: BulkDue } | { readonly fault: Exclude<DateReading, { kind: 'understood' }> } {
  if (/^(?:none|no date|no due date|nothing|-)$/i.test(words.trim())) return { due: { kind: 'none' } }
  const shift = readShift(words)
  if (shift) return { due: shift }
  const reading = readDate(words, context)
  return reading.kind === 'understood' ? { due: { kind: 'at', at: reading.at } } : { fault: reading }
}

/**
 * So many working days on from a date. What is due before work begins is due by the work of the day before: Saturday at
 * midnight is the end of Friday, and a working day later it is the end of Monday.
 */
function workedOn(at: Date, count: number, { zone, hours }: Calendar): string {
  const from = localDate(at, zone)
  if (count < 0 || localTime(at, zone) > hours.start) return addWorkingDays(from, count, hours)
  return addDays(addWorkingDays(addDays(from, -1), count, hours), 1)
}

/** A date moved in somebody's calendar: to the same time of another day. */
export function shifted(at: Date, { count, unit }: Extract<BulkDue, { kind: 'shift' }>, calendar: Calendar): Date {
  const { zone } = calendar
  const day =
    unit === 'working-days'
      ? workedOn(at, count, calendar)
      : addDays(localDate(at, zone), unit === 'weeks' ? 7 * count : count)
  return atLocal(day, localTime(at, zone), zone)
}
