import { realNow } from '../real-time.ts'
import type { World } from '../world/world.ts'
import type { Tier } from './method.ts'

/** Calls a minute, per method, workspace and app; a bucket of that size, refilled evenly. */
const PER_MINUTE: Readonly<Record<1 | 2 | 3 | 4, number>> = { 1: 1, 2: 20, 3: 50, 4: 100 }
/** A channel takes a burst of posts, then one a second. */
const CHANNEL_BURST = 30

interface Bucket {
  left: number
  real: number
  world: number
}

export interface Rates {
  /** Seconds to wait, or undefined when the call may go on. */
  take(method: string, tier: Tier, teamId: string): number | undefined
  /** A post into a channel; other methods, and calls without one, are free. */
  takePost(method: string, channel: string | undefined): number | undefined
}

/** Buckets refill by real or by world time, whichever moved more: a moved clock sets them free. */
export function openRates(world: World): Rates {
  const buckets = new Map<string, Bucket>()
  const take = (key: string, size: number, perSecond: number): number | undefined => {
    const now = { real: realNow(), world: world.clock.ms() }
    const bucket = buckets.get(key) ?? { left: size, ...now }
    const passed = Math.max(now.real - bucket.real, now.world - bucket.world, 0)
    const left = Math.min(size, bucket.left + (passed / 1000) * perSecond)
    const goes = left >= 1
    buckets.set(key, { left: goes ? left - 1 : left, ...now })
    return goes ? undefined : Math.max(1, Math.ceil((1 - left) / perSecond))
  }
  return {
    take: (method, tier, teamId) =>
      tier === 'special' ? undefined : take(`${teamId} ${method}`, PER_MINUTE[tier], PER_MINUTE[tier] / 60),
    takePost: (method, channel) =>
      method === 'chat.postMessage' && channel !== undefined ? take(`post ${channel}`, CHANNEL_BURST, 1) : undefined,
  }
}
