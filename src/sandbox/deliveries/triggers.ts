import { randomBytes } from 'node:crypto'
import { realNow } from '../real-time.ts'

/** What a trigger id allows: to open a modal for this person, once, within three seconds of real time. */
export interface Trigger {
  readonly installId: string
  readonly userId: string
  readonly teamId: string
  /** The modal it came from, for `views.push`. */
  readonly viewId?: string
  /** The conversation that was open when it came about. */
  readonly channelId?: string
}

export interface Triggers {
  issue(trigger: Trigger): string
  /** Uses it up; `again` looks without using. */
  use(id: string): Trigger | 'expired_trigger_id' | 'exchanged_trigger_id' | 'invalid_trigger_id'
}

const LIFE_MS = 3000
const KEPT = 1000

export function openTriggers(): Triggers {
  const issued = new Map<string, { readonly trigger: Trigger; readonly at: number; used: boolean }>()
  return {
    issue: (trigger) => {
      const bytes = randomBytes(24)
      const id = `${bytes.readUInt32BE(0)}.${bytes.readUInt32BE(4)}.${bytes.subarray(8).toString('hex')}`
      issued.set(id, { trigger, at: realNow(), used: false })
      if (issued.size > KEPT) issued.delete(issued.keys().next().value ?? '')
      return id
    },
    use: (id) => {
      const found = issued.get(id)
      if (!found) return 'invalid_trigger_id'
      if (found.used) return 'exchanged_trigger_id'
      if (realNow() - found.at > LIFE_MS) return 'expired_trigger_id'
      found.used = true
      return found.trigger
    },
  }
}
