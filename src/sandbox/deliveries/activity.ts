import { realNow } from '../real-time.ts'

/** What apps are doing: calls under way and when the last one ended, so that one can wait until they are done. */
export interface Activity {
  begin(): () => void
  /** Resolves when nothing has been under way for `quietMs`, at the latest at the real instant `until`. */
  quiet(quietMs: number, until: number): Promise<void>
}

export function openActivity(): Activity {
  let under = 0
  let last = 0
  return {
    begin: () => {
      under += 1
      last = realNow()
      let ended = false
      return () => {
        if (ended) return
        ended = true
        under -= 1
        last = realNow()
      }
    },
    quiet: async (quietMs, until) => {
      const from = realNow()
      for (;;) {
        const now = realNow()
        const still = under === 0 ? now - Math.max(last, from) : 0
        if ((under === 0 && still >= quietMs) || now >= until) return
        const wait = under === 0 ? quietMs - still : 10
        await new Promise((resolve) => setTimeout(resolve, Math.max(1, Math.min(wait, until - now))))
      }
    },
  }
}
