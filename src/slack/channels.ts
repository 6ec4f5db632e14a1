import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import type { Channels, Clock } from '../ports.ts'
import type { Clients } from './clients.ts'
import { slackErrorOf } from './delivery.ts'

/** How long it is believed who is where: Slack tells this process at once, and others that run beside it not. */
const BELIEVED = 5 * 60_000
const CAPACITY = 5_000
const PAGE = 999
const TYPES = 'public_channel,private_channel'

const Info = z.object({
  channel: z.looseObject({
    is_private: z.boolean().optional(),
    is_ext_shared: z.boolean().optional(),
    is_pending_ext_shared: z.boolean().optional(),
  }),
})
const Joined = z.object({
  channels: z.array(z.looseObject({ id: z.string() })),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
})

export interface SlackChannels extends Channels {
  /** Somebody joined or left a channel. */
  forget(workspaceId: string, memberId: string): void
}

interface Known {
  readonly ids: Promise<ReadonlySet<string>>
  readonly until: number
}

/** Asks Slack, and keeps for a few minutes in which channels somebody is. */
export function buildChannels({ clients, clock }: { readonly clients: Clients; readonly clock: Clock }): SlackChannels {
  const known = new Map<string, Known>()
  const keyOf = (workspaceId: string, memberId: string): string => `${workspaceId} ${memberId}`

  const ask = async (workspaceId: string, memberId: string): Promise<ReadonlySet<string>> =>
    channelsOf(await clients.clientFor(workspaceId), memberId)

  return {
    isPrivate: async (workspaceId, channelId) => {
      const info = await infoOf(await clients.clientFor(workspaceId), channelId)
      // Slack hides private channels from apps that are not in them.
      return !info || info.is_private === true
    },
    isExternal: async (workspaceId, channelId) => {
      const info = await infoOf(await clients.clientFor(workspaceId), channelId)
      return info?.is_ext_shared === true || info?.is_pending_ext_shared === true
    },
    of: (workspaceId, memberId) => {
      const key = keyOf(workspaceId, memberId)
      const found = known.get(key)
      if (found && found.until > clock.wall()) return found.ids
      const ids = ask(workspaceId, memberId)
      // A failure is not kept: the next who asks, asks Slack.
      ids.catch(() => known.delete(key))
      if (known.size >= CAPACITY) known.clear()
      known.set(key, { ids, until: clock.wall() + BELIEVED })
      return ids
    },
    forget: (workspaceId, memberId) => {
      known.delete(keyOf(workspaceId, memberId))
    },
  }
}

type Info = z.infer<typeof Info>['channel']

/** Undefined for what Slack does not show to Runsheet. */
async function infoOf(client: WebClient, channelId: string): Promise<Info | undefined> {
  try {
    return Info.parse(await client.conversations.info({ channel: channelId })).channel
  } catch (error) {
    if (slackErrorOf(error) === 'channel_not_found') return undefined
    throw error
  }
}

async function channelsOf(client: WebClient, memberId: string): Promise<ReadonlySet<string>> {
  const ids = new Set<string>()
  for (let cursor = ''; ;) {
    const next = cursor === '' ? {} : { cursor }
    const page = Joined.parse(await client.users.conversations({ user: memberId, types: TYPES, limit: PAGE, ...next }))
    for (const { id } of page.channels) ids.add(id)
    cursor = page.response_metadata?.next_cursor ?? ''
    if (cursor === '') return ids
  }
}
