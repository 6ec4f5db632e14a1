import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { recurrenceWords } from '../../../src/cards/recurrence-words.ts'
import { nextDate, nextOccurrence } from '../../../src/domain/recurrence.ts'
import type { Recurrence, RecurrenceRule } from '../../../src/domain/recurrence.ts'
import { readRecurrence } from '../../../src/domain/recurrence-words.ts'
import { addDays, localDate, localTime, weekday } from '../../../src/domain/time.ts'
import { DEFAULT_WORKING_HOURS } from '../../../src/domain/member.ts'

/** Wednesday 4 March 2026, 11:00 in Berlin. */
const NOW = new Date('2026-03-04T10:00:00Z')
const context = {
  now: NOW,
  zone: 'Europe/Berlin',
  locale: 'en-GB',
  workingHours: DEFAULT_WORKING_HOURS,
  projectKeys: [],
}
const local = (at: Date): string => `${localDate(at, 'Europe/Berlin')} ${localTime(at, 'Europe/Berlin')}`

describe('how often something is done, in words', () => {
  it.each([
    ['every day', 'every day at 17:00', '2026-03-04 17:00'],
    ['daily at 9am', 'every day at 09:00', '2026-03-05 09:00'],
    ['every 3 days', 'every 3 days at 17:00', '2026-03-04 17:00'],
    ['every other day', 'every other day at 17:00', '2026-03-04 17:00'],
    ['every weekday at 9:30am', 'every weekday at 09:30', '2026-03-05 09:30'],
    ['weekdays', 'every weekday at 17:00', '2026-03-04 17:00'],
    ['every working day', 'every weekday at 17:00', '2026-03-04 17:00'],
    ['every friday', 'every Friday at 17:00', '2026-03-06 17:00'],
    ['every fri 5pm', 'every Friday at 17:00', '2026-03-06 17:00'],
    ['Every Mon, Wed and Fri', 'every Monday, Wednesday and Friday at 17:00', '2026-03-04 17:00'],
    ['weekly on tue', 'every Tuesday at 17:00', '2026-03-10 17:00'],
    ['weekly', 'every Wednesday at 17:00', '2026-03-04 17:00'],
    ['every other friday', 'every other Friday at 17:00', '2026-03-06 17:00'],
    ['every 2 weeks on thu', 'every other Thursday at 17:00', '2026-03-05 17:00'],
    ['every other week', 'every other Wednesday at 17:00', '2026-03-04 17:00'],
    ['every three weeks on mon and tue', 'every 3 weeks on Monday and Tuesday at 17:00', '2026-03-23 17:00'],
    ['monthly', 'on the 4th of every month at 17:00', '2026-03-04 17:00'],
    ['every month on the 15th', 'on the 15th of every month at 17:00', '2026-03-15 17:00'],
    ['every 1st of the month', 'on the 1st of every month at 17:00', '2026-04-01 17:00'],
    ['on the 1st of every other month', 'on the 1st of every other month at 17:00', '2026-05-01 17:00'],
    ['31st of every 3 months at 9am', 'on the 31st of every 3 months at 09:00', '2026-03-31 09:00'],
    ['on the last day of the month', 'on the last day of every month at 17:00', '2026-03-31 17:00'],
    ['first monday of the month', 'on the first Monday of every month at 17:00', '2026-04-06 17:00'],
    ['every third thursday', 'on the third Thursday of every month at 17:00', '2026-03-19 17:00'],
    ['monthly on the last friday at 10am', 'on the last Friday of every month at 10:00', '2026-03-27 10:00'],
    ['every second tuesday of the month', 'on the second Tuesday of every month at 17:00', '2026-03-10 17:00'],
    ['quarterly', 'on the 4th of every 3 months at 17:00', '2026-03-04 17:00'],
    ['every 2 months', 'on the 4th of every other month at 17:00', '2026-03-04 17:00'],
  ])('%s', (words, said, first) => {
    const read = readRecurrence(words, context)
    expect(read && recurrenceWords(read.recurrence)).toBe(said)
    expect(read && local(read.first)).toBe(first)
  })

  it.each([
    'every second tuesday',
    'every 2nd friday',
    'biweekly',
    'bimonthly',
    'every now and then',
    'every fri midnight',
    'every fri 5pm PST',
    'every 32nd of the month',
    'every friday or monday',
    'friday',
    'every',
    '',
    `every ${'fri '.repeat(40)}`,
  ])('%s is not understood', (words) => {
    expect(readRecurrence(words, context)).toBeNull()
  })

  it('keeps the day and the time of the date that a task has', () => {
    const dueAt = new Date('2026-03-12T14:30:00Z')
    expect(readRecurrence('monthly', context, dueAt)?.recurrence).toEqual({
      rule: { kind: 'monthDay', every: 1, day: 12 },
      time: '15:30',
      zone: 'Europe/Berlin',
    })
    expect(readRecurrence('every week', context, dueAt)?.recurrence.rule).toMatchObject({ weekdays: [4] })
  })
})

const rules: fc.Arbitrary<RecurrenceRule> = fc.oneof(
  fc.record({ kind: fc.constant('days' as const), every: fc.integer({ min: 1, max: 30 }) }),
  fc.constant({ kind: 'weekdays' as const }),
  fc.record({
    kind: fc.constant('weeks' as const),
    every: fc.integer({ min: 1, max: 6 }),
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
  }),
  fc.record({
    kind: fc.constant('monthDay' as const),
    every: fc.integer({ min: 1, max: 12 }),
    day: fc.oneof(fc.integer({ min: 1, max: 31 }), fc.constant(-1)),
  }),
  fc.record({
    kind: fc.constant('monthWeekday' as const),
    every: fc.integer({ min: 1, max: 12 }),
    nth: fc.constantFrom(1, 2, 3, 4, -1),
    weekday: fc.integer({ min: 1, max: 7 }),
  }),
)
const dates = fc.integer({ min: 0, max: 3000 }).map((days) => addDays('2024-01-01', days))

/** Another way to the same: from the calendar of JavaScript's own dates. */
function isNamed(rule: RecurrenceRule, date: string, anchor: string): boolean {
  const [at, from] = [new Date(`${date}T00:00:00Z`), new Date(`${anchor}T00:00:00Z`)]
  const months = (at.getUTCFullYear() - from.getUTCFullYear()) * 12 + at.getUTCMonth() - from.getUTCMonth()
  const last = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate()
  const day = at.getUTCDate()
  const iso = (when: Date): number => when.getUTCDay() || 7
  switch (rule.kind) {
    case 'days':
      return ((at.getTime() - from.getTime()) / 86_400_000) % rule.every === 0
    case 'weekdays':
      return iso(at) < 6
    case 'weeks': {
      const monday = (when: Date): number => when.getTime() - (iso(when) - 1) * 86_400_000
      return rule.weekdays.includes(iso(at)) && ((monday(at) - monday(from)) / 604_800_000) % rule.every === 0
    }
    case 'monthDay':
      return months % rule.every === 0 && day === (rule.day === -1 ? last : Math.min(rule.day, last))
    case 'monthWeekday': {
      const place = rule.nth === -1 ? day + 7 > last : day > (rule.nth - 1) * 7 && day <= rule.nth * 7
      return months % rule.every === 0 && iso(at) === rule.weekday && place
    }
  }
}

describe('the next date by a rule', () => {
  it('is the first one later that the calendar names, and none between is left out', () => {
    fc.assert(
      fc.property(rules, dates, fc.integer({ min: 0, max: 400 }), (rule, anchor, days) => {
        const after = addDays(anchor, days)
        const next = nextDate(rule, after, anchor)
        expect(next > after && isNamed(rule, next, anchor)).toBe(true)
        for (let date = addDays(after, 1); date < next; date = addDays(date, 1))
          expect(isNamed(rule, date, anchor)).toBe(false)
      }),
    )
  })

  it('of a shorter month is its last day', () => {
    const rule = { kind: 'monthDay', every: 1, day: 31 } as const
    expect(nextDate(rule, '2026-01-31', '2026-01-31')).toBe('2026-02-28')
    expect(nextDate(rule, '2026-02-28', '2026-01-31')).toBe('2026-03-31')
  })
})

describe('the task that follows', () => {
  const everyOtherFriday: Recurrence = {
    rule: { kind: 'weeks', every: 2, weekdays: [5] },
    time: '17:00',
    zone: 'Europe/Berlin',
  }
  it.each([
    ['done early', '2026-03-06T16:00:00Z', '2026-03-04T10:00:00Z', '2026-03-20 17:00'],
    ['done late', '2026-03-06T16:00:00Z', '2026-03-09T10:00:00Z', '2026-03-20 17:00'],
    ['done very late: what was missed is left out', '2026-03-06T16:00:00Z', '2026-04-10T10:00:00Z', '2026-04-17 17:00'],
    [
      'over the clock change the wall keeps its time',
      '2026-03-20T16:00:00Z',
      '2026-03-20T15:00:00Z',
      '2026-04-03 17:00',
    ],
  ])('%s', (_, dueAt, now, next) => {
    expect(local(nextOccurrence(everyOtherFriday, new Date(dueAt), new Date(now)))).toBe(next)
  })

  it('without a date begins now', () => {
    expect(local(nextOccurrence(everyOtherFriday, null, NOW))).toBe('2026-03-06 17:00')
  })

  it('is due later than the last one and than now, at its time, whatever the rule', () => {
    const zones = fc.constantFrom('Europe/Berlin', 'Asia/Manila', 'America/New_York', 'Pacific/Apia')
    const instants = fc.integer({ min: 0, max: 1000 * 24 * 60 }).map((m) => new Date(Date.UTC(2025, 0, 1) + m * 60_000))
    fc.assert(
      fc.property(rules, zones, fc.option(instants), instants, (rule, zone, dueAt, now) => {
        const at = nextOccurrence({ rule, time: '12:00', zone }, dueAt, now)
        expect(at > now && (dueAt === null || at > dueAt)).toBe(true)
        expect(localTime(at, zone)).toBe('12:00')
        expect(rule.kind !== 'weekdays' || weekday(localDate(at, zone)) < 6).toBe(true)
      }),
    )
  })
})
