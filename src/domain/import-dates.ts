import { readDate } from './date-words.ts'
import type { DateOrder } from './import.ts'
import type { SpeechContext } from './speech.ts'

const NUMBERS = /^(\d{1,2})([/.-])(\d{1,2})(?:\2(\d{4}|\d{2}))?\.?(?:[ ,T]+(\S.*))?$/
const INSTANT = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)? ?(?:Z|[+-]\d\d:?\d\d)$/i

/** Day and month in numbers, in an order that only people know; where a full stop parts them the day comes first. */
function unclear(cell: string): readonly [first: number, second: number] | null {
  const [, first = '', sign, second = ''] = NUMBERS.exec(cell.trim()) ?? []
  return sign === '/' || sign === '-' ? [Number(first), Number(second)] : null
}

/**
 * The order of day and month that a column has: one of its dates is enough to tell, for a month has no thirteenth. `either`
 * where none does, `none` where there is nothing to tell.
 */
export function dateOrderOf(cells: readonly string[]): DateOrder | 'either' | 'none' {
  const dates = cells.map(unclear).filter((date) => date !== null)
  if (dates.length === 0) return 'none'
  const dayFirst = dates.some(([first, second]) => first > 12 && second <= 12)
  const monthFirst = dates.some(([first, second]) => second > 12 && first <= 12)
  if (dayFirst === monthFirst) return 'either'
  return dayFirst ? 'day-first' : 'month-first'
}

export type CellDate = { readonly at: Date } | { readonly fault: 'date' | 'date-order' }

const twoDigits = (number: string): string => number.padStart(2, '0')

/** Dates in numbers as `2026-03-06`, with what follows them. */
function inOrder(cell: string, order: DateOrder | null): string | null {
  const [, first = '', sign, second = '', year, rest] = NUMBERS.exec(cell) ?? []
  if (sign === undefined) return cell
  if (sign !== '.' && order === null) return null
  const [day, month] = sign === '.' || order === 'day-first' ? [first, second] : [second, first]
  // Without a year it is the next such day, as everywhere: words that cannot be taken otherwise.
  const date = year
    ? `${year.length === 2 ? `20${year}` : year}-${twoDigits(month)}-${twoDigits(day)}`
    : `${twoDigits(day)}.${twoDigits(month)}.`
  return rest ? `${date} ${rest}` : date
}

/** Dates as `06-Mar-26`, which Jira and others write, as `6 Mar 2026`. */
const inWords = (cell: string): string =>
  cell.replace(/^(\d{1,2})[-/](\p{L}{3,})[-/](\d{4}|\d{2})\b/u, (_, day: string, month: string, year: string) =>
    [day, month, year.length === 2 ? `20${year}` : year].join(' '),
  )

/** Longer texts are no dates, and would be looked through for long. */
const LONGEST = 80

/**
 * Reads a cell for a date, in the zone of whoever imports it; also one that has passed. A day without a time means the end
 * of their working day, as everywhere.
 */
export function readCellDate(cell: string, order: DateOrder | null, context: SpeechContext): CellDate {
  const typed = cell.trim()
  if (typed.length > LONGEST) return { fault: 'date' }
  if (INSTANT.test(typed)) {
    const at = new Date(typed.replace(' ', 'T').replace(/ (?=Z|[+-])/i, ''))
    return Number.isNaN(at.getTime()) ? { fault: 'date' } : { at }
  }
  const ordered = inOrder(typed, order)
  if (ordered === null) return { fault: 'date-order' }
  // Seconds mean nothing for a date that people keep.
  const words = inWords(ordered).replace(/\b(\d{1,2}:\d\d):\d\d(?:\.\d+)?\b/, '$1')
  const reading = readDate(words, context)
  return reading.kind === 'not-understood' ? { fault: 'date' } : { at: reading.at }
}
