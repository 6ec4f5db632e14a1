import type { WebClient } from '@slack/web-api'

/** More people than get messages from one process in a day. */
const CAPACITY = 10_000

/** Knows the channel of each member's direct message with the app. */
export interface DirectMessages {
  of(client: WebClient, workspaceId: string, memberId: string): Promise<string>
}

/** Asks Slack for a direct message's channel once and keeps it: the channel of two people never changes. */
export function openDirectMessages(): DirectMessages {
  const channels = new Map<string, string>()
  return {
    of: async (client, workspaceId, memberId) => {
      const key = `${workspaceId} ${memberId}`
      const known = channels.get(key)
      if (known !== undefined) return known
      const { channel } = await client.conversations.open({ users: memberId })
      if (channel?.id === undefined) throw new Error('Slack opened no direct message.')
      if (channels.size >= CAPACITY) channels.clear()
      channels.set(key, channel.id)
      return channel.id
    },
  }
}
