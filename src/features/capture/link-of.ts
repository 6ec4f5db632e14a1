import type { MessagePosition } from '../../domain/task.ts'
import type { Ports } from '../../ports.ts'

/** The message's address; in a conversation that Runsheet is not in, Slack gives none, and the one that is known must do. */
export async function linkOf(
  { messenger }: Ports,
  workspaceId: string,
  source: MessagePosition & { readonly link?: string | undefined },
): Promise<string> {
  try {
    return await messenger.permalink(workspaceId, source)
  } catch (error) {
    if (source.link === undefined) throw error
    return source.link
  }
}
