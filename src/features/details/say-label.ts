import { closedText } from './views.ts'
import type { Command } from '../../domain/command.ts'
import type { MessageContent } from '../../domain/notice.ts'
import { isOpen } from '../../domain/task.ts'
import { refusedMove } from '../../errors.ts'
import type { ChangeNamed, Speech } from '../../ports.ts'

/**
 * `/task label WEB-12 #launch -#draft`: adds labels and takes some away.
 *
 * @throws UserError when the task is closed
 */
export async function sayLabel(
  change: ChangeNamed,
  speech: Speech,
  { references, add, remove }: Extract<Command, { kind: 'label' }>,
): Promise<MessageContent> {
  const { reply } = await change(speech, references, (task) => {
    if (!isOpen(task)) throw refusedMove(task.reference, closedText(task))
    return { labels: [...new Set([...task.labels, ...add])].filter((label) => !remove.includes(label)) }
  })
  return reply
}
