import type { ReactionEvent } from './inputs.ts'
import type { MessagePosition, Task } from '../../domain/task.ts'
import { DEFAULT_SETTINGS } from '../../domain/workspace.ts'
import type { Addressee, Ports } from '../../ports.ts'

/** What somebody means by a reaction. */
export type Meant =
  | { readonly kind: 'done'; readonly task: Task; readonly to: Addressee }
  | {
      readonly kind: 'propose'
      readonly emoji: string
      readonly on: MessagePosition
      readonly text: string
      readonly to: Addressee
    }

export interface Reaction extends ReactionEvent {
  readonly workspaceId: string
  readonly botUserId: string
}

/** Null for all that means nothing to Runsheet: other emoji, other messages, and those who may not give it commands. */
export async function readReaction(ports: Ports, reaction: Reaction): Promise<Meant | null> {
  const { workspaceId, actorId, emoji, on, botUserId, authorId } = reaction
  if (!on || actorId === botUserId) return null
  const { doneReaction, proposeReaction } = (await ports.workspaces.get(workspaceId))?.settings ?? DEFAULT_SETTINGS
  if (emoji !== doneReaction && emoji !== proposeReaction) return null
  const { kind } = await ports.directory.member(workspaceId, actorId)
  if (kind === 'bot' || kind === 'external') return null
  const direct = on.channelId.startsWith('D')
  const to = { memberId: actorId, channelId: on.channelId, direct }
  if (emoji === doneReaction) {
    const task = await ports.tasks.byCard(workspaceId, on)
    const card = task?.cards.find(({ channelId, ts }) => channelId === on.channelId && ts === on.ts)
    return task ? { kind: 'done', task, to: { ...to, threadTs: replyThread(card?.threadTs, on) } } : null
  }
  // A task of a nudge, a digest or a card would be a task about a task.
  if (authorId === botUserId) return null
  const message = await ports.messenger.read(workspaceId, on)
  if (!message) return null
  return { kind: 'propose', emoji, on, text: message.text, to: { ...to, threadTs: replyThread(message.threadTs, on) } }
}

/** A thread that begins with the message itself may not be open: people look into the channel then. */
const replyThread = (threadTs: string | null | undefined, on: MessagePosition): string | null =>
  threadTs === undefined || threadTs === on.ts ? null : threadTs
