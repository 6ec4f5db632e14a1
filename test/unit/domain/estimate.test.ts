import { describe, expect, it } from 'vitest'
import { readEstimate } from '../../../src/domain/estimate.ts'

describe('readEstimate', () => {
  it.each([
    ['3h', 180],
    ['3 hours', 180],
    ['1.5d', 720],
    ['1,5d', 720],
    ['90m', 90],
    ['90 min', 90],
    ['1w', 2400],
    ['2 days', 960],
    ['half a day', 240],
    ['half day', 240],
    ['a day', 480],
    ['an hour', 60],
    ['a quarter of an hour', 15],
    ['½ day', 240],
    ['1½h', 90],
    ['1h30', 90],
    ['1h 30m', 90],
    ['1d 4h', 720],
    ['1 week and 2 days', 3360],
    ['a day and a half', 720],
    ['an hour and a half', 90],
    ['three hours', 180],
    ['0.5h', 30],
    ['2 Stunden', 120],
    ['1,5 Tage', 720],
    ['2 jours', 960],
    ['3 horas', 180],
    ['52w', 124_800],
  ])('%s is %i minutes', (words, minutes) => {
    expect(readEstimate(words)).toBe(minutes)
  })

  it.each([
    '',
    '3',
    '3-4h',
    '3h a day',
    '0h',
    '0.001h',
    '53w',
    '2 moons',
    '30m 2h',
    'h',
    '3 h h',
    '-2h',
    '1:30',
    '1h30m20',
    'soon',
    '__proto__',
  ])('does not understand "%s"', (words) => {
    expect(readEstimate(words)).toBeNull()
  })
})
