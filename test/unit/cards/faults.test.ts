import { describe, expect, it } from 'vitest'
import { dateFault } from '../../../src/cards/faults.ts'

describe('why words are no date', () => {
  it('names no way to say it twice', () => {
    expect(dateFault({ kind: 'not-understood', words: 'fri 5pm IST', near: 'fri 5pm' }, 'Europe/Berlin')).toBe(
      '“fri 5pm IST” could not be read as a date. Did you mean “fri 5pm”? You can also write “in 3 days”, “tomorrow” or 2026-03-06.',
    )
  })
})
