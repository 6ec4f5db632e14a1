import type { WorkspaceSettings } from '../domain/workspace.ts'
import type { Clock, LeaseStore, Log, WorkspaceStore } from '../ports.ts'
import type { Authority } from './authority.ts'
import type { ClientSettings } from './client-options.ts'
import { buildInstallations } from './installations.ts'
import type { Installations, InstallationVault, StoredInstallation } from './installations.ts'
import { buildOAuth } from './oauth.ts'
import type { OAuth } from './oauth.ts'
import { BOT_SCOPES } from './scopes.ts'
import { buildSealer } from './sealing.ts'
import { buildSingleWorkspace } from './single-workspace.ts'
import { buildTenants } from './tenants.ts'
import type { Tenants } from './tenants.ts'

/** As whom the app speaks, and how Slack reaches it. */
export type SlackMode =
  | { readonly kind: 'http'; readonly signingSecret: string; readonly botToken: string }
  | { readonly kind: 'socket'; readonly appToken: string; readonly botToken: string }
  | {
      readonly kind: 'oauth'
      readonly signingSecret: string
      readonly clientId: string
      readonly clientSecret: string
      readonly stateSecret: string
      /** 32 bytes in base64. */
      readonly encryptionKey: string
      /** How browsers reach the app. */
      readonly publicUrl: string
    }

export interface AccessParts {
  readonly mode: SlackMode
  readonly settings: ClientSettings
  /** What holds in a workspace until an admin of it says otherwise. */
  readonly workspaceSettings: WorkspaceSettings
  readonly vault: InstallationVault
  readonly workspaces: WorkspaceStore
  readonly leases: LeaseStore
  readonly clock: Clock
  readonly log: Log
}

/** Who the app is in which workspace. */
export interface Access {
  readonly authority: Authority
  readonly tenants: Tenants
  /** Where workspaces install the app by themselves. */
  readonly oauth: OAuth | undefined
  readonly installations: Installations | undefined
}

export function buildAccess({
  mode,
  settings,
  workspaceSettings,
  vault,
  workspaces,
  leases,
  clock,
  log,
}: AccessParts): Access {
  const tenants = buildTenants({ workspaces, clock, settings: workspaceSettings })
  if (mode.kind !== 'oauth') {
    const authority = buildSingleWorkspace({ botToken: mode.botToken, settings, tenants, log })
    return { authority, tenants, oauth: undefined, installations: undefined }
  }
  const installations = buildInstallations({
    vault,
    sealer: buildSealer([Buffer.from(mode.encryptionKey, 'base64')]),
    onInstalled: (id, installation) => tenants.installed(installedOf(id, installation)),
  })
  const { clientId, clientSecret, stateSecret } = mode
  const redirectUri = new URL('/slack/oauth_redirect', mode.publicUrl).href
  const credentials = { clientId, clientSecret, stateSecret, redirectUri, scopes: BOT_SCOPES }
  const oauth = buildOAuth({ ...credentials, installations, leases, settings, clock, log })
  return { authority: oauth, tenants, oauth, installations }
}

function installedOf(id: string, { isEnterpriseInstall, team, enterprise, bot }: StoredInstallation) {
  const name = (isEnterpriseInstall ? enterprise?.name : team?.name) ?? id
  const { userId, id: botId, scopes } = bot
  return { id, name, enterprise: isEnterpriseInstall === true, bot: { userId, botId, scopes } }
}
