import { z } from 'zod'
import type { MessagePosition } from '../../domain/task.ts'
import { tellsOfDeletion, threadOf, writerOf } from '../../domain/written-message.ts'

const Written = z.looseObject({
  subtype: z.string().optional(),
  user: z.string().optional(),
  bot_id: z.string().nullish(),
  text: z.string().nullish(),
  ts: z.string(),
  thread_ts: z.string().optional(),
  edited: z.looseObject({ ts: z.string().optional() }).optional(),
  files: z
    .array(
      z.looseObject({
        id: z.string(),
        mode: z.string().optional(),
        name: z.string().nullish(),
        permalink: z.string().nullish(),
      }),
    )
    .optional()
    .catch(undefined),
})

/** A file as its message tells of it; what is null, Slack tells when it is asked. */
export interface MessageFile {
  readonly id: string
  readonly name: string | null
  readonly permalink: string | null
}

/** A message that a person wrote. */
export interface PersonsMessage {
  readonly channelId: string
  readonly ts: string
  /** The thread that it is a reply in; null for one that stands in the channel itself. */
  readonly threadTs: string | null
  readonly authorId: string
  readonly text: string
  readonly files: readonly MessageFile[]
}

/** What is left of a file that was deleted, or that a plan does not show any more. */
const REMAINS: ReadonlySet<string | undefined> = new Set(['tombstone', 'hidden_by_limit'])

const filesOf = ({ files = [] }: z.infer<typeof Written>): readonly MessageFile[] =>
  files
    .filter(({ mode }) => !REMAINS.has(mode))
    .map(({ id, name, permalink }) => ({ id, name: name ?? null, permalink: permalink ?? null }))

function persons(channelId: string, message: z.infer<typeof Written>): PersonsMessage | null {
  const authorId = writerOf(message)
  if (authorId === null) return null
  return {
    channelId,
    ts: message.ts,
    threadTs: threadOf(message),
    authorId,
    text: message.text ?? '',
    files: filesOf(message),
  }
}

/** What became known about messages: one is there, one says something else now, or one is gone. */
export type Happened =
  | { readonly kind: 'said'; readonly message: PersonsMessage }
  /** `at` is Slack's time of the edit, which tells edits apart. */
  | { readonly kind: 'edited'; readonly message: PersonsMessage; readonly at: string }
  | { readonly kind: 'deleted'; readonly message: PersonsMessage; readonly at: string }
  /** A message of an app's is gone. */
  | { readonly kind: 'withdrawn'; readonly message: MessagePosition }
  /** By an app, or nothing that a person said. */
  | { readonly kind: 'other' }

const Event = Written.extend({
  channel: z.string(),
  channel_type: z.string().optional(),
  event_ts: z.string().optional(),
  message: Written.optional().catch(undefined),
  previous_message: Written.optional().catch(undefined),
})

type Event = z.infer<typeof Event>

function changedIn({ channel, message, previous_message: previous }: Event, at: string): Happened {
  const changed = message && persons(channel, message)
  if (!message || !changed) return { kind: 'other' }
  if (message.text !== previous?.text) return { kind: 'edited', message: changed, at: message.edited?.ts ?? at }
  // Slack also says so when it adds a preview of a link, or somebody replies.
  const files = previous ? filesOf(previous).length : 0
  return files === changed.files.length ? { kind: 'other' } : { kind: 'edited', message: changed, at }
}

function deletedIn({ channel, previous_message: previous }: Event, at: string): Happened {
  const gone = previous && persons(channel, previous)
  if (gone) return { kind: 'deleted', message: gone, at }
  return previous?.bot_id ? { kind: 'withdrawn', message: { channelId: channel, ts: previous.ts } } : { kind: 'other' }
}

function happenedIn(event: Event): Happened {
  const at = event.event_ts ?? event.ts
  if (tellsOfDeletion(event)) return deletedIn(event, at)
  if (event.subtype === 'message_changed') return changedIn(event, at)
  const said = event.edited ? null : persons(event.channel, event)
  return said ? { kind: 'said', message: said } : { kind: 'other' }
}

/** `message` and `app_mention`. An edit that names Runsheet afresh is an edit, not a word to it. */
export const MessageEvent = z
  .looseObject({ event_id: z.string(), event: Event })
  .transform(({ event_id: eventId, event }) => ({
    eventId,
    direct: event.channel_type === 'im',
    happened: happenedIn(event),
  }))
export type MessageEvent = z.infer<typeof MessageEvent>

/** `reaction_added`; the position is null for what is no message. */
export const ReactionEvent = z
  .looseObject({
    event: z.looseObject({
      user: z.string(),
      reaction: z.string(),
      item_user: z.string().nullish(),
      item: z.looseObject({ channel: z.string().optional(), ts: z.string().optional() }),
    }),
  })
  .transform(({ event: { user, reaction, item_user: authorId, item } }) => ({
    actorId: user,
    // A hand's colour is behind the name.
    emoji: reaction.replace(/::skin-tone-\d$/, ''),
    authorId: authorId ?? null,
    on: item.channel !== undefined && item.ts !== undefined ? { channelId: item.channel, ts: item.ts } : null,
  }))
export type ReactionEvent = z.infer<typeof ReactionEvent>

/** A press of “Make a task…”; the value is the message's channel and time. */
export const MakeTaskPress = z
  .looseObject({
    user: z.looseObject({ id: z.string() }),
    trigger_id: z.string(),
    response_url: z.string().optional(),
    actions: z.tuple([z.looseObject({ value: z.string().regex(/^\w+ [\d.]+$/) })], z.unknown()),
  })
  .transform(({ user, trigger_id, response_url, actions: [{ value }] }) => {
    const [channelId = '', ts = ''] = value.split(' ')
    return { actorId: user.id, triggerId: trigger_id, responseUrl: response_url ?? null, on: { channelId, ts } }
  })
export type MakeTaskPress = z.infer<typeof MakeTaskPress>

/** `file_deleted`. */
export const FileEvent = z
  .looseObject({ event: z.looseObject({ file_id: z.string() }) })
  .transform(({ event }) => ({ fileId: event.file_id }))
