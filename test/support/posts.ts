import { isDrawing } from '../../src/domain/notice.ts'
import type { MessageContent, Post } from '../../src/domain/notice.ts'
import type { FakeSlack } from './fake-slack.ts'

interface Block {
  readonly type: string
  readonly text?: { readonly text: string }
  readonly fields?: readonly { readonly text: string }[]
  readonly elements?: readonly { readonly text: string | { readonly text: string }; readonly action_id?: string }[]
}

/** A message as it stands in Slack. */
export interface Posted {
  readonly channel: string
  readonly text: string
  readonly blocks: readonly Block[]
  readonly key: string
  /** World time of its arrival, to the second. */
  readonly at: string
}

/** Reads Slack's messages, each once: every call gives those that have come since the last. */
export function readerOf(slack: FakeSlack): () => readonly Posted[] {
  let seen = 0
  return () => {
    const fresh = slack.messages.slice(seen)
    seen = slack.messages.length
    const calls = slack.callsOf('chat.postMessage')
    return fresh.map(({ channel, text, key = '', ts }) => {
      const call = calls.findLast(({ form }) => form['channel'] === channel && form['metadata']?.includes(`"${key}"`))
      const blocks = JSON.parse(call?.form['blocks'] ?? '[]') as Block[]
      return { channel, text, key, blocks, at: new Date(Number(ts) * 1000).toISOString().slice(0, 16) }
    })
  }
}

/** All that a person reads in a message, a line a block, field or button. */
export function read(post: Pick<Posted, 'blocks'> | undefined): string {
  const lines = (post?.blocks ?? []).flatMap((block) => [
    ...(block.text ? [block.text.text] : []),
    ...(block.fields ?? []).map((field) => field.text),
    ...(block.elements ?? []).map((element) => {
      const text = typeof element.text === 'string' ? element.text : element.text.text
      return element.action_id ? `[${text}]` : text
    }),
  ])
  return lines.join('\n')
}

/** Whom a message pings. */
export const pings = (post: Posted): readonly string[] => [
  ...new Set([...`${post.text} ${read(post)}`.matchAll(/<[@!](?!date)[^>]*>/g)].map(([token]) => token)),
]

/** What a post says that was written with it; nothing for one that is drawn when it is sent, or is none. */
export const writtenIn = (post: Pick<Post, 'content'> | null | undefined): MessageContent =>
  post && !isDrawing(post.content) ? post.content : { text: '', blocks: [] }
