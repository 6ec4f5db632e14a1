import { describe, expect, it, test } from 'vitest'
import { readBulkDue, readShift, shifted } from '../../../src/domain/bulk-due.ts'
import { DEFAULT_WORKING_HOURS } from '../../../src/domain/member.ts'
import { speech } from './speech.ts'

describe('words that move dates', () => {
  test.each<[string, number, string]>([
    ['+2 days', 2, 'days'],
    ['+2d', 2, 'days'],
    ['-1 week', -1, 'weeks'],
    ['−1w', -1, 'weeks'],
    ['+3 working days', 3, 'working-days'],
    ['+3 wd', 3, 'working-days'],
    ['in 3 working days later', 3, 'working-days'],
    ['a week later', 1, 'weeks'],
    ['two business days earlier', -2, 'working-days'],
    ['by one day sooner', -1, 'days'],
    ['+400 days', 400, 'days'],
  ])('%s', (words, count, unit) => {
    expect(readShift(words)).toEqual({ kind: 'shift', count, unit })
  })

  test.each([
    '2 days',
    'in 2 days',
    '+0 days',
    '+2',
    '+2 months',
    'later',
    '+401 days',
    '+2 days later',
    'fri',
    '+many days',
    '',
  ])('%s move nothing', (words) => {
    expect(readShift(words)).toBeNull()
  })
})

describe('what becomes of due dates', () => {
  it('is a move, a date, or none', () => {
    const read = (words: string) => readBulkDue(words, speech())
    expect(read('+1 week')).toEqual({ due: { kind: 'shift', count: 1, unit: 'weeks' } })
    expect(read('fri 5pm')).toEqual({ due: { kind: 'at', at: new Date('2026-03-06T16:00:00Z') } })
    expect(read('no date')).toEqual({ due: { kind: 'none' } })
    expect(read('yesterday')).toMatchObject({ fault: { kind: 'past' } })
    expect(read('soonish')).toMatchObject({ fault: { kind: 'not-understood' } })
  })
})

describe('a date that is moved', () => {
  const berlin = { zone: 'Europe/Berlin', hours: DEFAULT_WORKING_HOURS }
  const friday5pm = new Date('2026-03-27T16:00:00Z')
  const move = (count: number, unit: 'days' | 'weeks' | 'working-days', calendar = berlin) =>
    shifted(friday5pm, { kind: 'shift', count, unit }, calendar).toISOString()

  it('keeps its time of day, over a change of the clocks too', () => {
    // Summer time begins on Sunday, 29 March.
    expect(move(1, 'weeks')).toBe('2026-04-03T15:00:00.000Z')
    expect(move(2, 'days')).toBe('2026-03-29T15:00:00.000Z')
    expect(move(-7, 'days')).toBe('2026-03-20T16:00:00.000Z')
  })

  it('by working days goes over days off, as its owner has them', () => {
    expect(move(1, 'working-days')).toBe('2026-03-30T15:00:00.000Z')
    expect(move(-5, 'working-days')).toBe('2026-03-20T16:00:00.000Z')
    const dubai = { zone: 'Asia/Dubai', hours: { ...DEFAULT_WORKING_HOURS, days: [7, 1, 2, 3, 4] } }
    // There it is midnight, the end of Friday: it becomes the end of Monday, or of Thursday.
    const manila = { zone: 'Asia/Manila', hours: DEFAULT_WORKING_HOURS }
    expect(move(1, 'working-days', manila)).toBe('2026-03-30T16:00:00.000Z')
    expect(move(-1, 'working-days', manila)).toBe('2026-03-26T16:00:00.000Z')
    // There it is Friday evening, and the week begins on Sunday.
    expect(move(1, 'working-days', dubai)).toBe('2026-03-29T16:00:00.000Z')
  })
})
