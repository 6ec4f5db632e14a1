import { newSecret } from '../world/ids.ts'
import type { HookRecord, InstallRecord } from '../world/records.ts'
import type { Services } from '../services.ts'

/** A response_url lives 30 minutes of world time and takes five answers. */
const LIFE_MS = 30 * 60_000
const USES = 5

interface Asked {
  readonly install: InstallRecord
  readonly channel: string
  readonly userId: string
  readonly original?: string
  readonly originalThread?: string
  readonly unfurl?: number
  readonly kind: 'commands' | 'actions' | 'app-actions'
}

/** Makes the `response_url` of one interaction. */
export function issueHook(s: Services, asked: Asked): string {
  const id = newSecret(12)
  sweep(s)
  s.world.hooks.put({
    id,
    installId: asked.install.id,
    channel: asked.channel,
    userId: asked.userId,
    expiresAt: s.world.clock.ms() + LIFE_MS,
    left: USES,
    ...(asked.original === undefined ? {} : { original: asked.original }),
    ...(asked.originalThread === undefined ? {} : { originalThread: asked.originalThread }),
    ...(asked.unfurl === undefined ? {} : { unfurl: asked.unfurl }),
  })
  return `${s.url()}/${asked.kind}/${asked.install.teamId}/${id}`
}

/** Hooks come in the order in which they end, so that the first that is good still ends the search. */
function sweep(s: Services): void {
  const now = s.world.clock.ms()
  for (const hook of s.world.hooks.all()) {
    if (hook.expiresAt >= now) return
    s.world.hooks.remove(hook.id)
  }
}

/** Takes one use of a response_url, or says why there is none. */
export function useHook(s: Services, id: string): HookRecord | 'expired_url' | 'used_url' {
  const hook = s.world.hooks.get(id)
  if (!hook || hook.expiresAt < s.world.clock.ms()) return 'expired_url'
  if (hook.left <= 0) return 'used_url'
  s.world.hooks.put({ ...hook, left: hook.left - 1 })
  return hook
}
