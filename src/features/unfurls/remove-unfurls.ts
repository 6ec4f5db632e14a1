import { removalPost } from './views.ts'
import { withChange } from '../../domain/unfurl.ts'
import type { Unfurled, UnfurlPlace } from '../../domain/unfurl.ts'
import type { MessagePosition } from '../../domain/task.ts'
import type { Ports } from '../../ports.ts'

/** Notes that places are gone, so that what stood there does not come back. */
async function give(ports: Ports, unfurled: Unfurled, gone: readonly UnfurlPlace[]): Promise<void> {
  if (gone.length === 0) return
  await ports.unfurls.put(gone.reduce((left, { id }) => withChange(left, id, { removed: true }), unfurled))
}

/** Previews of these links were taken off a message, by hand or with the links. */
export const removePreviews = (
  ports: Ports,
  workspaceId: string,
  message: MessagePosition,
  urls: readonly string[],
): Promise<void> =>
  ports.tx.run(async () => {
    for (const unfurled of await ports.unfurls.byMessage(workspaceId, message)) {
      const isGone = ({ ts, url, removed }: UnfurlPlace): boolean =>
        !removed && ts === message.ts && url !== null && urls.includes(url)
      await give(ports, unfurled, unfurled.places.filter(isGone))
    }
  })

/** A message was deleted: what it showed is gone with it, and so is Runsheet's reply in the thread that it began. */
export async function removeWithMessage(ports: Ports, workspaceId: string, message: MessagePosition): Promise<void> {
  await ports.tx.run(async () => {
    for (const unfurled of await ports.unfurls.byMessage(workspaceId, message)) {
      const gone = unfurled.places.filter(
        ({ ts, messageTs, removed }) => !removed && (ts === message.ts || messageTs === message.ts),
      )
      await give(ports, unfurled, gone)
      const left = gone.filter(({ ts, url }) => url === null && ts !== null && ts !== message.ts)
      for (const place of left)
        await ports.outbox.add(removalPost(workspaceId, message.channelId, place, ports.clock.now()))
    }
  })
  ports.wakeOutbox()
}
