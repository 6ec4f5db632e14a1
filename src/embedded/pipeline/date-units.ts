import { fail } from '../errors.ts'
import { DAY, dayOf, instantOf, localOf, offsetAt } from '../values/zones.ts'

/** Units that have the same length always, in milliseconds. */
const FIXED: { readonly [unit: string]: number } = { hour: 3_600_000, minute: 60_000, second: 1000, millisecond: 1 }
const MONTHS: { readonly [unit: string]: number } = { year: 12, quarter: 3, month: 1 }
const DAYS: { readonly [unit: string]: number } = { week: 7, day: 1 }

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']

const unknown = (unit: string): never => fail('FailedToParse', `unknown time unit value: ${unit}`)

export interface How {
  readonly unit: string
  readonly zone: string
  readonly startOfWeek: string
}

const monthOf = (local: Date): number => local.getUTCFullYear() * 12 + local.getUTCMonth()

/** Moves an instant. Days and longer are days of the zone's calendar; a day that a month lacks becomes its last. */
export function addUnits(
  instant: number,
  { unit, amount, zone }: { unit: string; amount: number; zone: string },
): number {
  const fixed = FIXED[unit]
  if (fixed !== undefined) return instant + amount * fixed
  const local = localOf(instant, zone)
  const days = DAYS[unit]
  if (days !== undefined) return instantOf(local.getTime() + amount * days * DAY, zone)
  const month = monthOf(local) + amount * (MONTHS[unit] ?? unknown(unit))
  const last = new Date(Date.UTC(0, month + 1, 0))
  last.setUTCFullYear(Math.floor(month / 12), (month % 12) + 1, 0)
  const day = Math.min(local.getUTCDate(), last.getUTCDate())
  const moved = new Date(local)
  moved.setUTCFullYear(Math.floor(month / 12), month - Math.floor(month / 12) * 12, day)
  return instantOf(moved.getTime(), zone)
}

function weekday(name: string): number {
  const at = WEEKDAYS.findIndex((day) => day === name || day.slice(0, 3) === name)
  return at >= 0 ? at : fail(5_439_015, `unknown day of week value: ${name}`)
}

/** Which week, counted from one that began on the wanted weekday: 1970-01-04 was a Sunday. */
const weekNumber = (day: number, startOfWeek: string): number => Math.floor((day - 3 - weekday(startOfWeek)) / 7)

/** How many borders of a unit lie between two instants. */
export function difference(from: number, to: number, { unit, zone, startOfWeek }: How): number {
  const [a, b] = [localOf(from, zone), localOf(to, zone)]
  const fixed = FIXED[unit]
  if (fixed !== undefined) {
    const shift = offsetAt(to, zone) - offsetAt(from, zone)
    return Math.floor(b.getTime() / fixed) - Math.floor(a.getTime() / fixed) - Math.trunc(shift / fixed)
  }
  if (unit === 'day') return dayOf(b) - dayOf(a)
  if (unit === 'week') return weekNumber(dayOf(b), startOfWeek) - weekNumber(dayOf(a), startOfWeek)
  const months = MONTHS[unit] ?? unknown(unit)
  return Math.floor(monthOf(b) / months) - Math.floor(monthOf(a) / months)
}

/** From where bins are counted. */
const REFERENCE = Date.UTC(2000, 0, 1)

/** The beginning of the bin that an instant is in: so many units from 2000-01-01 on, in the zone. */
export function truncated(instant: number, { unit, zone, startOfWeek }: How, size: number): number {
  const fixed = FIXED[unit]
  if (fixed !== undefined) {
    const start = instantOf(REFERENCE, zone)
    const bin = fixed * size
    return start + Math.floor((instant - start) / bin) * bin
  }
  const local = localOf(instant, zone)
  const months = MONTHS[unit]
  if (months !== undefined) {
    const bin = months * size
    const month = 24_000 + Math.floor((monthOf(local) - 24_000) / bin) * bin
    return instantOf(Date.UTC(Math.floor(month / 12), month % 12, 1), zone)
  }
  const days = (DAYS[unit] ?? unknown(unit)) * size
  const reference = dayOf(new Date(REFERENCE))
  // The first wanted weekday from the reference, a Saturday, on.
  const start = unit === 'week' ? reference + ((weekday(startOfWeek) + 1) % 7) : reference
  return instantOf((start + Math.floor((dayOf(local) - start) / days) * days) * DAY, zone)
}
