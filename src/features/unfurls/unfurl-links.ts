import type { LinkEvent } from './inputs.ts'
import { namedReferences } from './named-references.ts'
import { channelOf, showTask, sightOfAuthor } from './show-tasks.ts'
import { UNFURL_RULES } from '../../domain/unfurl.ts'
import type { Ports } from '../../ports.ts'

type Shared = LinkEvent & { readonly workspaceId: string }

/** The links to tasks of the workspace, each task once. */
function linkedIn({ addresses }: Ports, { workspaceId, urls }: Shared): ReadonlyMap<string, string> {
  const links = new Map<string, string>()
  for (const url of urls) {
    const named = addresses.read(url)
    if (named?.workspaceId === workspaceId && !links.has(named.reference)) links.set(named.reference, url)
  }
  return links
}

/** How many tasks the message names, as far as Runsheet may read it. */
async function countNamed(ports: Ports, { workspaceId, channelId, ts, isMember }: Shared, linked: readonly string[]) {
  const message = isMember ? await ports.messenger.read(workspaceId, { channelId, ts }) : undefined
  return new Set([...linked, ...(await namedReferences(ports, workspaceId, message?.text ?? ''))]).size
}

/** Shows the tasks that a message links to, below their links. */
export async function unfurlLinks(ports: Ports, shared: Shared): Promise<void> {
  const { threadTs, isMember } = shared
  const links = linkedIn(ports, shared)
  if (links.size === 0) return
  const naming = { ...shared, rootTs: threadTs }
  const sight = await sightOfAuthor(ports, naming)
  if (!sight) return
  if ((await countNamed(ports, shared, [...links.keys()])) > UNFURL_RULES.mostNamed) return
  const channel = await channelOf(ports, naming)
  for (const [reference, url] of links) {
    const task = await ports.tasks.byReference(sight, reference)
    if (task) await showTask(ports, naming, channel, { task, url, steady: !isMember })
  }
}
