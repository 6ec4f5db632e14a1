import { withChange } from '../../domain/unfurl.ts'
import { isDrawing } from '../../domain/notice.ts'
import type { Drawing } from '../../domain/notice.ts'
import type { MessagePosition } from '../../domain/task.ts'
import type { OutboxRow, Ports } from '../../ports.ts'

/** A message of Runsheet's is gone: if it was a task's card, the task has one less to keep true. */
export async function forgetPlace(
  { tasks }: Pick<Ports, 'tasks'>,
  workspaceId: string,
  message: MessagePosition,
): Promise<void> {
  const task = await tasks.byCard(workspaceId, message)
  if (task) await tasks.removeCard(workspaceId, task.id, message)
}

/** Slack's names for a message that is not there any more, or not for us. */
const GONE: ReadonlySet<string> = new Set(['message_not_found', 'channel_not_found'])

/**
 * Slack refused a post: what was to be changed there is not tried again. True if that is all that it means, and nobody
 * need look into it.
 */
export async function forgetRefused(
  ports: Pick<Ports, 'tasks' | 'unfurls' | 'tx'>,
  { workspaceId, to, content }: Pick<OutboxRow, 'workspaceId' | 'to' | 'content'>,
  error: string,
): Promise<boolean> {
  if (isDrawing(content) && content.draws === 'mention') {
    await forgetMention(ports, workspaceId, content)
    return true
  }
  if (to.kind !== 'edit' || !GONE.has(error)) return false
  await forgetPlace(ports, workspaceId, to)
  return true
}

const forgetMention = (
  { unfurls, tx }: Pick<Ports, 'unfurls' | 'tx'>,
  workspaceId: string,
  { taskId, channelId, placeId }: Extract<Drawing, { draws: 'mention' }>,
): Promise<void> =>
  tx.run(async () => {
    const unfurled = await unfurls.get(workspaceId, channelId, taskId)
    if (unfurled) await unfurls.put(withChange(unfurled, placeId, { removed: true }))
  })
