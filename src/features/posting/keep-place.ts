import { cardEdit, takenAwayEdit } from './views.ts'
import type { MessagePosition } from '../../domain/task.ts'
import type { OutboxRow, Ports } from '../../ports.ts'

/**
 * Keeps where a task's new card stands, so that it is kept true from now on. Where the task changed, or was taken away,
 * while the card was on its way, nobody knew of the card: it is edited now.
 *
 * @param version what the card shows; null where that is not known
 */
export async function keepPlace(
  { tasks, outbox, clock }: Pick<Ports, 'tasks' | 'outbox' | 'clock'>,
  { workspaceId, to, cardOfTaskId }: Pick<OutboxRow, 'workspaceId' | 'to' | 'cardOfTaskId'>,
  position: MessagePosition,
  version: number | null,
): Promise<void> {
  if (cardOfTaskId === null) return
  const threadTs = (to.kind === 'channel' ? to.threadTs : null) ?? position.ts
  await tasks.addCard(workspaceId, cardOfTaskId, { ...position, threadTs })
  // Read after the card was added: from then on, every change edits it.
  const task = await tasks.get(workspaceId, cardOfTaskId)
  if (!task) await outbox.add(takenAwayEdit({ workspaceId, id: cardOfTaskId }, position, clock.now()))
  else if (task.version !== version) await outbox.add(cardEdit(task, position, clock.now()))
}
