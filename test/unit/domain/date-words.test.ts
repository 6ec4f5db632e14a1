import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDate } from '../../../src/domain/date-words.ts'
import type { DateReading } from '../../../src/domain/date-words.ts'
import type { SpeechContext } from '../../../src/domain/speech.ts'
import { addDays, HOUR, localDate, localTime, weekday } from '../../../src/domain/time.ts'
import { speech } from './speech.ts'

/** What was read, in wall-clock time of the zone that it was read in; for a date that was not, the words offered instead. */
function read(words: string, over: Partial<SpeechContext> = {}): string {
  const context = speech(over)
  const reading = readDate(words, context)
  switch (reading.kind) {
    case 'understood': {
      const zone = reading.zone === context.zone ? '' : ` ${reading.zone}`
      return `${localDate(reading.at, reading.zone)} ${localTime(reading.at, reading.zone)} ${reading.precision}${zone}`
    }
    case 'past':
      return `past ${localDate(reading.at, context.zone)} ${localTime(reading.at, context.zone)}`
    case 'not-understood':
      return reading.near === undefined ? '?' : `? ${reading.near}`
  }
}

// The corpus has hundreds more; here is one of each kind, and what is said about those that were refused.
describe('readDate, on Wednesday 4 March 2026 at 11:00 in Berlin', () => {
  it.each([
    ['fri 5pm', '2026-03-06 17:00 time'],
    ['fri', '2026-03-06 17:00 day'],
    ['wed', '2026-03-04 17:00 day'],
    ['wed 9am', '2026-03-11 09:00 time'],
    ['next tue', '2026-03-10 17:00 day'],
    ['next fri', '2026-03-13 17:00 day'],
    ['this mon', 'past 2026-03-02 17:00'],
    ['in 2 working days', '2026-03-06 17:00 day'],
    ['in 3 days', '2026-03-07 17:00 day'],
    ['in 90 minutes', '2026-03-04 12:30 time'],
    ['eod', '2026-03-04 17:00 day'],
    ['eow', '2026-03-06 17:00 day'],
    ['20/04', '2026-04-20 17:00 day'],
    ['4/5', '2026-05-04 17:00 day'],
    ['2026-04-20T09:15', '2026-04-20 09:15 time'],
    ['5pm PST', '2026-03-04 17:00 time America/Los_Angeles'],
    ['17:00 Europe/London', '2026-03-04 17:00 time Europe/London'],
    ['1 march', 'past 2026-03-01 17:00'],
    ['5 january', 'past 2026-01-05 17:00'],
    ['24 december', '2026-12-24 17:00 day'],
    ['31 feb', '?'],
    ['next sprint end', '?'],
    ['soonish', '?'],
    ['', '?'],
    ['wendsday', '? wednesday'],
    ['next week', '? end of next week'],
    ['this week', '? end of week'],
    ['fri at 5', '? fri 5pm'],
    ['3d', '? in 3 days'],
    ['friday midnight', '? friday 23:59'],
    ['tomorrow morning', '? tomorrow 10:00'],
    ['tue 6 march', '? 6 march'],
    ['10 jul 5pm PST', '? 10 jul 5pm PT'],
    ['fri after lunch', '? fri'],
  ])('%s: %s', (words, expected) => {
    expect(read(words)).toBe(expected)
  })

  it('reads the same numbers by the locale', () => {
    expect(read('4/5', { locale: 'en-US' })).toBe('2026-04-05 17:00 day')
    expect(read('4/5', { locale: 'de-DE' })).toBe('2026-05-04 17:00 day')
  })

  it('ends a day with the speaker’s own working day, and counts their working days', () => {
    const workingHours = { days: [7, 1, 2, 3, 4], start: '08:00', end: '16:30' }
    expect(read('tomorrow', { workingHours })).toBe('2026-03-05 16:30 day')
    expect(read('in 2 working days', { workingHours })).toBe('2026-03-08 16:30 day')
    expect(read('end of week', { workingHours })).toBe('2026-03-05 16:30 day')
  })

  it('does not read a length of time as working days of somebody who has none', () => {
    expect(read('in 2 working days', { workingHours: { days: [], start: '09:00', end: '17:00' } })).toMatch(/^\?/)
  })

  it('takes letters with several meanings for the speaker’s own zone only', () => {
    expect(read('fri 5pm IST', { zone: 'Asia/Kolkata' })).toBe('2026-03-06 17:00 time')
    expect(read('fri 5pm IST')).toMatch(/^\?/)
    expect(read('fri 5pm CST', { zone: 'America/Chicago' })).toBe('2026-03-06 17:00 time')
    expect(read('fri 5pm CST', { zone: 'Asia/Shanghai' })).toBe('2026-03-06 17:00 time')
  })

  it('refuses a day that is another one in the zone that was named', () => {
    const now = new Date('2026-03-03T01:30:00Z') // Tuesday morning in Manila, Monday evening in Los Angeles
    expect(read('tomorrow 5pm PT', { zone: 'Asia/Manila', now })).toMatch(/^\?/)
    expect(read('wed 5pm PT', { zone: 'Asia/Manila', now })).toBe('2026-03-04 17:00 time America/Los_Angeles')
  })

  it('counts an unknown zone as UTC', () => {
    expect(read('fri', { zone: 'Mars/Olympus' })).toBe('2026-03-06 17:00 day UTC')
  })
})

const ZONES = [
  'Europe/Berlin',
  'Europe/London',
  'America/New_York',
  'America/Los_Angeles',
  'America/Sao_Paulo',
  'Asia/Manila',
  'Asia/Kathmandu',
  'Asia/Tehran',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'Pacific/Auckland',
  'Pacific/Kiritimati',
  'UTC',
]

/** Instants within two days of a change of clocks in 2026 somewhere, or at any time. */
const instants = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('03-08T10', '03-29T01', '04-04T15', '04-05T14', '04-24T00', '09-26T14', '10-25T01', '11-01T06'),
      fc.integer({ min: -2880, max: 2880 }),
    )
    .map(([day, minutes]) => new Date(Date.parse(`2026-${day}:00:00Z`) + minutes * 60_000)),
  fc.date({ min: new Date('2026-01-01'), max: new Date('2029-12-31'), noInvalidDate: true }),
)
const speeches = fc
  .tuple(instants, fc.constantFrom(...ZONES), fc.constantFrom('en-US', 'en-GB', 'de-DE', 'fr-FR', 'es-ES'))
  .map(([now, zone, locale]) => speech({ now, zone, locale }))
const two = (n: number): string => String(n).padStart(2, '0')

/** What `fc.check` says of a property that held; where it did not, the difference shows the counterexample. */
const HELD = { failed: false, counterexample: null }

describe('readDate, in any zone and on any day', () => {
  const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
  const PHRASES = [
    ...WEEKDAYS,
    ...WEEKDAYS.map((day) => `next ${day}`),
    ...'tomorrow|today|eod|eow|end of month|in 2 working days|in 3 days|in 2 weeks|in 3 hours|the 15th|20/04|3 may'.split(
      '|',
    ),
    ...'5pm|noon|fri 9am|5pm PT|mon 10am CET'.split('|'),
  ]

  it('never reads a date that is not to come, and says the end of the working day where no time was said', () => {
    const holds = fc.property(speeches, fc.constantFrom(...PHRASES), (context, words) => {
      const reading = readDate(words, context)
      if (reading.kind === 'not-understood') return true
      if (reading.kind === 'past') return reading.at <= context.now
      return (
        reading.at > context.now && (reading.precision === 'time' || localTime(reading.at, context.zone) === '17:00')
      )
    })
    expect(fc.check(holds, { numRuns: 1500 })).toMatchObject(HELD)
  })

  it('reads a weekday as its next one, at most a week away', () => {
    const holds = fc.property(speeches, fc.integer({ min: 1, max: 7 }), (context, day) => {
      const date = dateOf(readDate(WEEKDAYS[day - 1]!, context), context)
      return weekday(date) === day && date <= addDays(localDate(context.now, context.zone), 7)
    })
    expect(fc.check(holds, { numRuns: 500 })).toMatchObject(HELD)
  })

  it('counts days on the calendar of the speaker', () => {
    const holds = fc.property(speeches, fc.integer({ min: 1, max: 400 }), (context, days) => {
      const date = dateOf(readDate(`in ${days} days`, context), context)
      return date === addDays(localDate(context.now, context.zone), days)
    })
    expect(fc.check(holds, { numRuns: 500 })).toMatchObject(HELD)
  })

  it('reads a clock time as the next one', () => {
    const holds = fc.property(
      speeches,
      fc.integer({ min: 8, max: 23 }),
      fc.integer({ min: 0, max: 59 }),
      (context, h, m) => {
        const time = `${two(h)}:${two(m)}`
        const reading = readDate(time, context)
        if (reading.kind !== 'understood') return false
        return localTime(reading.at, context.zone) === time && reading.at.getTime() - context.now.getTime() <= 25 * HOUR
      },
    )
    expect(fc.check(holds, { numRuns: 500 })).toMatchObject(HELD)
  })

  it('reads no time that the clocks leave out, and the first of one that comes twice', () => {
    expect(read('sun 02:30', { now: new Date('2026-03-28T20:00:00Z') })).toMatch(/^\?/)
    expect(read('sun 03:30', { now: new Date('2026-03-28T20:00:00Z') })).toBe('2026-03-29 03:30 time')
    const twice = readDate('sun 02:30', speech({ now: new Date('2026-10-24T20:00:00Z') }))
    expect(twice).toMatchObject({ kind: 'understood', at: new Date('2026-10-25T00:30:00Z') })
  })

  it.each([
    ['en-US', 'M/D/Y'],
    ['en-GB', 'D/M/Y'],
    ['de-DE', 'D.M.Y'],
    ['fr-FR', 'D/M/Y'],
    ['es-ES', 'D/M/Y'],
    ['it-IT', 'D/M/Y'],
    ['pt-BR', 'D/M/Y'],
    ['nl-NL', 'D-M-Y'],
  ])('reads days all over the year that are written out in %s as those days', (locale, order) => {
    for (let date = '2026-03-05'; date < '2027-03-05'; date = addDays(date, 3)) {
      const [year = '', month = '', day = ''] = date.split('-').map((part) => String(Number(part)))
      const numbers = order.replace('Y', year).replace('M', month).replace('D', day)
      const dateStyle = Number(day) % 2 === 0 ? 'long' : 'full'
      const names = new Date(date).toLocaleDateString(locale, { dateStyle, timeZone: 'UTC' })
      for (const words of [numbers, names])
        expect([words, read(words, { locale })]).toEqual([words, `${date} 17:00 day`])
    }
  })

  it('does not depend on capitals, spaces and closing punctuation', () => {
    const holds = fc.property(speeches, fc.constantFrom(...PHRASES), (context, words) => {
      const plain = readDate(words, context)
      const other = readDate(` ${words.toUpperCase().replaceAll(' ', '  ')}, `, context)
      return plain.kind === other.kind && (plain.kind === 'not-understood' || sameInstant(plain, other))
    })
    expect(fc.check(holds, { numRuns: 300 })).toMatchObject(HELD)
  })

  it('never throws, and keeps the words', () => {
    const words =
      'next this last mon fri in 2 3 31 feb march 5pm at of the end week days 20/04 2026-13-40 25:00 PST CST eod a'
    const soup = fc.array(fc.constantFrom(...words.split(' ')), { maxLength: 7 }).map((list) => list.join(' '))
    const any = fc.oneof(soup, fc.string({ unit: 'binary', maxLength: 60 }), fc.string())
    const holds = fc.property(speeches, any, (context, typed) => readDate(typed, context).words === typed.trim())
    expect(fc.check(holds, { numRuns: 1000 })).toMatchObject(HELD)
  })

  it('offers only words that it understands', () => {
    const unclear = 'fri at 5|next week|tusday|thrusday|mon midnight|2w|tonight|5 jun 5pm EST|fri after lunch'.split(
      '|',
    )
    const holds = fc.property(fc.constantFrom(...unclear), speeches, (words, context) => {
      const reading = readDate(words, context)
      if (reading.kind !== 'not-understood') return false
      return reading.near === undefined || readDate(reading.near, context).kind === 'understood'
    })
    expect(fc.check(holds, { numRuns: 200 })).toMatchObject(HELD)
  })
})

function dateOf(reading: DateReading, context: SpeechContext): string {
  if (reading.kind !== 'understood') throw new Error(`${reading.words}: ${reading.kind}`)
  return localDate(reading.at, context.zone)
}

const sameInstant = (a: DateReading, b: DateReading): boolean =>
  a.kind !== 'not-understood' && b.kind !== 'not-understood' && a.at.getTime() === b.at.getTime()
