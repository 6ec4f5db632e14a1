import { zoneOffset } from '../shapes/user.ts'
import type { UserRecord } from './records.ts'
import type { World } from './world.ts'

export interface DndState {
  readonly enabled: boolean
  /** Unix seconds of the present or next daily window; 1 and 1 without one. */
  readonly start: number
  readonly end: number
  readonly snoozed: boolean
  /** True when notifications are held back now. */
  readonly quiet: boolean
}

const DAY = 86_400

/** When this person does not want to be disturbed, in their own zone. */
export function dndOf(world: World, user: UserRecord): DndState {
  const now = Math.floor(world.clock.ms() / 1000)
  const snoozed = user.snoozeUntil > now
  if (!user.dnd) return { enabled: false, start: 1, end: 1, snoozed, quiet: snoozed }
  const offset = zoneOffset(user.tz, world.clock.now())
  const midnight = Math.floor((now + offset) / DAY) * DAY - offset
  for (const day of [-1, 0, 1]) {
    const start = midnight + day * DAY + seconds(user.dnd.start)
    const length = (seconds(user.dnd.end) - seconds(user.dnd.start) + DAY) % DAY
    const end = start + length
    if (end > now) return { enabled: true, start, end, snoozed, quiet: snoozed || start <= now }
  }
  return { enabled: true, start: 1, end: 1, snoozed, quiet: snoozed }
}

function seconds(time: string): number {
  const [hours, minutes] = time.split(':').map(Number)
  return (hours ?? 0) * 3600 + (minutes ?? 0) * 60
}
