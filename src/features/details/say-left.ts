import { closedText } from './views.ts'
import type { Command } from '../../domain/command.ts'
import type { MessageContent } from '../../domain/notice.ts'
import { isOpen } from '../../domain/task.ts'
import { refusedMove } from '../../errors.ts'
import type { ChangeNamed, Speech } from '../../ports.ts'

/**
 * `/task left WEB-12 2h`: how much working time is still to be spent; the estimate stays what it was.
 *
 * @throws UserError when the task is closed
 */
export async function sayLeft(
  change: ChangeNamed,
  speech: Speech,
  { references, minutes }: Extract<Command, { kind: 'left' }>,
): Promise<MessageContent> {
  const { reply } = await change(speech, references, (task) => {
    if (!isOpen(task)) throw refusedMove(task.reference, closedText(task))
    return { leftMinutes: minutes }
  })
  return reply
}
