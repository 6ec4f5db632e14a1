import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  atLocal,
  DAY,
  HOUR,
  isZone,
  localDate,
  localTime,
  MINUTE,
  wallSpans,
  weekday,
} from '../../../src/domain/time.ts'
import { changes, HARD_ZONES, shown, zoneAndMinute } from './wall-clock.ts'

const ZONES = Intl.supportedValuesOf('timeZone')
const NEW_YEAR = Date.parse('2026-01-01')

describe('in every zone', () => {
  it('shows the date and the time that Intl shows', () => {
    const wrong: string[] = []
    for (const zone of ZONES) {
      for (let at = NEW_YEAR; at < NEW_YEAR + 365 * DAY; at += 31 * HOUR + 17 * MINUTE) {
        const ours = `${localDate(new Date(at), zone)} ${localTime(new Date(at), zone)}`
        if (ours !== shown(at, zone)) wrong.push(`${zone} ${new Date(at).toISOString()} ${ours}`)
      }
    }
    expect(wrong).toEqual([])
  })

  it('changes its clocks at whole minutes only, so that an offset can be remembered for one', () => {
    const odd = ZONES.flatMap((zone) => {
      const clock = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
      const offset = (at: number): string | undefined => /GMT.*$/.exec(clock.format(at))?.[0]
      const found: string[] = []
      for (let at = Date.parse('1995-01-02'); at < Date.parse('2040-01-01'); at += 7 * DAY) {
        if (offset(at) === offset(at + 7 * DAY)) continue
        let [before, after] = [at, at + 7 * DAY]
        while (after - before > 1000) {
          const middle = Math.floor((before + after) / 2000) * 1000
          if (offset(middle) === offset(at)) before = middle
          else after = middle
        }
        if (after % MINUTE !== 0) found.push(`${zone} ${new Date(after).toISOString()}`)
      }
      return found
    })
    expect(odd).toEqual([])
  })

  it('finds the instant of nine o’clock and of midnight on every other day of a year', () => {
    const missed: string[] = []
    for (const zone of ZONES) {
      for (let date = '2026-01-01'; date < '2027-01-01'; date = addDays(date, 2)) {
        if (shown(atLocal(date, '09:00', zone), zone) !== `${date} 09:00`) missed.push(`${zone} ${date} 09:00`)
        if (shown(atLocal(date, '00:00', zone), zone) !== `${date} 00:00`) missed.push(`${zone} ${date} 00:00`)
      }
    }
    // Midnights that clocks leave out, by the tz database: changes at 24:00.
    expect(missed.filter((miss) => miss.endsWith('09:00'))).toEqual([])
    expect(missed.every((miss) => changes(miss.split(' ')[0] ?? '', '2025-12-31', '2027-01-02').length > 0)).toBe(true)
    expect(missed.length).toBeLessThan(10)
  })

  it('takes the first minute that shows a time, and moves what a change leaves out forward by its size', () => {
    const wrong: string[] = []
    for (const zone of ZONES) {
      for (const day of changes(zone, '2026-01-01', '2027-01-01')) wrong.push(...wrongOnDayOfChange(zone, day))
    }
    expect(wrong).toEqual([])
  }, 60_000)
})

/** Compares `atLocal` with a search through all minutes of the two days around a change. */
function wrongOnDayOfChange(zone: string, day: number): string[] {
  const first = new Map<string, number>()
  const readings: { at: number; text: string }[] = []
  for (let at = day - 14 * HOUR; at < day + 38 * HOUR; at += MINUTE) {
    const text = shown(at, zone)
    if (!first.has(text)) first.set(text, at)
    readings.push({ at, text })
  }
  const wrong: string[] = []
  const [opening, closing] = [readings[0]?.text ?? '', readings.at(-1)?.text ?? '']
  for (let wall = day - 12 * HOUR; wall < day + 36 * HOUR; wall += 15 * MINUTE) {
    const text = shown(wall, 'UTC')
    if (text <= opening || text >= closing) continue
    const expected = first.get(text) ?? afterGap(readings, wall)
    const ours = atLocal(text.slice(0, 10), text.slice(11), zone).getTime()
    if (ours !== expected) wrong.push(`${zone} ${text}: ${new Date(ours).toISOString()}`)
  }
  return wrong
}

/** A time that is left out: as far after the gap as it lies after the gap's start. */
function afterGap(readings: readonly { at: number; text: string }[], wall: number): number {
  const next = readings.findIndex((reading) => reading.text > shown(wall, 'UTC'))
  const last = readings[next - 1]
  if (!last) throw new Error('No minute before the gap')
  return last.at + (wall - Date.parse(`${last.text.replace(' ', 'T')}Z`))
}

describe('clock changes by name', () => {
  it.each([
    ['2026-03-29', '02:30', 'Europe/Berlin', '2026-03-29T01:30:00Z', 'left out: 03:30'],
    ['2026-10-25', '02:30', 'Europe/Berlin', '2026-10-25T00:30:00Z', 'the earlier of two'],
    ['2026-03-08', '02:00', 'America/New_York', '2026-03-08T07:00:00Z', 'left out: 03:00'],
    ['2026-11-01', '01:30', 'America/New_York', '2026-11-01T05:30:00Z', 'the earlier of two'],
    ['2026-10-04', '02:15', 'Australia/Lord_Howe', '2026-10-03T15:45:00Z', 'left out by half an hour: 02:45'],
    ['2026-03-02', '09:00', 'Asia/Kathmandu', '2026-03-02T03:15:00Z', 'a zone of three quarters'],
    ['2018-11-04', '00:30', 'America/Sao_Paulo', '2018-11-04T03:30:00Z', 'a midnight left out: 01:30'],
    ['2011-12-30', '12:00', 'Pacific/Apia', '2011-12-30T22:00:00Z', 'a whole day left out: 31 December, noon'],
    ['2026-03-29', '24:00', 'Europe/Berlin', '2026-03-29T22:00:00Z', 'the end of a day of 23 hours'],
  ])('%s %s in %s is %s (%s)', (date, time, zone, instant) => {
    expect(atLocal(date, time, zone)).toEqual(new Date(instant))
  })
})

describe('wallSpans', () => {
  it('covers exactly the minutes at which the clock shows a time between start and end', () => {
    const time = fc.integer({ min: 0, max: 95 })
    fc.assert(
      fc.property(zoneAndMinute, time, time, ({ zone, at }, a, b) => {
        const [start, end] = [clockTime(Math.min(a, b)), clockTime(Math.max(a, b) + 1)]
        const date = shown(at, zone).slice(0, 10)
        const spans = wallSpans(date, start, end, zone)
        for (let minute = at - 300 * MINUTE; minute < at + 300 * MINUTE; minute += MINUTE) {
          const [day, hour = ''] = shown(minute, zone).split(' ')
          const inside = spans.some((span) => span.from.getTime() <= minute && minute < span.until.getTime())
          expect(inside).toBe(day === date && start <= hour && hour < end)
        }
      }),
      { numRuns: 300 },
    )
  })
})

const clockTime = (quarters: number): string =>
  `${String(Math.floor(quarters / 4)).padStart(2, '0')}:${String((quarters % 4) * 15).padStart(2, '0')}`

describe('dates', () => {
  it('adds days as the calendar does, whatever clocks do', () => {
    expect(addDays('2026-03-28', 1)).toBe('2026-03-29')
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
    expect(addDays('2027-01-01', -1)).toBe('2026-12-31')
    fc.assert(
      fc.property(fc.integer({ min: -2000, max: 2000 }), (n) => {
        expect(addDays(addDays('2026-03-01', n), -n)).toBe('2026-03-01')
      }),
    )
  })

  it('counts weekdays from Monday', () => {
    const names = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
    for (let date = '2026-01-01'; date < '2026-02-01'; date = addDays(date, 1)) {
      const name = new Date(`${date}T12:00:00Z`).toLocaleDateString('en-US', { weekday: 'short', timeZone: 'UTC' })
      expect(names[weekday(date) - 1]).toBe(name)
    }
  })

  it('refuses what is no date, instead of reckoning with it', () => {
    expect(() => atLocal('soon', '09:00', 'UTC')).toThrow(RangeError)
    expect(() => atLocal('2026-03-02', 'noon', 'UTC')).toThrow(RangeError)
  })
})

describe('isZone', () => {
  it('knows every zone of this machine, old names included, and nothing else', () => {
    expect([...ZONES, ...HARD_ZONES, 'Asia/Calcutta', 'US/Pacific', 'UTC'].filter((zone) => !isZone(zone))).toEqual([])
    expect(['', 'Berlin', 'Europe/Atlantis', '../etc'].filter(isZone)).toEqual([])
  })
})
