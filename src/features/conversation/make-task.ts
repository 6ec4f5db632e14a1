import type { Deeds } from './deeds.ts'
import type { MakeTaskPress } from './inputs.ts'
import { messageGone } from '../../errors.ts'
import type { Ports, Reply } from '../../ports.ts'

/**
 * Opens the New task form with a message that Runsheet offered to make a task of, as it stands now.
 *
 * @throws UserError when the message is gone
 */
export async function makeTask(
  ports: Ports,
  deeds: Pick<Deeds, 'capture'>,
  { workspaceId, on, ...press }: MakeTaskPress & { readonly workspaceId: string },
): Promise<Reply> {
  const message = await ports.messenger.read(workspaceId, on)
  if (!message) throw messageGone()
  const { text, authorId, threadTs, files } = message
  return deeds.capture({
    workspaceId,
    ...press,
    written: { text, authorId, files, at: new Date(Number(on.ts) * 1000) },
    source: { ...on, threadTs },
  })
}
