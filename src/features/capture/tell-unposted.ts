import { unpostedPost } from './views.ts'
import type { OutboxRow, Ports } from '../../ports.ts'

/**
 * Tells whoever made a task that Slack did not let its card stand where it was to: mostly a conversation that Runsheet is
 * not in. The task itself is there; posts that are no cards need no such word.
 */
export async function tellUnposted(
  { tasks, outbox, clock }: Pick<Ports, 'tasks' | 'outbox' | 'clock'>,
  { workspaceId, key, to, cardOfTaskId }: Pick<OutboxRow, 'workspaceId' | 'key' | 'to' | 'cardOfTaskId'>,
): Promise<void> {
  if (cardOfTaskId === null || to.kind !== 'channel') return
  const task = await tasks.get(workspaceId, cardOfTaskId)
  if (task) await outbox.add(unpostedPost(task, key, to.channelId, clock.now()))
}
