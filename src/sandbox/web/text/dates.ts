import { dayDistance, formatter, isoDate } from '../data/zone.ts'

/** Whose clock a date is shown by: the viewer's zone, and the world's time for words like "today". */
export interface DateView {
  readonly zone: string
  readonly now: number
}

const SIX_MONTHS = 182 * 86_400_000

/** Fills the tokens of a `<!date^…>` format for a viewer; a token that Slack does not know stays as it is. */
export function formatDateTokens(format: string, unix: number, view: DateView): string {
  return format.replaceAll(/\{([a-z_]+)\}/gu, (whole, token: string) => {
    const filled = fillToken(token, unix * 1000, view)
    return filled ?? whole
  })
}

function fillToken(token: string, ms: number, view: DateView): string | undefined {
  switch (token) {
    case 'date_num':
      return isoDate(ms, view.zone)
    case 'time':
      return clockTime(ms, view.zone)
    case 'time_secs':
      return formatter(view.zone, { hour: 'numeric', minute: '2-digit', second: '2-digit' }).format(ms)
    case 'ago':
      return ago(ms, view.now)
    default:
      return fillDay(token, ms, view)
  }
}

function fillDay(token: string, ms: number, view: DateView): string | undefined {
  const style = /^date(?:_(short|long))?(_pretty)?$/u.exec(token)
  if (!style) return undefined
  const pretty = style[2] ? prettyDay(ms, view) : undefined
  if (pretty !== undefined) return pretty
  const far = Math.abs(ms - view.now) >= SIX_MONTHS
  const month = formatter(view.zone, { month: style[1] === 'short' ? 'short' : 'long' }).format(ms)
  const day = Number(formatter(view.zone, { day: 'numeric' }).format(ms))
  const year = far ? `, ${formatter(view.zone, { year: 'numeric' }).format(ms)}` : ''
  if (style[1] === 'short') return `${month} ${day}${year}`
  const date = `${month} ${day}${ordinal(day)}${year}`
  return style[1] === 'long' ? `${formatter(view.zone, { weekday: 'long' }).format(ms)}, ${date}` : date
}

function prettyDay(ms: number, view: DateView): string | undefined {
  const days = dayDistance(view.now, ms, view.zone)
  if (days === 0) return 'today'
  if (days === 1) return 'tomorrow'
  return days === -1 ? 'yesterday' : undefined
}

function ordinal(day: number): string {
  if (day >= 11 && day <= 13) return 'th'
  return ['th', 'st', 'nd', 'rd'][day % 10] ?? 'th'
}

const UNITS = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always' })

/** "3 minutes ago", "in 2 days": how far an instant is from the world's now. */
export function ago(ms: number, now: number): string {
  const seconds = Math.round((ms - now) / 1000)
  for (const [unit, size] of UNITS) {
    if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit)
  }
  return relative.format(seconds, 'second')
}

/** `9:05 AM` on the viewer's wall clock. */
export const clockTime = (ms: number, zone: string): string =>
  formatter(zone, { hour: 'numeric', minute: '2-digit' }).format(ms)

/** A day's name over the messages of that day: "Today", "Yesterday", else the weekday and date. */
export function dayTitle(ms: number, view: DateView): string {
  const pretty = prettyDay(ms, view)
  if (pretty !== undefined) return pretty.charAt(0).toUpperCase() + pretty.slice(1)
  const far = Math.abs(ms - view.now) >= SIX_MONTHS
  return formatter(view.zone, {
    weekday: 'long',
    month: 'long',
    day: 'numeric',
    ...(far ? { year: 'numeric' } : {}),
  }).format(ms)
}

/** The whole instant, for a tooltip. */
export const fullTime = (ms: number, zone: string): string =>
  formatter(zone, {
    weekday: 'long',
    month: 'long',
    day: 'numeric',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(ms)
