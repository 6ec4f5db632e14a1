import type { WebClient } from '@slack/web-api'
import type { MessageContent } from '../domain/notice.ts'
import { UserError } from '../errors.ts'
import type { Addressee, Log, Messenger } from '../ports.ts'
import type { Clients } from './clients.ts'
import { slackErrorOf } from './delivery.ts'
import { openDirectMessages } from './direct-messages.ts'
import { messageArguments, visibleArguments } from './message-arguments.ts'
import { readFile } from './read-file.ts'
import { readMessage } from './read-message.ts'
import { postToResponseUrl } from './response-url.ts'
import { buildSending } from './sending.ts'
import { asHome, asModal } from './views.ts'

export interface MessengerParts {
  readonly clients: Clients
  readonly log: Log
}

/** Sends to Slack by its Web API, each call once. */
export function buildMessenger({ clients, log }: MessengerParts): Messenger {
  const directMessages = openDirectMessages()
  return {
    ...buildSending({ clients, directMessages, log }),
    whisper: async (workspaceId, to, content) => {
      const client = await clients.clientFor(workspaceId)
      if (await answerThere(client, to, content)) return
      const channel = await directMessages.of(client, workspaceId, to.memberId)
      await client.chat.postMessage({ channel, ...messageArguments(content) })
    },
    respond: postToResponseUrl,
    openModal: async (workspaceId, triggerId, view) => {
      const client = await clients.clientFor(workspaceId)
      await client.views.open({ trigger_id: triggerId, view: asModal(view) }).catch((error: unknown) => {
        throw expiredTrigger(error) ?? error
      })
    },
    updateModal: async (workspaceId, { viewId, hash }, view) => {
      const client = await clients.clientFor(workspaceId)
      try {
        await client.views.update({ view_id: viewId, view: asModal(view), ...(hash === undefined ? {} : { hash }) })
        return true
      } catch (error) {
        const name = slackErrorOf(error)
        if (name === 'hash_conflict') return false
        if (name !== undefined && CLOSED.has(name)) return true
        throw error
      }
    },
    publishHome: async (workspaceId, memberId, view) => {
      const client = await clients.clientFor(workspaceId)
      await client.views.publish({ user_id: memberId, view: asHome(view) })
    },
    permalink: async (workspaceId, { channelId, ts }) => {
      const client = await clients.clientFor(workspaceId)
      const { permalink } = await client.chat.getPermalink({ channel: channelId, message_ts: ts })
      if (permalink === undefined) throw new Error('Slack gave no permalink.')
      return permalink
    },
    file: async (workspaceId, fileId) => readFile(await clients.clientFor(workspaceId), fileId),
    read: async (workspaceId, message) => readMessage(await clients.clientFor(workspaceId), message),
  }
}

/** False where Slack refuses to show it there: the person or the app is not in the channel, or it is archived. */
async function answerThere(client: WebClient, to: Addressee, content: MessageContent): Promise<boolean> {
  const { memberId: user, channelId: channel, threadTs } = to
  if (channel === null) return false
  const thread = threadTs === null ? {} : { thread_ts: threadTs }
  try {
    if (to.direct) await client.chat.postMessage({ channel, ...messageArguments(content), ...thread })
    else await client.chat.postEphemeral({ channel, user, ...visibleArguments(content), ...thread })
    return true
  } catch (error) {
    if (slackErrorOf(error) === undefined) throw error
    return false
  }
}

/** Whoever had the modal open has closed it. */
const CLOSED: ReadonlySet<string> = new Set(['not_found', 'view_not_found'])

/** Slack documents the first two names in one place and the others in another. */
const EXPIRED: ReadonlySet<string> = new Set([
  'expired_trigger_id',
  'exchanged_trigger_id',
  'trigger_expired',
  'trigger_exchanged',
])

function expiredTrigger(error: unknown): UserError | undefined {
  const name = slackErrorOf(error)
  if (name === undefined || !EXPIRED.has(name)) return undefined
  return new UserError(
    'slack.trigger-expired',
    'That took longer than Slack waits to open a form. Please try it again.',
  )
}
