import type { Deeds } from './deeds.ts'
import type { Spoken } from './hear.ts'
import { namePeople } from './name-people.ts'
import { taskOfThread } from './task-of-thread.ts'
import { proposal, thanksReply } from './views.ts'
import { smallTalk } from '../../domain/address.ts'
import { interrupted, outsiderSpeaks } from '../../errors.ts'
import type { Ports, Reply } from '../../ports.ts'

/**
 * Does what somebody said, by the same grammar as a command; in the thread of a task, a verb without a reference is about
 * that task. Courtesies get an answer and do nothing.
 *
 * @throws UserError when it cannot be done, or is heard for the second time
 */
export async function answerSpoken(ports: Ports, deeds: Pick<Deeds, 'say'>, spoken: Spoken): Promise<Reply> {
  const { workspaceId, speaker, message, said, to, again } = spoken
  if (speaker.kind === 'external') throw outsiderSpeaks()
  if (said === null) return proposal(message, await namePeople(ports, workspaceId, message.text), 'named')
  if (again) throw interrupted(said)
  const courtesy = smallTalk(said)
  if (courtesy === 'thanks') return thanksReply()
  const thread = message.threadTs === null ? null : { channelId: message.channelId, ts: message.threadTs }
  const about = thread && (await taskOfThread(ports, workspaceId, thread))
  return deeds.say({
    workspaceId,
    actorId: speaker.id,
    channelId: message.channelId,
    said: courtesy === 'greeting' ? 'help' : said,
    via: to.direct ? 'message' : 'mention',
    triggerId: null,
    responseUrl: null,
    aboutReference: about?.reference,
  })
}
