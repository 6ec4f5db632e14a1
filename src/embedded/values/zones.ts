import { fail } from '../errors.ts'

const formats = new Map<string, Intl.DateTimeFormat>()

/** How far a zone is ahead of UTC at an instant, in milliseconds; a zone is an IANA name or `+hh[:mm]`. */
export function offsetAt(instant: number, zone: string): number {
  if (zone === 'UTC' || zone === 'GMT' || zone === 'Z') return 0
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone) ?? []
  if (sign) return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known) return known
  try {
    const numeric = 'numeric'
    const made = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: numeric,
      month: numeric,
      day: numeric,
      hour: numeric,
      minute: numeric,
      second: numeric,
    })
    formats.set(zone, made)
    return made
  } catch {
    return fail(40_485, `unrecognized time zone identifier: "${zone}"`)
  }
}

/** The instant at which the clocks of a zone show a local time (a UTC date with its fields). */
export function instantOf(local: number, zone: string): number {
  const near = local - offsetAt(local, zone)
  return local - offsetAt(near, zone)
}

/** The local time of a zone, as a date whose UTC fields are the local ones. */
export const localOf = (instant: number, zone: string): Date => new Date(instant + offsetAt(instant, zone))

export const DAY = 86_400_000

/** Midnight of a local date. */
export const dayOf = (local: Date): number => Math.floor(local.getTime() / DAY)

export const dayOfYear = (local: Date): number =>
  dayOf(local) - dayOf(new Date(Date.UTC(local.getUTCFullYear(), 0, 1))) + 1

/** Weeks begin on Sunday; before the year's first Sunday is week 0. */
export const weekOf = (local: Date): number => Math.floor((dayOfYear(local) + 6 - local.getUTCDay()) / 7)

export const isoDay = (local: Date): number => local.getUTCDay() || 7

/** ISO 8601: the week belongs to the year that has its Thursday. */
export function isoWeek(local: Date): { year: number; week: number } {
  const thursday = new Date((dayOf(local) + 4 - isoDay(local)) * DAY)
  return { year: thursday.getUTCFullYear(), week: Math.ceil(dayOfYear(thursday) / 7) }
}
