import { realNow } from '../real-time.ts'

/**
 * World time: what people in the sandbox live in. It runs with real time from where it was put, or stands still; it
 * never goes backwards. While `held`, it stands still for the length of a move.
 */
export interface WorldClock {
  now(): Date
  ms(): number
  readonly running: boolean
  set(to: number): void
  run(running: boolean): void
  /** Stands still from now on; the function returned lets it run again, if it ran before. */
  hold(): () => void
}

export function worldClock(start: number, running: boolean): WorldClock {
  let base = start
  let anchor = realNow()
  let runs = running
  let holds = 0
  const ms = (): number => (runs && holds === 0 ? Math.max(base, base + realNow() - anchor) : base)
  const settle = (): void => {
    base = ms()
    anchor = realNow()
  }
  return {
    ms,
    now: () => new Date(ms()),
    get running() {
      return runs
    },
    set: (to) => {
      settle()
      base = Math.max(base, to)
    },
    run: (to) => {
      settle()
      runs = to
    },
    hold: () => {
      settle()
      holds += 1
      return () => {
        settle()
        holds -= 1
      }
    },
  }
}
