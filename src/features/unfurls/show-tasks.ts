import { unfurlPost } from './views.ts'
import { isAbout, isDue, mayBeShown, withPlace } from '../../domain/unfurl.ts'
import type { Channel, UnfurlPlace } from '../../domain/unfurl.ts'
import type { Task } from '../../domain/task.ts'
import type { Sight } from '../../domain/sight.ts'
import { DEFAULT_SETTINGS } from '../../domain/workspace.ts'
import type { Ports } from '../../ports.ts'

/** A message that names tasks, and where. */
export interface Naming {
  readonly workspaceId: string
  readonly channelId: string
  readonly ts: string
  /** The first message of the thread that a reply to it stands in. */
  readonly rootTs: string
  readonly authorId: string
  /** Whether people of other companies read the channel; undefined where the event did not say. */
  readonly external: boolean | undefined
}

/**
 * What the author of a message may see, where tasks that it names are to be shown at all: the workspace wants it, and a
 * person of it wrote. Null otherwise.
 */
export async function sightOfAuthor(ports: Ports, { workspaceId, authorId }: Naming): Promise<Sight | null> {
  const { unfurls } = (await ports.workspaces.get(workspaceId))?.settings ?? DEFAULT_SETTINGS
  if (!unfurls) return null
  const author = await ports.directory.member(workspaceId, authorId)
  return author.kind === 'bot' || author.kind === 'external' ? null : ports.sights.of(author)
}

/** The channel of a message, once it is sure who reads it. */
export async function channelOf(ports: Ports, { workspaceId, channelId, external }: Naming): Promise<Channel> {
  return { id: channelId, external: external ?? (await ports.channels.isExternal(workspaceId, channelId)) }
}

/**
 * Shows a task that its author sees below a message, unless it may not be seen there or was shown there lately. Decided and noted in one
 * transaction, so that several processes that hear of two messages at once show it once.
 */
export async function showTask(
  ports: Ports,
  naming: Naming,
  channel: Channel,
  { task, url, steady }: { readonly task: Task; readonly url: string | null; readonly steady: boolean },
): Promise<void> {
  const { workspaceId, channelId, ts, rootTs } = naming
  const project = await ports.projects.get(workspaceId, task.projectId)
  if (!project || !mayBeShown(project, channel) || isAbout(task, channelId, rootTs)) return
  const place: UnfurlPlace = {
    id: `${channelId}/${ts}/${task.id}`,
    messageTs: ts,
    threadTs: rootTs,
    url,
    ts: null,
    steady,
    removed: false,
  }
  await ports.tx.run(async () => {
    const now = ports.clock.now()
    const before = await ports.unfurls.get(workspaceId, channelId, task.id)
    if (!isDue(before, rootTs, now)) return
    const unfurled = before ?? { workspaceId, channelId, taskId: task.id, lastAt: now, places: [], version: 0 }
    await ports.unfurls.put(withPlace(unfurled, place, now))
    await ports.outbox.add(unfurlPost(task, unfurled, place, now))
  })
  ports.wakeOutbox()
}
