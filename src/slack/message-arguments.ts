import type { Block } from '@slack/types'
import type { MessageContent } from '../domain/notice.ts'

/** What every message of ours has: a text that is complete for notifications, and no previews of links in it. */
export const messageArguments = ({ text, blocks }: MessageContent) => ({
  text,
  // Views make Block Kit that their tests hold to Slack's limits; the domain's type knows nothing of Slack's.
  blocks: [...blocks] as Block[],
  unfurl_links: false,
  unfurl_media: false,
})

/** What of it holds for `chat.postEphemeral` and `chat.update` too. */
export function visibleArguments(content: MessageContent): { text: string; blocks: Block[] } {
  const { text, blocks } = messageArguments(content)
  return { text, blocks }
}
