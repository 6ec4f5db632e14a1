import { namePeople } from './name-people.ts'
import type { PersonsMessage } from './inputs.ts'
import { saidTo } from '../../domain/address.ts'
import type { Member } from '../../domain/member.ts'
import type { Addressee, Ports } from '../../ports.ts'

export interface HeardMessage {
  readonly workspaceId: string
  readonly eventId: string
  readonly botUserId: string
  readonly message: PersonsMessage
  /** It was written in the direct message with Runsheet, where all is said to it. */
  readonly direct: boolean
}

/** Somebody said something to Runsheet in a message. */
export interface Spoken {
  readonly workspaceId: string
  readonly message: PersonsMessage
  readonly to: Addressee
  readonly speaker: Member
  /** What they said, without Runsheet's name; null where they only named it in a sentence for others. */
  readonly said: string | null
  /** Where that is kept; null where nothing is to be done. */
  readonly draftId: string | null
  /** It was heard before, and the process died or lost its database over it: nobody knows how far it came. */
  readonly again: boolean
}

/**
 * Takes up what a message says to Runsheet: it is kept as a draft, by the event's id, before anything is done.
 *
 * Up to here all can be repeated. From here on nothing is done twice: a crash could have come after a task was created,
 * and a second one would be worse than a question. Null where nobody speaks: for other apps, and members unknown.
 */
export async function hear(ports: Ports, heard: HeardMessage): Promise<Spoken | null> {
  const { workspaceId, eventId, message, direct, botUserId } = heard
  const speaker = await ports.directory.member(workspaceId, message.authorId)
  if (speaker.kind === 'bot') return null
  const addressed = saidTo(botUserId, message.text)
  const words = addressed ?? (direct ? message.text : null)
  const to = { memberId: speaker.id, channelId: message.channelId, threadTs: message.threadTs, direct }
  if (words === null) return { workspaceId, message, to, speaker, said: null, draftId: null, again: false }
  const said = await namePeople(ports, workspaceId, words)
  const before = await ports.drafts.get(workspaceId, eventId)
  if (!before) {
    const draft = { workspaceId, id: eventId, memberId: speaker.id, channelId: message.channelId, text: said }
    await ports.drafts.add({ ...draft, createdAt: ports.clock.now() })
  }
  return { workspaceId, message, to, speaker, said, draftId: eventId, again: before !== undefined }
}
