import { signal } from '@preact/signals'
import type { Log, LogEntry } from '../../protocol.ts'
import { read } from './api.ts'

export const logOpen = signal(false)
export const entries = signal<readonly LogEntry[]>([])

/** More than this many are of no use on a screen. */
const KEEP = 500

/** Fetches what the log says since the last time, while the inspector is open. */
export async function loadLog(): Promise<void> {
  if (!logOpen.value) return
  const after = entries.value.at(-1)?.n ?? 0
  const got = await read<Log>('log', { after: String(after) })
  if (!got || got.entries.length === 0) return
  const known = entries.value.at(-1)?.n ?? 0
  entries.value = [...entries.value, ...got.entries.filter((entry) => entry.n > known)].slice(-KEEP)
}
