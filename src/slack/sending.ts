import type { WebClient } from '@slack/web-api'
import type { Destination, MessageContent } from '../domain/notice.ts'
import type { Delivery, Log, Messenger } from '../ports.ts'
import type { Clients } from './clients.ts'
import { sortFailure } from './delivery.ts'
import type { DirectMessages } from './direct-messages.ts'
import { UnknownWorkspace } from './errors.ts'
import { findMessage, POST_EVENT } from './find-message.ts'
import { messageArguments, visibleArguments } from './message-arguments.ts'

const NO_TOKEN_WAIT = 10_000

export interface SendingParts {
  readonly clients: Clients
  readonly directMessages: DirectMessages
  readonly log: Log
}

/** Where a message goes, once a member's direct message has been opened. */
type Place = Exclude<Destination, { kind: 'member' }>

/** The two halves of posting once: the post, and the look-up that settles whether it arrived. */
export function buildSending({ clients, directMessages, log }: SendingParts): Pick<Messenger, 'send' | 'find'> {
  const place = async (client: WebClient, workspaceId: string, to: Destination): Promise<Place> =>
    to.kind === 'member'
      ? { kind: 'channel', channelId: await directMessages.of(client, workspaceId, to.memberId), threadTs: null }
      : to

  const send: Messenger['send'] = async (workspaceId, to, content, key) => {
    let client: WebClient
    try {
      client = await clients.clientFor(workspaceId)
    } catch (error) {
      // Where the app is not installed any more nothing can be said; all else is between us and our tokens, and passes.
      if (error instanceof UnknownWorkspace) return { kind: 'refused', error: 'not_installed' }
      return { kind: 'later', afterMilliseconds: NO_TOKEN_WAIT, error: sortFailure(error).error }
    }
    let destination: Place
    try {
      destination = await place(client, workspaceId, to)
    } catch (error) {
      return surelyNotPosted(sortFailure(error))
    }
    try {
      const ts = await post(client, destination, content, key)
      return { kind: 'sent', position: { channelId: destination.channelId, ts } }
    } catch (error) {
      return sortFailure(error)
    }
  }

  const find: Messenger['find'] = async (workspaceId, to, key, since) => {
    // What is changed twice in the same way is as it was, so there is no need to know.
    if (to.kind === 'edit' || to.kind === 'unfurl' || to.kind === 'removal') return 'absent'
    try {
      const client = await clients.clientFor(workspaceId)
      const { channelId } = await place(client, workspaceId, to)
      const threadTs = to.kind === 'channel' ? to.threadTs : null
      const ts = await findMessage(client, { channelId, threadTs, key, since })
      return ts === undefined ? 'absent' : { channelId, ts }
    } catch (error) {
      log.warn({ workspaceId, key, err: error }, 'Slack did not say whether a message was posted')
      return 'unknown'
    }
  }

  return { send, find }
}

/** Before the call that posts, an unclear failure is a clear one. */
const surelyNotPosted = (failure: Delivery): Delivery =>
  failure.kind === 'unknown' ? { kind: 'later', afterMilliseconds: 5_000, error: failure.error } : failure

async function post(client: WebClient, to: Place, content: MessageContent, key: string): Promise<string> {
  const metadata = { event_type: POST_EVENT, event_payload: { key } }
  if (to.kind === 'edit') {
    // Left out, `parse` and `link_names` go back to defaults that make links of plain words.
    const asWritten = { parse: 'none', link_names: false } as const
    await client.chat.update({
      channel: to.channelId,
      ts: to.ts,
      ...visibleArguments(content),
      metadata,
      ...asWritten,
    })
    return to.ts
  }
  if (to.kind === 'removal') {
    await client.chat.delete({ channel: to.channelId, ts: to.ts })
    return to.ts
  }
  if (to.kind === 'unfurl') {
    const { text, blocks } = visibleArguments(content)
    await client.chat.unfurl({ channel: to.channelId, ts: to.ts, unfurls: { [to.url]: { blocks, fallback: text } } })
    return to.ts
  }
  const thread = to.threadTs === null ? {} : { thread_ts: to.threadTs }
  const { ts } = await client.chat.postMessage({
    channel: to.channelId,
    ...messageArguments(content),
    metadata,
    ...thread,
  })
  if (ts === undefined) throw new Error('Slack gave no position of the message.')
  return ts
}
