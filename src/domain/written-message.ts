/** What Slack's event tells of a message, as far as it says who wrote it and where it stands. */
interface MessageFacts {
  readonly subtype?: string | undefined
  readonly user?: string | undefined
  readonly bot_id?: string | null | undefined
  readonly ts: string
  readonly thread_ts?: string | undefined
}

/** Subtypes of messages that people write; all others tell of joins, topics, apps and the like. */
const WRITTEN: ReadonlySet<string | undefined> = new Set([undefined, 'file_share', 'thread_broadcast', 'me_message'])

/** The person who wrote a message; null for what an app or Slack itself wrote. */
export const writerOf = ({ subtype, user, bot_id: botId }: MessageFacts): string | null =>
  user === undefined || botId || !WRITTEN.has(subtype) ? null : user

/** The thread that a message is a reply in; null for one that stands in the channel itself. */
export const threadOf = ({ ts, thread_ts: threadTs }: MessageFacts): string | null =>
  threadTs === undefined || threadTs === ts ? null : threadTs

/** Whether an event says that a message is gone. One with replies leaves a stone in its place. */
export const tellsOfDeletion = ({
  subtype,
  message,
}: Pick<MessageFacts, 'subtype'> & { readonly message?: Pick<MessageFacts, 'subtype'> | undefined }): boolean =>
  subtype === 'message_deleted' || message?.subtype === 'tombstone'
