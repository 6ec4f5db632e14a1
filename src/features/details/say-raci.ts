import { requirePeople } from './require-people.ts'
import { closedText, severalText } from './views.ts'
import type { Command } from '../../domain/command.ts'
import type { MessageContent } from '../../domain/notice.ts'
import { decideRaci } from '../../domain/raci-change.ts'
import { isOpen } from '../../domain/task.ts'
import { notUnderstood, refusedMove } from '../../errors.ts'
import type { ChangeNamed, Ports, Speech } from '../../ports.ts'

/**
 * `/task raci WEB-12 A:@cleo C:@dev I:@eve`: who has which part in a task; parts that are not named stay as they are.
 *
 * @throws UserError when a part of one person is given to several, somebody cannot have a part, or the task is closed
 */
export async function sayRaci(
  ports: Ports,
  change: ChangeNamed,
  speech: Speech,
  { references, roles: words }: Extract<Command, { kind: 'raci' }>,
): Promise<MessageContent> {
  const decided = decideRaci(words)
  if ('several' in decided) throw notUnderstood(severalText(decided.several))
  await requirePeople(ports, speech.workspaceId, [...new Set(words.flatMap(({ memberIds }) => memberIds))])
  const { reply } = await change(speech, references, (task) => {
    if (!isOpen(task)) throw refusedMove(task.reference, closedText(task))
    return decided.roles
  })
  return reply
}
