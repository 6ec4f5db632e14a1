/** Lengths of time in milliseconds. A `DAY` is 24 hours, which a local day is not always: add days with `addDays`. */
export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** A stretch of time, `from` inclusive, `until` exclusive. */
export interface Span {
  readonly from: Date
  readonly until: Date
}

// Libraries for dates guess a zone's offset from the machine's present date, so that the doubled hour of autumn is read one
// way in summer and another in winter, or add days wrongly around a change. So days are counted in UTC, where each has 24
// hours, and the offsets come from Intl.
const formatters = new Map<string, Intl.DateTimeFormat>()

function offsetFormatter(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
  formatters.set(zone, made)
  return made
}

/** By zone, then by minute of UTC: since 1973 no zone's clocks have been changed within one. */
const REMEMBERED = 10_000
const offsets = new Map<string, Map<number, number>>()

/** What a zone's clocks are ahead of UTC at an instant, in milliseconds; remembered, for Intl is slow and often asked. */
function offsetAt(instant: number, zone: string): number {
  const known = offsets.get(zone) ?? new Map<number, number>()
  if (known.size === 0) offsets.set(zone, known)
  const minute = Math.floor(instant / MINUTE)
  const before = known.get(minute)
  if (before !== undefined) return before
  if (known.size >= REMEMBERED) known.clear()
  const offset = readOffset(instant, zone)
  known.set(minute, offset)
  return offset
}

function readOffset(instant: number, zone: string): number {
  const match = /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(offsetFormatter(zone).format(instant))
  if (!match) return 0
  const [, sign, hours, minutes, seconds] = match
  const size = Number(hours) * HOUR + Number(minutes) * MINUTE + Number(seconds ?? 0) * 1000
  return sign === '-' ? -size : size
}

/** True for an IANA zone that this machine knows, such as `Europe/Berlin`. */
export function isZone(name: string): boolean {
  if (formatters.has(name)) return true
  try {
    offsetFormatter(name)
    return true
  } catch {
    return false
  }
}

/** The zone itself, or UTC for one that this machine does not know, so that a foreign name stops no job. */
export const knownZone = (name: string): string => (isZone(name) ? name : 'UTC')

/** The day that a calendar on the wall shows in a zone, as `YYYY-MM-DD`. */
export const localDate = (instant: Date, zone: string): string => wall(instant, zone).slice(0, 10)

/** What a clock on the wall shows in a zone, as `HH:mm`; seconds are cut off. */
export const localTime = (instant: Date, zone: string): string => wall(instant, zone).slice(11, 16)

const wall = (instant: Date, zone: string): string =>
  new Date(instant.getTime() + offsetAt(instant.getTime(), zone)).toISOString()

/** The wall time as if the zone were UTC; `24:00` is the end of the day. */
function wallStamp(date: string, time: string): number {
  const stamp = Date.parse(date) + Number(time.slice(0, 2)) * HOUR + Number(time.slice(3, 5)) * MINUTE
  if (Number.isNaN(stamp)) throw new RangeError(`Not a date and a time: ${date} ${time}`)
  return stamp
}

/**
 * The instant at which a wall clock in a zone shows a date and a time (`HH:mm`).
 *
 * A time that a spring change leaves out is moved forward by what the change leaves out (02:30 becomes 03:30); of two
 * that an autumn change makes, it is the earlier.
 */
export function atLocal(date: string, time: string, zone: string): Date {
  const stamp = wallStamp(date, time)
  const before = offsetAt(stamp - DAY, zone)
  const after = offsetAt(stamp + DAY, zone)
  const fits = [stamp - before, stamp - after].filter((instant) => instant + offsetAt(instant, zone) === stamp)
  return new Date(fits.length > 0 ? Math.min(...fits) : stamp - before)
}

/**
 * The spans in which a zone's wall clock shows, on a date, a time from `start` (inclusive) to `end` (exclusive).
 *
 * One span on all days but those of a clock change, where what is left out shortens it and what comes twice makes it
 * longer or two.
 */
export function wallSpans(date: string, start: string, end: string, zone: string): readonly Span[] {
  const from = wallStamp(date, start)
  const until = wallStamp(date, end)
  return stretches(wallStamp(date, '00:00') - DAY, wallStamp(date, '24:00') + DAY, zone)
    .map((s) => ({ from: Math.max(from - s.offset, s.from), until: Math.min(until - s.offset, s.until) }))
    .filter((s) => s.from < s.until)
    .map((s) => ({ from: new Date(s.from), until: new Date(s.until) }))
}

interface Stretch {
  readonly from: number
  readonly until: number
  readonly offset: number
}

/** Cuts three days or so where the zone's offset changes; zones do not change twice in so short a time. */
function stretches(from: number, until: number, zone: string): readonly Stretch[] {
  const before = offsetAt(from, zone)
  const after = offsetAt(until, zone)
  if (before === after) return [{ from, until, offset: before }]
  let last = from
  let change = until
  while (change - last > 1) {
    const middle = Math.floor((last + change) / 2)
    if (offsetAt(middle, zone) === before) last = middle
    else change = middle
  }
  return [
    { from, until: change, offset: before },
    { from: change, until, offset: after },
  ]
}

/** The date so many days later, or earlier where `days` is negative: calendar arithmetic, the same in every zone. */
export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10)

/** The ISO weekday of a date: 1 = Monday … 7 = Sunday. */
export const weekday = (date: string): number => new Date(date).getUTCDay() || 7
