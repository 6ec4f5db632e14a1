import { performance } from 'node:perf_hooks'
import type { Clock } from './ports.ts'

/** Real time, in milliseconds since 1970; it never jumps back while the process runs. */
const wall = (): number => Math.floor(performance.timeOrigin + performance.now())

/** The system's clock. */
export const systemClock: Clock = { now: () => new Date(wall()), wall }

/** A clock whose world is told by `world`, such as the sandbox's; real time stays real. */
export const worldClock = (world: { now(): Date }): Clock => ({ now: () => world.now(), wall })
