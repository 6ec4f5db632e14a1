import { performance } from 'node:perf_hooks'

import type { Clock, Ids } from '../../src/ports.ts'

/** A clock whose world stands still until a test moves it, while real time runs on by itself. */
export interface MovableClock extends Clock {
  set(at: Date | string): void
  /** Moves world time on. */
  advance(milliseconds: number): void
  /** Lets real time jump, so that a lease ends without waiting for it. */
  advanceWall(milliseconds: number): void
}

export function fixedClock(at: Date | string): MovableClock {
  let world = new Date(at).getTime()
  let jumped = 0
  return {
    now: () => new Date(world),
    wall: () => Math.floor(performance.timeOrigin + performance.now()) + jumped,
    set: (next) => {
      world = new Date(next).getTime()
    },
    advance: (milliseconds) => {
      world += milliseconds
    },
    advanceWall: (milliseconds) => {
      jumped += milliseconds
    },
  }
}

/** Identifiers that rise and can be foretold: `id-000001`, `id-000002` and so on. */
export function sequentialIds(prefix = 'id'): Ids {
  let last = 0
  return { next: () => `${prefix}-${String((last += 1)).padStart(6, '0')}` }
}
