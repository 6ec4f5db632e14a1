import { settingErrors } from './form-views.ts'
import type { SettingsOrigin } from './inputs.ts'
import { mayChangeSettings } from '../../domain/permission.ts'
import { changedSettings, readSettings } from '../../domain/settings-form.ts'
import type { Doubt, SettingField, SettingsState } from '../../domain/settings-form.ts'
import type { WorkspaceSettings } from '../../domain/workspace.ts'
import { cannotChangeSettings, changedMeanwhile } from '../../errors.ts'
import type { Ports } from '../../ports.ts'

export interface SettingsAnswer {
  readonly workspaceId: string
  readonly actorId: string
  readonly origin: SettingsOrigin
  readonly state: SettingsState
}

export interface SettingsSaved {
  readonly settings: WorkspaceSettings
  readonly changed: readonly SettingField[]
  readonly doubts: readonly Doubt[]
}

/**
 * Saves the workspace's settings, or gives errors at the form's inputs by block id: then it stays open as it was filled.
 *
 * @throws UserError for those who may not, and when somebody else changed them while the form was open
 */
export async function saveSettings(
  ports: Ports,
  { workspaceId, actorId, origin, state }: SettingsAnswer,
): Promise<SettingsSaved | { readonly errors: Readonly<Record<string, string>> }> {
  if (!mayChangeSettings(await ports.directory.member(workspaceId, actorId))) throw cannotChangeSettings()
  const read = readSettings(state)
  if ('faults' in read) return { errors: settingErrors(read.faults, state) }
  const { settings, doubts } = read
  const changed = changedSettings(origin.settings, settings)
  await ports.tx.run(async () => {
    const workspace = await ports.workspaces.get(workspaceId)
    if (!workspace || changed.length === 0) return
    if (changedSettings(origin.settings, workspace.settings).length > 0) throw changedMeanwhile('the settings')
    await ports.workspaces.save({ ...workspace, settings })
  })
  ports.log.info({ workspaceId, memberId: actorId, changed }, 'Settings of a workspace were saved')
  return { settings, changed, doubts }
}
