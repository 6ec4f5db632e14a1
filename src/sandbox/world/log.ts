import type { LogEntry } from '../protocol.ts'
import type { World } from './world.ts'

/** What went over the wire between the sandbox and apps; the last 5,000 entries, since this start. */
export interface TrafficLog {
  add(entry: Omit<LogEntry, 'n' | 'at'>): void
  after(n: number): readonly LogEntry[]
}

const KEPT = 5000
const SECRETS = /xox[a-z](?:\.xox[a-z])?-[\w-]+|xapp-[\w-]+/g

export function openLog(world: World): TrafficLog {
  let entries: LogEntry[] = []
  let n = 0
  return {
    add: (entry) => {
      n += 1
      entries.push({ n, at: world.clock.now().toISOString(), ...entry })
      if (entries.length > KEPT * 2) entries = entries.slice(-KEPT)
      world.feed.tell({ kind: 'log', n })
    },
    after: (from) => entries.filter((entry) => entry.n > from).slice(-KEPT),
  }
}

/** Tokens are not for the log. */
export const withoutSecrets = (text: string): string => text.replaceAll(SECRETS, (token) => `${token.slice(0, 5)}…`)
