import { nearMissReply } from './views.ts'
import type { Command } from '../../domain/command.ts'
import type { Ports, Reply, Speech } from '../../ports.ts'

/** Offers the line that was probably meant, and keeps the one that was typed, which may have been a new task. */
export async function suggestLine(
  { drafts, ids, clock }: Ports,
  { workspaceId, speaker, channelId, said }: Speech,
  command: Extract<Command, { kind: 'near-miss' }>,
): Promise<Reply> {
  const id = ids.next()
  await drafts.add({ workspaceId, id, memberId: speaker.id, channelId, text: said, createdAt: clock.now() })
  return nearMissReply(command, id)
}
