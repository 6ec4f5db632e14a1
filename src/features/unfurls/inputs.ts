import { z } from 'zod'
import { tellsOfDeletion, threadOf, writerOf } from '../../domain/written-message.ts'

const Message = z.looseObject({
  subtype: z.string().optional(),
  user: z.string().optional(),
  bot_id: z.string().nullish(),
  text: z.string().nullish(),
  ts: z.string(),
  thread_ts: z.string().optional(),
  edited: z.unknown().optional(),
  attachments: z
    .array(z.looseObject({ app_unfurl_url: z.string().optional() }))
    .optional()
    .catch(undefined),
})
type Message = z.infer<typeof Message>

const Event = Message.extend({
  channel: z.string(),
  channel_type: z.string().optional(),
  message: Message.optional().catch(undefined),
  previous_message: Message.optional().catch(undefined),
})

/** A message that a person wrote, as far as it may name tasks. */
export interface NamingMessage {
  readonly channelId: string
  readonly ts: string
  /** Null for one that stands in the channel itself. */
  readonly threadTs: string | null
  readonly authorId: string
  readonly text: string
}

/** What messages tell of what is shown below them. */
export type Naming =
  | { readonly kind: 'said'; readonly message: NamingMessage }
  /** Previews were taken off a message, by hand or with their links. */
  | {
      readonly kind: 'removed'
      readonly channelId: string
      readonly ts: string
      readonly urls: readonly string[]
    }
  | { readonly kind: 'deleted'; readonly channelId: string; readonly ts: string }
  | { readonly kind: 'other' }

const previews = ({ attachments = [] }: Message): readonly string[] =>
  attachments.flatMap(({ app_unfurl_url: url }) => url ?? [])

function changedIn({ channel, message, previous_message: previous }: z.infer<typeof Event>): Naming {
  if (!message || !previous) return { kind: 'other' }
  const left = new Set(previews(message))
  const urls = previews(previous).filter((url) => !left.has(url))
  return urls.length > 0 ? { kind: 'removed', channelId: channel, ts: message.ts, urls } : { kind: 'other' }
}

function namingIn(event: z.infer<typeof Event>): Naming {
  const { channel, channel_type: type, ts } = event
  if (type === 'im' || type === 'mpim') return { kind: 'other' }
  if (tellsOfDeletion(event) && event.previous_message)
    return { kind: 'deleted', channelId: channel, ts: event.previous_message.ts }
  if (event.subtype === 'message_changed') return changedIn(event)
  const authorId = writerOf(event)
  if (authorId === null || event.edited) return { kind: 'other' }
  return {
    kind: 'said',
    message: { channelId: channel, ts, threadTs: threadOf(event), authorId, text: event.text ?? '' },
  }
}

/** `message`; `external` is undefined where Slack does not say. */
export const NamingEvent = z
  .looseObject({ event: Event, is_ext_shared_channel: z.boolean().optional() })
  .transform(({ event, is_ext_shared_channel: external }) => ({ naming: namingIn(event), external }))

/** `link_shared`; null while the message is still being written: where it will be read is not known. */
export const LinkEvent = z
  .looseObject({
    is_ext_shared_channel: z.boolean().optional(),
    event: z.looseObject({
      channel: z.string(),
      user: z.string(),
      message_ts: z.string(),
      thread_ts: z.string().optional(),
      source: z.string().optional(),
      is_bot_user_member: z.boolean().optional(),
      links: z.array(z.looseObject({ url: z.string() })),
    }),
  })
  .transform(({ event, is_ext_shared_channel: external }) => {
    if (event.source === 'composer') return null
    return {
      channelId: event.channel,
      ts: event.message_ts,
      threadTs: event.thread_ts ?? event.message_ts,
      authorId: event.user,
      urls: event.links.map(({ url }) => url),
      isMember: event.is_bot_user_member === true,
      // A link is rare enough to ask where the event does not say for sure.
      external: external === true ? true : undefined,
    }
  })
export type LinkEvent = NonNullable<z.infer<typeof LinkEvent>>
