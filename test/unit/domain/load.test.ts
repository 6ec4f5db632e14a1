import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { loadOf, weekOf } from '../../../src/domain/load.ts'
import { DEFAULT_WORKING_HOURS } from '../../../src/domain/member.ts'
import { DAY } from '../../../src/domain/time.ts'
import { buildMember, buildTask } from '../../support/builders.ts'

const berlin = buildMember()
/** Wednesday, 11:00 in Berlin. */
const now = new Date('2026-03-04T10:00:00Z')
const task = (estimateMinutes: number | null, leftMinutes: number | null = null) =>
  buildTask({ estimateMinutes, leftMinutes })

describe('a week', () => {
  test.each([
    ['2026-03-06T16:00:00Z', 'Europe/Berlin', [1, 2, 3, 4, 5], '2026-03-01T23:00:00Z', '2026-03-08T23:00:00Z'],
    // Sunday evening in Berlin is Monday in Manila.
    ['2026-03-08T20:00:00Z', 'Europe/Berlin', [1, 2, 3, 4, 5], '2026-03-01T23:00:00Z', '2026-03-08T23:00:00Z'],
    ['2026-03-08T20:00:00Z', 'Asia/Manila', [1, 2, 3, 4, 5], '2026-03-08T16:00:00Z', '2026-03-15T16:00:00Z'],
    // Where people work from Sunday to Thursday, the Sunday begins the week.
    ['2026-03-08T10:00:00Z', 'Asia/Dubai', [1, 2, 3, 4, 7], '2026-03-07T20:00:00Z', '2026-03-14T20:00:00Z'],
    // The clocks change: this week has an hour less.
    ['2026-03-27T10:00:00Z', 'Europe/Berlin', [1, 2, 3, 4, 5], '2026-03-22T23:00:00Z', '2026-03-29T22:00:00Z'],
  ])('of %s in %s', (at, zone, days, ...span) => {
    const member = buildMember({ zone, workingHours: { ...DEFAULT_WORKING_HOURS, days } })
    const [from, until] = span.map((instant) => new Date(instant))
    expect(weekOf(new Date(at), member)).toEqual({ from, until })
  })

  it('holds its instant, and lasts seven days but for a change of the clocks', () => {
    const zones = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Manila', 'Asia/Kathmandu', 'nowhere')
    const instants = fc.date({ min: new Date('2025-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(instants, zones, (at, zone) => {
        const { from, until } = weekOf(at, buildMember({ zone }))
        expect(from <= at && at < until).toBe(true)
        expect(Math.abs(until.getTime() - from.getTime() - 7 * DAY)).toBeLessThanOrEqual(DAY / 24)
      }),
      { numRuns: 200 },
    )
  })
})

describe('a load', () => {
  it('counts what is left before what was estimated, and those without either apart', () => {
    const week = weekOf(new Date('2026-03-12T10:00:00Z'), berlin)
    const load = loadOf([task(600), task(600, 60), task(null, 30), task(480, 0), task(null)], week, berlin, now)
    expect(load).toEqual({ week, running: false, tasks: 5, minutes: 690, unestimated: 1, workingMinutes: 40 * 60 })
  })

  it('is held against what is left of a week that is running', () => {
    const load = loadOf([], weekOf(now, berlin), berlin, now)
    expect(load).toMatchObject({ running: true, tasks: 0, minutes: 0, workingMinutes: (6 + 8 + 8) * 60 })
  })

  it('knows no working time for those who have none left', () => {
    const sunday = new Date('2026-03-08T12:00:00Z')
    expect(loadOf([task(60)], weekOf(sunday, berlin), berlin, sunday).workingMinutes).toBe(0)
  })
})
