import type { StreamEvent } from '../protocol.ts'

/** What changed in the world, told as it happens; `user` says whom alone it concerns. */
export type Change = StreamEvent & { readonly user?: string; readonly byApp?: string }

export interface Feed {
  tell(change: Change): void
  listen(listener: (change: Change) => void): () => void
}

export function openFeed(): Feed {
  const listeners = new Set<(change: Change) => void>()
  return {
    tell: (change) => {
      for (const listener of listeners) listener(change)
    },
    listen: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
