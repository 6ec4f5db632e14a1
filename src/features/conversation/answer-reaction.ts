import type { Deeds } from './deeds.ts'
import type { Meant } from './read-reaction.ts'
import { namePeople } from './name-people.ts'
import { proposal } from './views.ts'
import type { Ports, Reply } from '../../ports.ts'

/** Completes the task, or offers to make one. Taking a reaction away undoes nothing: the answer has a button for that. */
export async function answerReaction(
  ports: Ports,
  deeds: Pick<Deeds, 'complete'>,
  workspaceId: string,
  meant: Meant,
): Promise<Reply> {
  if (meant.kind === 'propose') {
    return proposal(meant.on, await namePeople(ports, workspaceId, meant.text), { emoji: meant.emoji })
  }
  return deeds.complete({ workspaceId, actorId: meant.to.memberId, taskId: meant.task.id })
}
