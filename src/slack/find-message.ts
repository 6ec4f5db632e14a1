import type { WebClient } from '@slack/web-api'
import { z } from 'zod'

/** What `metadata.event_type` of every message says that went through the outbox. */
export const POST_EVENT = 'runsheet_post'

/** Slack's stamp and ours may differ, and a post may have been accepted before the attempt was noted. */
const MARGIN = 5 * 60_000
/** Slack's advice; fewer than the method's most (999) so that an answer stays small. */
const PAGE = 200
const MOST_PAGES = 20

const Found = z.object({
  messages: z.array(
    z.object({
      ts: z.string(),
      metadata: z
        .object({ event_type: z.string(), event_payload: z.object({ key: z.string().optional() }) })
        .optional(),
    }),
  ),
  has_more: z.boolean().optional(),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
})

export interface Search {
  readonly channelId: string
  readonly threadTs: string | null
  readonly key: string
  /** Nothing older than a few minutes before this is looked at. */
  readonly since: Date
}

/**
 * Finds the message whose metadata has `key`: its `ts`, or undefined when the history back to `since` has none.
 *
 * @throws when Slack does not show the whole stretch, so that nothing can be said
 */
export async function findMessage(client: WebClient, search: Search): Promise<string | undefined> {
  let cursor = ''
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer = Found.parse(await readPage(client, search, cursor))
    const message = answer.messages.find(
      ({ metadata }) => metadata?.event_type === POST_EVENT && metadata.event_payload.key === search.key,
    )
    if (message) return message.ts
    cursor = answer.response_metadata?.next_cursor ?? ''
    if (cursor === '') return undefined
  }
  throw new Error('The history is too long to search.')
}

function readPage(client: WebClient, { channelId, threadTs, since }: Search, cursor: string): Promise<unknown> {
  const options = {
    channel: channelId,
    oldest: String((since.getTime() - MARGIN) / 1000),
    inclusive: true,
    include_all_metadata: true,
    limit: PAGE,
    ...(cursor === '' ? {} : { cursor }),
  }
  return threadTs === null
    ? client.conversations.history(options)
    : client.conversations.replies({ ...options, ts: threadTs })
}
