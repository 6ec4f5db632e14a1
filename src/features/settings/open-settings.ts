import type { SettingsOrigin } from './inputs.ts'
import { settingsForm } from './form-views.ts'
import { settingsReply } from './views.ts'
import { DEFAULT_SETTINGS } from '../../domain/workspace.ts'
import { mayChangeSettings } from '../../domain/permission.ts'
import type { Ports, Reply } from '../../ports.ts'

export interface SettingsAsked {
  readonly workspaceId: string
  readonly actorId: string
  readonly triggerId: string
  readonly responseUrl: string | null
}

/** Opens the form of the workspace's settings for its admins; others read how they are, and who can change them. */
export async function openSettings(
  ports: Ports,
  { workspaceId, actorId, triggerId, responseUrl }: SettingsAsked,
): Promise<Reply> {
  const member = await ports.directory.member(workspaceId, actorId)
  const settings = (await ports.workspaces.get(workspaceId))?.settings ?? DEFAULT_SETTINGS
  if (!mayChangeSettings(member)) return settingsReply(settings)
  const origin: SettingsOrigin = { responseUrl, settings }
  await ports.messenger.openModal(workspaceId, triggerId, settingsForm(origin))
  return null
}
