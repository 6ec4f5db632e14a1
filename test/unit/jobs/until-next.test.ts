import { describe, expect, it } from 'vitest'
import { untilNext } from '../../../src/jobs/until-next.ts'

const NOW = new Date('2026-03-02T08:00:00Z')
const WALL = 1_000_000
const idle = { at: null, retryAt: null, resting: [], lastWorked: WALL - 60_000, now: NOW, wall: WALL }

describe('how long a delivery waits before it looks again', () => {
  it.each([
    ['nothing waits', idle, undefined],
    ['a retry is near', { ...idle, retryAt: WALL + 3_000 }, 3_000],
    ['a retry is far', { ...idle, retryAt: WALL + 60_000 }, undefined],
    ['a retry has come due since the last look', { ...idle, retryAt: WALL }, 200],
    ['a retry came due a moment ago', { ...idle, retryAt: WALL - 5 }, 200],
    ['another process has held a retry for long', { ...idle, retryAt: WALL - 2_000 }, undefined],
    ['a post is due and its channel rests', { ...idle, at: NOW, resting: [WALL + 700] }, 700],
    ['a post is due and its channel has just ended its rest', { ...idle, at: NOW, resting: [WALL - 1] }, 200],
    ['a post is due and was just given back', { ...idle, at: NOW, lastWorked: WALL - 100 }, 200],
    ['another process has held what is due for long', { ...idle, at: NOW }, undefined],
    ['a post waits for its instant', { ...idle, at: new Date(NOW.getTime() + 1), resting: [WALL + 700] }, undefined],
  ])('%s', (_, standing, milliseconds) => {
    expect(untilNext(standing)).toBe(milliseconds)
  })
})
