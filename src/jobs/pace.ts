import type { Clock } from '../ports.ts'

/** Slack takes one message a second and channel for long, and more only in short bursts. */
export const MESSAGE_INTERVAL = 1_000
/** Where world time differs this much from real time, it has been moved by hand. */
const MOVED = 5_000
const MOST_LANES = 5_000

/** Keeps the pace of one message a second in each lane. */
export interface Pace {
  /** Milliseconds of real time until the lane may have another message. */
  left(lane: string): number
  note(lane: string): void
  /** Until when, in real time, no process may post in the lane. */
  heldUntil(lane: string): number
}

/**
 * Counts the second by world or real time, whichever moved more: where a test or the sandbox moves the clock by days,
 * Slack's windows there are as empty as they would be after those days.
 */
export function buildPace(clock: Clock): Pace {
  const posted = new Map<string, { readonly world: number; readonly wall: number }>()
  const left = (lane: string): number => {
    const last = posted.get(lane)
    if (!last) return 0
    const passed = Math.max(clock.now().getTime() - last.world, clock.wall() - last.wall)
    return Math.max(0, MESSAGE_INTERVAL - passed)
  }
  return {
    left,
    note: (lane) => {
      // An old entry says nothing any more; dropping all of them at worst lets a burst through.
      if (posted.size >= MOST_LANES) posted.clear()
      posted.set(lane, { world: clock.now().getTime(), wall: clock.wall() })
    },
    heldUntil: (lane) => {
      const wall = clock.wall()
      // The store holds a lane by real time, which would be too long for a clock that is moved by hand.
      const moved = Math.abs(clock.now().getTime() - wall) > MOVED
      return moved ? wall : wall + left(lane)
    },
  }
}
