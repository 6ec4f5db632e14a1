import type { NamingMessage } from './inputs.ts'
import { namedReferences } from './named-references.ts'
import { channelOf, showTask, sightOfAuthor } from './show-tasks.ts'
import { linksIn } from '../../domain/named-tasks.ts'
import { UNFURL_RULES } from '../../domain/unfurl.ts'
import type { Ports } from '../../ports.ts'

export interface Said {
  readonly workspaceId: string
  readonly botUserId: string
  readonly message: NamingMessage
  readonly external: boolean | undefined
}

/**
 * Shows the tasks that a message names in passing, as replies in its thread. What is said to Runsheet is answered
 * otherwise, and a link is shown below the message itself.
 */
export async function unfurlMessage(ports: Ports, { workspaceId, botUserId, message, external }: Said): Promise<void> {
  const { channelId, ts, threadTs, authorId, text } = message
  if (text.includes(`<@${botUserId}`)) return
  const references = await namedReferences(ports, workspaceId, text)
  const linked = linksIn(text).flatMap((url) => ports.addresses.read(url)?.reference ?? [])
  if (references.length === 0 || new Set([...references, ...linked]).size > UNFURL_RULES.mostNamed) return
  const naming = { workspaceId, channelId, ts, rootTs: threadTs ?? ts, authorId, external }
  const sight = await sightOfAuthor(ports, naming)
  if (!sight) return
  const channel = await channelOf(ports, naming)
  for (const reference of references.filter((each) => !linked.includes(each))) {
    const task = await ports.tasks.byReference(sight, reference)
    if (task) await showTask(ports, naming, channel, { task, url: null, steady: false })
  }
}
