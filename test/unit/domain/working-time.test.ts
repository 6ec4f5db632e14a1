import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEFAULT_WORKING_HOURS } from '../../../src/domain/member.ts'
import { MINUTE } from '../../../src/domain/time.ts'
import {
  addWorkingDays,
  addWorkingMinutes,
  calendarOf,
  isWorking,
  isWorkingDay,
  nextWorkingMinute,
  usualCalendar,
  workingMinutesBetween,
} from '../../../src/domain/working-time.ts'
import type { Calendar } from '../../../src/domain/working-time.ts'
import { shown, zoneAndMinute } from './wall-clock.ts'

const quarter = (n: number) => `${String(Math.floor(n / 4)).padStart(2, '0')}:${String((n % 4) * 15).padStart(2, '0')}`

const hours = fc
  .record({
    days: fc.oneof(
      fc.constant([1, 2, 3, 4, 5]),
      fc.constant([7, 1, 2, 3, 4]),
      fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 2 }),
    ),
    start: fc.integer({ min: 0, max: 90 }),
    length: fc.integer({ min: 1, max: 60 }),
  })
  .map(({ days, start, length }) => ({ days, start: quarter(start), end: quarter(Math.min(96, start + length)) }))

const caseOf = fc.record({ place: zoneAndMinute, hours }).map(({ place, hours }) => ({
  calendar: { zone: place.zone, hours } satisfies Calendar,
  at: place.at,
}))

/** By the wall clock alone: the weekday is a working day and the time lies within the hours. */
function works({ zone, hours }: Calendar, minute: number): boolean {
  const [date = '', time = ''] = shown(minute, zone).split(' ')
  const day = new Date(`${date}T12:00:00Z`).getUTCDay() || 7
  return hours.days.includes(day) && hours.start <= time && time < hours.end
}

describe('against a search through the minutes', () => {
  it('knows whether somebody works', () => {
    fc.assert(
      fc.property(caseOf, ({ calendar, at }) => {
        expect(isWorking(calendar, new Date(at))).toBe(works(calendar, at))
      }),
      { numRuns: 3000 },
    )
  })

  it('finds the first working minute', () => {
    fc.assert(
      fc.property(caseOf, fc.integer({ min: 0, max: 59_999 }), ({ calendar, at }, within) => {
        let minute = within === 0 ? at : at + MINUTE
        while (!works(calendar, minute)) minute += MINUTE
        expect(nextWorkingMinute(calendar, new Date(at + within))).toEqual(new Date(minute))
      }),
      { numRuns: 200 },
    )
  })

  it('adds and measures working time', () => {
    fc.assert(
      fc.property(caseOf, fc.integer({ min: 1, max: 600 }), ({ calendar, at }, minutes) => {
        let left = minutes
        let minute = at
        for (; left > 0; minute += MINUTE) if (works(calendar, minute)) left -= 1
        const end = addWorkingMinutes(calendar, new Date(at), minutes)
        expect(end).toEqual(new Date(minute))
        expect(workingMinutesBetween(calendar, new Date(at), end)).toBe(minutes)
      }),
      { numRuns: 200 },
    )
  })

  it('loses nothing where working time is added in two steps, seconds included', () => {
    const seconds = fc.integer({ min: 0, max: 59 })
    fc.assert(
      fc.property(caseOf, seconds, fc.nat(2000), fc.nat(2000), ({ calendar, at }, second, a, b) => {
        const from = new Date(at + second * 1000)
        const once = addWorkingMinutes(calendar, from, a + b)
        expect(addWorkingMinutes(calendar, addWorkingMinutes(calendar, from, a), b)).toEqual(once)
      }),
    )
  })
})

describe('a working week in Berlin', () => {
  const berlin = usualCalendar('Europe/Berlin')
  const at = (text: string) => new Date(text)

  it.each([
    ['2026-03-06T16:00:00Z', '2026-03-09T08:00:00Z', 'Friday 17:00 is over: Monday 09:00'],
    ['2026-03-06T15:59:00Z', '2026-03-06T15:59:00Z', 'the last minute of Friday'],
    ['2026-03-06T15:59:01Z', '2026-03-09T08:00:00Z', 'a second into the last minute'],
    ['2026-03-27T16:00:00Z', '2026-03-30T07:00:00Z', 'over the night in which clocks change'],
    ['2026-03-03T03:00:00Z', '2026-03-03T08:00:00Z', 'before work'],
  ])('%s → %s (%s)', (from, expected) => {
    expect(nextWorkingMinute(berlin, at(from))).toEqual(at(expected))
  })

  it('ends eight hours with the day in which they end', () => {
    expect(addWorkingMinutes(berlin, at('2026-03-06T08:00:00Z'), 480)).toEqual(at('2026-03-06T16:00:00Z'))
    expect(addWorkingMinutes(berlin, at('2026-03-06T08:01:00Z'), 480)).toEqual(at('2026-03-09T08:01:00Z'))
    expect(addWorkingMinutes(berlin, at('2026-03-07T12:00:00Z'), 0)).toEqual(at('2026-03-07T12:00:00Z'))
  })

  it('measures nothing backwards, and years', () => {
    expect(workingMinutesBetween(berlin, at('2026-03-06T12:00:00Z'), at('2026-03-05T12:00:00Z'))).toBe(0)
    expect(workingMinutesBetween(berlin, at('2026-03-02T00:00:00Z'), at('2030-03-04T00:00:00Z'))).toBe(1045 * 480)
  })

  it('counts working days forwards and backwards', () => {
    expect(addWorkingDays('2026-03-06', 1, DEFAULT_WORKING_HOURS)).toBe('2026-03-09')
    expect(addWorkingDays('2026-03-07', 1, DEFAULT_WORKING_HOURS)).toBe('2026-03-09')
    expect(addWorkingDays('2026-03-09', -1, DEFAULT_WORKING_HOURS)).toBe('2026-03-06')
    expect(addWorkingDays('2026-03-02', 10, DEFAULT_WORKING_HOURS)).toBe('2026-03-16')
    expect(addWorkingDays('2026-03-07', 0, DEFAULT_WORKING_HOURS)).toBe('2026-03-07')
    expect(isWorkingDay('2026-03-08', { ...DEFAULT_WORKING_HOURS, days: [7, 1, 2, 3, 4] })).toBe(true)
  })
})

describe('odd calendars', () => {
  it('says so where there is no working time, instead of searching for ever', () => {
    const never: Calendar = { zone: 'UTC', hours: { ...DEFAULT_WORKING_HOURS, days: [] } }
    expect(() => nextWorkingMinute(never, new Date('2026-03-02T00:00:00Z'))).toThrow(RangeError)
    expect(() => addWorkingMinutes(never, new Date('2026-03-02T00:00:00Z'), 1)).toThrow(RangeError)
    expect(() => addWorkingDays('2026-03-02', 1, never.hours)).toThrow(RangeError)
    expect(workingMinutesBetween(never, new Date('2026-03-02T00:00:00Z'), new Date('2026-03-09T00:00:00Z'))).toBe(0)
  })

  it('takes a zone that this machine does not know for UTC', () => {
    expect(calendarOf({ zone: 'Mars/Base', workingHours: DEFAULT_WORKING_HOURS }).zone).toBe('UTC')
  })
})
