import fc from 'fast-check'
import { MINUTE } from '../../../src/domain/time.ts'

const clocks = new Map<string, Intl.DateTimeFormat>()

/** What a clock on the wall of a zone shows, as `YYYY-MM-DD HH:mm`: the oracle that time is tested against. */
export function shown(instant: number | Date, zone: string): string {
  let clock = clocks.get(zone)
  if (!clock) {
    const digits = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const
    clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, hourCycle: 'h23', ...digits })
    clocks.set(zone, clock)
  }
  return clock.format(instant)
}

/** Zones with half hours, three quarters, changes of half an hour, changes at midnight, and none at all. */
export const HARD_ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'Asia/Manila',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Australia/Adelaide',
  'America/Sao_Paulo',
  'America/Santiago',
  'America/St_Johns',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Atlantic/Azores',
  'Asia/Beirut',
  'Pacific/Kiritimati',
  'Pacific/Chatham',
  'UTC',
] as const

/** The UTC midnights from `from` until `until` around which a zone's clocks change. */
export function changes(zone: string, from: string, until: string): readonly number[] {
  const found: number[] = []
  const day = 1440 * MINUTE
  for (let at = Date.parse(from); at < Date.parse(until); at += day) {
    if (shown(at, zone).slice(11) !== shown(at + day, zone).slice(11)) found.push(at)
  }
  return found
}

const nearChanges = new Map(
  HARD_ZONES.map((zone) => {
    const days = changes(zone, '2026-01-01', '2027-01-01')
    return [zone, days.length === 0 ? fc.constant(Date.parse('2026-03-02')) : fc.constantFrom(...days)]
  }),
)

/** A zone and a whole minute of 2026 or so in it, half of the time within days of a clock change. */
export const zoneAndMinute = fc.constantFrom(...HARD_ZONES).chain((zone) =>
  fc.record({
    zone: fc.constant(zone as string),
    at: fc

      .oneof(
        nearChanges.get(zone) ?? fc.constant(0),
        fc.constantFrom(Date.parse('2026-05-01'), Date.parse('2026-12-30')),
      )
      .chain((base) => fc.integer({ min: -3 * 1440, max: 4 * 1440 }).map((minutes) => base + minutes * MINUTE)),
  }),
)
