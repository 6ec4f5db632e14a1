import { describe, expect, it } from 'vitest'
import { buildPace } from '../../../src/jobs/pace.ts'

/** Both times in the test's hand. */
function clockAt(world: number, wall: number) {
  const times = { world, wall }
  return { times, clock: { now: () => new Date(times.world), wall: () => times.wall } }
}

describe('the pace of a channel', () => {
  it('is one message a second, counted for each channel', () => {
    const { times, clock } = clockAt(1_000_000, 1_000_000)
    const pace = buildPace(clock)
    expect(pace.left('a')).toBe(0)
    pace.note('a')
    times.wall += 300
    times.world += 300
    expect([pace.left('a'), pace.left('b')]).toEqual([700, 0])
    times.wall += 700
    expect(pace.left('a')).toBe(0)
  })

  it('counts whichever of the two times moved more', () => {
    const { times, clock } = clockAt(0, 1_000_000)
    const pace = buildPace(clock)
    pace.note('a')
    times.world += 86_400_000
    expect(pace.left('a')).toBe(0)
    pace.note('a')
    times.wall += 400
    expect(pace.left('a')).toBe(600)
  })

  it('holds the channel for other processes only where time is not moved by hand', () => {
    const real = clockAt(1_000_000, 1_000_200)
    const pace = buildPace(real.clock)
    pace.note('a')
    expect(pace.heldUntil('a')).toBe(1_001_200)
    const moved = clockAt(0, 1_000_000)
    const other = buildPace(moved.clock)
    other.note('a')
    expect(other.heldUntil('a')).toBe(1_000_000)
  })
})
