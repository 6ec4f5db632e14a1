import { outsiderSpeaks } from '../../errors.ts'
import type { Ports } from '../../ports.ts'

/**
 * Lets nobody of another workspace press or send anything: they see Runsheet's messages in shared channels, and Runsheet
 * could neither ask nor tell them.
 *
 * @throws UserError for them
 */
export async function refuseOutsider(
  { directory }: Pick<Ports, 'directory'>,
  workspaceId: string,
  memberId: string,
): Promise<void> {
  const { kind } = await directory.member(workspaceId, memberId)
  if (kind === 'external') throw outsiderSpeaks()
}
