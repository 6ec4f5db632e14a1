import { CONVERSATION } from '../../block-kit/action-ids.ts'
import { actions, button, context, section } from '../../block-kit/blocks.ts'
import { code, line } from '../../block-kit/mrkdwn.ts'
import type { MessageContent } from '../../domain/notice.ts'
import type { MessagePosition } from '../../domain/task.ts'
import { plainText } from '../../domain/tokens.ts'

export { newsPosts } from '../../cards/news-posts.ts'

/** Somebody named Runsheet in a sentence for others, or reacted to a message. */
type Cause = 'named' | { readonly emoji: string }

const because = (cause: Cause): string =>
  cause === 'named'
    ? 'You see this because your message names Runsheet, and only you see it.'
    : `You see this because you reacted with :${cause.emoji}:, and only you see it.`

const QUOTED = 150

/** Offers to make a task of a message; nothing is made until the form is sent off. */
export function proposal({ channelId, ts }: MessagePosition, text: string, why: Cause): MessageContent {
  const quoted = line(plainText(text), QUOTED)
  const question = quoted === '' ? 'Make a task of this message?' : `Make a task of this message? “${quoted}”`
  return {
    text: question,
    blocks: [
      section(question),
      actions(button('Make a task…', CONVERSATION.makeTask, `${channelId} ${ts}`, { style: 'primary' })),
      context(because(why)),
    ],
  }
}

export const thanksReply = (): MessageContent => ({
  text: 'You are welcome.',
  blocks: [section(`You are welcome. ${code('help')} says what else there is.`)],
})

/** Why a question makes no task, in plain text. */
export const questionText = (): string =>
  'That ends with a question mark, so it was not made a task, and Runsheet cannot answer questions. Say help for what it can do; if it is to be a task, open it as a form, or say it without the question mark.'
