/** A working day has eight hours, a week five days, whatever a member's own hours are: estimates are compared. */
const UNITS = { m: 1, h: 60, d: 8 * 60, w: 5 * 8 * 60 } as const

/** More than a year of work is a slip of the finger. */
const LONGEST = 52 * UNITS.w

/** What is written for a number, as a pattern, and the same as one for the whole of a text. */
interface Written {
  readonly pattern: string
  readonly whole: RegExp
  readonly value: number
}

const written = (...words: readonly (readonly [string, number])[]): readonly Written[] =>
  words.map(([pattern, value]) => ({ pattern, whole: new RegExp(`^(?:${pattern})$`), value }))

const UNIT_WORDS = written(
  ['m|mins?|minutes?|minuten|minutos?|minuti', UNITS.m],
  ['h|hrs?|hours?|std|stunden?|heures?|horas?|or[ae]|uur', UNITS.h],
  ['d|days?|tage?n?|jours?|j|d[ií]as?|giorn[oi]|dag|dagen', UNITS.d],
  ['w|wks?|weeks?|wochen?|semaines?|semanas?|settiman[ae]|weken', UNITS.w],
)

const AMOUNT_WORDS = written(
  ['(?:a )?half(?: an?)?|½|1/2|(?:ein(?:en)? )?halbe[rn]?|une demi|medi[ao]', 0.5],
  ['(?:a )?quarter(?: of)? an?|¼|1/4', 0.25],
  ['three quarters of an?|¾|3/4', 0.75],
  ['an?|one|eine?n?|une?|un[ao]', 1],
  ['two|zwei|deux|dos', 2],
  ['three|drei|trois|tres', 3],
  ['four', 4],
  ['five', 5],
  ['six', 6],
  ['seven', 7],
  ['eight', 8],
  ['nine', 9],
  ['ten', 10],
)

const any = (words: readonly Written[]): string => words.map(({ pattern }) => pattern).join('|')
const UNIT = `(${any(UNIT_WORDS)})\\.?(?=$|[\\s\\d,])`
const FIRST = new RegExp(`^(?:(\\d+(?:[.,]\\d+)?[½¼¾]?)|(${any(AMOUNT_WORDS)}))[ -]?${UNIT}`)
const FURTHER = new RegExp(`^ ?,? ?(?:(?:and|und|et|y) )?(\\d+) ?(?:${UNIT}|$)`)

/**
 * Reads working time as people write it, in minutes: `3h`, `1.5d`, `1,5d`, `90m`, `1h30`, `2 days`, `half a day`,
 * `a day and a half`. Null for what is not wholly one, for a number without a unit, for nothing and for over a year.
 */
export function readEstimate(words: string): number | null {
  const text = words.trim().toLowerCase().replaceAll(/\s+/g, ' ')
  const first = FIRST.exec(text)
  if (!first) return null
  const unit = valueOf(UNIT_WORDS, first[3])
  const amount = first[1] === undefined ? valueOf(AMOUNT_WORDS, first[2]) : numberOf(first[1])
  const rest = text.slice(first[0].length)
  const more = rest === ' and a half' ? unit / 2 : furtherMinutes(rest, unit)
  return more === null ? null : inRange(amount * unit + more)
}

/** What follows the first amount, as in `1d 4h` and `1h30`: ever smaller units, so that `3h a day` is not added up. */
function furtherMinutes(rest: string, unit: number): number | null {
  if (rest.trim() === '') return 0
  const further = FURTHER.exec(rest)
  if (!further) return null
  // A number without a unit is minutes behind hours, and nothing else.
  const smaller = further[2] === undefined ? (unit === UNITS.h ? UNITS.m : unit) : valueOf(UNIT_WORDS, further[2])
  if (smaller >= unit) return null
  const more = furtherMinutes(rest.slice(further[0].length), smaller)
  return more === null ? null : Number(further[1]) * smaller + more
}

const inRange = (minutes: number): number | null => {
  const whole = Math.round(minutes)
  return whole >= 1 && whole <= LONGEST ? whole : null
}

const FRACTIONS: Readonly<Record<string, number>> = { '½': 0.5, '¼': 0.25, '¾': 0.75 }

/** A number with a decimal point or comma, or with a fraction behind it. */
function numberOf(word: string): number {
  const fraction = FRACTIONS[word.slice(-1)]
  return fraction === undefined ? Number(word.replace(',', '.')) : Number(word.slice(0, -1)) + fraction
}

const valueOf = (words: readonly Written[], word = ''): number =>
  words.find(({ whole }) => whole.test(word))?.value ?? Number.NaN
