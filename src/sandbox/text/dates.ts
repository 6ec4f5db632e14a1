/**
 * Slack's date tokens, `<!date^unix^{date} at {time}|fallback>`, as a person in `tz` reads them at `now`.
 * A year less than six months away is left out, as Slack's client does.
 */
export function formatDate(unix: number, format: string, tz: string, now: Date): string | undefined {
  const at = new Date(unix * 1000)
  if (Number.isNaN(at.getTime())) return undefined
  let known = true
  const text = format.replaceAll(/\{([a-z_]+)\}/g, (source, name: string) => {
    const write = WRITERS[name]
    if (!write) known = false
    return write ? write(at, tz, now) : source
  })
  return known ? text : undefined
}

type Writer = (at: Date, tz: string, now: Date) => string

const formats = new Map<string, Intl.DateTimeFormat>()

function parts(at: Date, tz: string, options: Intl.DateTimeFormatOptions): string {
  const key = tz + JSON.stringify(options)
  let format = formats.get(key)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', { timeZone: tz, ...options })
    formats.set(key, format)
  }
  return format.format(at).replaceAll('\u202f', ' ')
}

const day = (at: Date, tz: string): string => parts(at, tz, { year: 'numeric', month: '2-digit', day: '2-digit' })
const isoDay = (at: Date, tz: string): string => day(at, tz).replace(/(\d+)\/(\d+)\/(\d+)/, '$3-$1-$2')
const isNear = (at: Date, now: Date): boolean => Math.abs(at.getTime() - now.getTime()) < 182 * 86_400_000

function ordinal(at: Date, tz: string): string {
  const number = Number(parts(at, tz, { day: 'numeric' }))
  const tens = number % 100
  const ending = tens >= 11 && tens <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th')
  return `${number}${ending}`
}

const year = (at: Date, tz: string, now: Date): string =>
  isNear(at, now) ? '' : `, ${parts(at, tz, { year: 'numeric' })}`

const long = (at: Date, tz: string, now: Date): string =>
  `${parts(at, tz, { month: 'long' })} ${ordinal(at, tz)}${year(at, tz, now)}`

const short = (at: Date, tz: string, now: Date): string =>
  parts(at, tz, { month: 'short', day: 'numeric' }) + year(at, tz, now)

const withWeekday = (at: Date, tz: string, now: Date): string =>
  `${parts(at, tz, { weekday: 'long' })}, ${long(at, tz, now)}`

/** `today`, `yesterday` and `tomorrow` where they fit. */
const pretty =
  (otherwise: Writer): Writer =>
  (at, tz, now) => {
    const wanted = isoDay(at, tz)
    if (wanted === isoDay(now, tz)) return 'today'
    if (wanted === isoDay(new Date(now.getTime() - 86_400_000), tz)) return 'yesterday'
    if (wanted === isoDay(new Date(now.getTime() + 86_400_000), tz)) return 'tomorrow'
    return otherwise(at, tz, now)
  }

const UNITS: readonly (readonly [string, number])[] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
]

const ago: Writer = (at, _tz, now) => {
  const seconds = Math.round((at.getTime() - now.getTime()) / 1000)
  const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? ['second', 1]
  return new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(
    Math.trunc(seconds / size),
    unit as Intl.RelativeTimeFormatUnit, // one of UNITS
  )
}

const WRITERS: Readonly<Record<string, Writer>> = {
  date_num: (at, tz) => isoDay(at, tz),
  date_slash: day,
  date: long,
  date_long: withWeekday,
  date_long_full: withWeekday,
  date_short: short,
  date_short_full: short,
  date_pretty: pretty(long),
  date_long_pretty: pretty(withWeekday),
  date_short_pretty: pretty(short),
  day_divider_pretty: pretty(withWeekday),
  time: (at, tz) => parts(at, tz, { hour: 'numeric', minute: '2-digit' }),
  time_secs: (at, tz) => parts(at, tz, { hour: 'numeric', minute: '2-digit', second: '2-digit' }),
  ago,
}
