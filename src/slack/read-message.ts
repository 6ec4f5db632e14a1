import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import type { MessagePosition } from '../domain/task.ts'
import type { WrittenMessage } from '../ports.ts'
import { slackErrorOf } from './delivery.ts'

const Answer = z.object({
  messages: z.array(
    z.object({
      ts: z.string(),
      text: z.string().default(''),
      user: z.string().optional(),
      bot_id: z.string().optional(),
      subtype: z.string().optional(),
      thread_ts: z.string().optional(),
      // One that was deleted, or that another company shared, comes without a name or an address.
      files: z
        .array(z.object({ id: z.string(), name: z.string(), permalink: z.string() }).nullable().catch(null))
        .optional()
        .catch(undefined),
    }),
  ),
})

/** A thread's first message comes along, whichever of it was asked for. */
const MOST = 5

/** Reads one message, in a thread or not; undefined where Slack says that it is not there, or not for us. */
export async function readMessage(
  client: WebClient,
  { channelId, ts }: MessagePosition,
): Promise<WrittenMessage | undefined> {
  const span = { oldest: ts, latest: ts, inclusive: true, limit: MOST }
  try {
    const { messages } = Answer.parse(await client.conversations.replies({ channel: channelId, ts, ...span }))
    const found = messages.find((message) => message.ts === ts && message.subtype !== 'tombstone')
    if (!found) return undefined
    const authorId = found.bot_id === undefined ? (found.user ?? null) : null
    const files = found.files?.filter((file) => file !== null) ?? []
    return { text: found.text, authorId, threadTs: found.thread_ts ?? null, files }
  } catch (error) {
    if (slackErrorOf(error) === undefined) throw error
    return undefined
  }
}
