import { WebClient } from '@slack/web-api'
import { clientOptions } from './client-options.ts'
import type { ClientSettings } from './client-options.ts'

/** More workspaces than are busy at one time in one process; a client costs little to make again. */
const CAPACITY = 500

/** One Web API client for each workspace. */
export interface Clients {
  /** @throws when the workspace has not installed the app, or its token cannot be had */
  clientFor(workspaceId: string): Promise<WebClient>
  /** Forgets the client, as after an uninstallation. */
  forget(workspaceId: string): void
}

/**
 * Keeps clients by workspace, the least used of which leaves when there are too many. A token that was rotated replaces
 * its client, so that none with an old token is left behind.
 */
export function buildClients(
  settings: ClientSettings,
  tokenOf: (workspaceId: string) => Promise<string>,
  capacity: number = CAPACITY,
): Clients {
  const kept = new Map<string, { readonly token: string; readonly client: WebClient }>()
  return {
    clientFor: async (workspaceId) => {
      const token = await tokenOf(workspaceId)
      const found = kept.get(workspaceId)
      // Taken out and put back: a Map keeps the order of insertion, so the first is the one that was used longest ago.
      kept.delete(workspaceId)
      const entry = found?.token === token ? found : { token, client: new WebClient(token, clientOptions(settings)) }
      kept.set(workspaceId, entry)
      const oldest = kept.keys().next()
      if (kept.size > capacity && !oldest.done) kept.delete(oldest.value)
      return entry.client
    },
    forget: (workspaceId) => {
      kept.delete(workspaceId)
    },
  }
}
