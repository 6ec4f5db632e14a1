import { withChange } from '../../domain/unfurl.ts'
import type { MessagePosition } from '../../domain/task.ts'
import type { Ports } from '../../ports.ts'

/**
 * Previews were taken off a message, or the message itself is gone: what stood there does not come back.
 *
 * @param urls whose previews; null: all that the message showed, or was
 */
export const removeUnfurls = (
  ports: Ports,
  workspaceId: string,
  message: MessagePosition,
  urls: readonly string[] | null,
): Promise<void> =>
  ports.tx.run(async () => {
    for (const unfurled of await ports.unfurls.byMessage(workspaceId, message)) {
      const gone = unfurled.places.filter(
        ({ ts, url, removed }) =>
          !removed && ts === message.ts && (urls === null || (url !== null && urls.includes(url))),
      )
      const changed = gone.reduce((left, { id }) => withChange(left, id, { removed: true }), unfurled)
      if (gone.length > 0) await ports.unfurls.put(changed)
    }
  })
