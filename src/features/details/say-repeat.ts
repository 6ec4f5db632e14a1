import { closedText, ruleText } from './views.ts'
import type { Command } from '../../domain/command.ts'
import type { MessageContent } from '../../domain/notice.ts'
import { readRecurrence } from '../../domain/recurrence-words.ts'
import { isOpen } from '../../domain/task.ts'
import { refusedMove } from '../../errors.ts'
import type { ChangeNamed, Ports, Speech } from '../../ports.ts'

/**
 * `/task repeat WEB-12 every other friday`: when the task is done, the next one is made. A task without a due date is due
 * for the first time by the rule.
 *
 * @throws UserError when the words are no rule, or the task is closed
 */
export async function sayRepeat(
  { clock }: Pick<Ports, 'clock'>,
  change: ChangeNamed,
  speech: Speech,
  { references, words }: Extract<Command, { kind: 'repeat' }>,
): Promise<MessageContent> {
  const context = { ...speech.speaker, now: clock.now(), projectKeys: [] }
  const { reply } = await change(speech, references, (task) => {
    if (!isOpen(task)) throw refusedMove(task.reference, closedText(task))
    if (words === null) return { recurrence: null }
    const read = readRecurrence(words, context, task.dueAt)
    if (!read) throw refusedMove(task.reference, ruleText(words))
    return { recurrence: read.recurrence, ...(task.dueAt === null ? { dueAt: read.first } : {}) }
  })
  return reply
}
