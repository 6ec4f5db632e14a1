import { nearest } from './near.ts'

/** Words that mean a stretch of time and the nearest ones that mean a day. */
const VAGUE: readonly (readonly [RegExp, string])[] = [
  [/^this week$/i, 'end of week'],
  [/^next week$/i, 'end of next week'],
  [/^this month$/i, 'end of month'],
  [/^next month$/i, 'end of next month'],
  [/^tonight$/i, 'today 20:00'],
  [/^(.+) midnight$/i, '$1 23:59'],
  [/^(.+) morning$/i, '$1 10:00'],
  [/^(.+) afternoon$/i, '$1 15:00'],
  [/^((?:in |\+)?)(\d+) ?d$/i, 'in $2 days'],
  [/^(\d+) ?w$/i, 'in $1 weeks'],
  [/^(\d+ (?:working |business )?(?:days?|weeks?|months?|hours?))$/i, 'in $1'],
  [/\b([PECM])[SD]T$/i, '$1T'],
  [/^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? (.*\d.*)$/i, '$1'],
  [/^(.*?)(?:at )?(\d{1,2}(?::\d\d)?)$/i, '$1$2pm'],
]

const WORDS =
  'today tomorrow monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december next working business week weeks month months days hours end'.split(
    ' ',
  )

/**
 * Words that would have been understood in place of some that were not, or null.
 *
 * @param isDate tells whether words are understood, and as something to come
 */
export function suggestDate(words: string, isDate: (words: string) => boolean): string | null {
  const candidates = [
    ...VAGUE.filter(([pattern]) => pattern.test(words)).map(([pattern, near]) => words.replace(pattern, near)),
    words
      .split(/\s+/)
      .map((word) => nearest(word.toLowerCase().replace(/[.,!?]+$/, ''), WORDS) ?? word)
      .join(' '),
    ...beginnings(words),
  ]
  return candidates.find((candidate) => candidate !== words && isDate(candidate)) ?? null
}

/** The words without the last, without the last two and so on. */
function beginnings(words: string): readonly string[] {
  const all = words.split(/\s+/).slice(0, 8)
  return all.map((_, index) => all.slice(0, all.length - index).join(' '))
}
