/** The parts of an instant as a wall clock in a zone shows them. */
export interface WallTime {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** A formatter, made once for each zone and shape: making one costs far more than using it. */
export function formatter(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone}|${JSON.stringify(options)}`
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', { ...options, timeZone: zone })
  formats.set(key, made)
  return made
}

const WALL = {
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
  hourCycle: 'h23',
} as const

/** The wall clock of `zone` at an instant given in milliseconds. */
export function wallTime(ms: number, zone: string): WallTime {
  const parts: Record<string, number> = {}
  for (const part of formatter(zone, WALL).formatToParts(ms)) {
    if (part.type !== 'literal') parts[part.type] = Number(part.value)
  }
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  return { year, month, day, hour, minute, second }
}

/** The instant at which the wall clock of `zone` shows `wall`; in a gap of daylight saving, the hour after it. */
export function instantOf(wall: WallTime, zone: string): number {
  const asUtc = utcOf(wall)
  let guess = asUtc
  for (let i = 0; i < 3; i += 1) {
    const off = utcOf(wallTime(guess, zone)) - asUtc
    if (off === 0) return guess
    guess -= off
  }
  return guess
}

const utcOf = (w: WallTime): number => Date.UTC(w.year, w.month - 1, w.day, w.hour, w.minute, w.second)

/** Whole days between two instants as the calendar of `zone` counts them (tomorrow is 1). */
export function dayDistance(fromMs: number, toMs: number, zone: string): number {
  const day = (ms: number): number => {
    const w = wallTime(ms, zone)
    return Date.UTC(w.year, w.month - 1, w.day)
  }
  return Math.round((day(toMs) - day(fromMs)) / 86_400_000)
}

const two = (n: number): string => String(n).padStart(2, '0')

/** `2026-03-06` as the calendar of `zone` has it. */
export function isoDate(ms: number, zone: string): string {
  const w = wallTime(ms, zone)
  return `${w.year}-${two(w.month)}-${two(w.day)}`
}

/** `09:05`, 24 hours, on the wall clock of `zone`. */
export function isoTime(ms: number, zone: string): string {
  const w = wallTime(ms, zone)
  return `${two(w.hour)}:${two(w.minute)}`
}

/** Reads `YYYY-MM-DD` and `HH:mm` as a wall clock in `zone`; NaN where they are none. */
export function parseWall(date: string, time: string, zone: string): number {
  const [year, month, day] = date.split('-').map(Number)
  const [hour, minute] = time.split(':').map(Number)
  if (!year || !month || !day || hour === undefined || minute === undefined) return Number.NaN
  return instantOf({ year, month, day, hour, minute, second: 0 }, zone)
}

const DAY = 86_400_000

/** 9:00 of the next day on which that hour is still to come, on the acting member's wall clock. */
export function nextMorning(now: number, inZone: string): number {
  const wall = wallTime(now, inZone)
  const nine = { ...wall, hour: 9, minute: 0, second: 0 }
  const today = instantOf(nine, inZone)
  if (today > now) return today
  const noonTomorrow = wallTime(today + DAY + 3 * 3_600_000, inZone)
  return instantOf({ ...noonTomorrow, hour: 9, minute: 0, second: 0 }, inZone)
}
