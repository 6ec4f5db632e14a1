import { linkFaultText } from './views.ts'
import type { Command } from '../../domain/command.ts'
import { addLinks } from '../../domain/links.ts'
import type { MessageContent } from '../../domain/notice.ts'
import { refusedMove } from '../../errors.ts'
import type { ChangeNamed, Speech } from '../../ports.ts'

/**
 * `/task link WEB-12 https://… text`: adds links; what is done may still get one.
 *
 * @throws UserError when an address is none, or there are too many
 */
export async function sayLink(
  change: ChangeNamed,
  speech: Speech,
  { references, urls, text }: Extract<Command, { kind: 'link' }>,
): Promise<MessageContent> {
  const { reply } = await change(speech, references, (task) => {
    const outcome = addLinks(task.links, urls, text)
    if ('fault' in outcome) throw refusedMove(task.reference, linkFaultText(outcome.fault))
    return { links: outcome.links }
  })
  return reply
}
