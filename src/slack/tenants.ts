import type { Workspace, WorkspaceSettings } from '../domain/workspace.ts'
import type { Clock, WorkspaceStore } from '../ports.ts'

/** What an installation says of its workspace. */
export type Installed = Pick<Workspace, 'id' | 'name' | 'enterprise' | 'bot'>

/** Keeps the list of workspaces as Slack has it. */
export interface Tenants {
  installed(installed: Installed): Promise<void>
  /** Keeps the data and sends nothing any more. */
  uninstalled(workspaceId: string): Promise<void>
}

export interface TenantsParts {
  readonly workspaces: WorkspaceStore
  readonly clock: Clock
  /** What holds in a workspace until an admin of it says otherwise. */
  readonly settings: WorkspaceSettings
}

export function buildTenants({ workspaces, clock, settings }: TenantsParts): Tenants {
  return {
    installed: async (installed) => {
      const known = await workspaces.get(installed.id)
      if (!known) {
        await workspaces.put({ ...installed, settings, uninstalledAt: null, createdAt: clock.now(), version: 1 })
      } else if (hasChanged(known, installed)) {
        await workspaces.save({ ...known, ...installed, uninstalledAt: null })
      }
    },
    uninstalled: async (workspaceId) => {
      const known = await workspaces.get(workspaceId)
      if (known && known.uninstalledAt === null) await workspaces.save({ ...known, uninstalledAt: clock.now() })
    },
  }
}

const hasChanged = ({ name, enterprise, bot, uninstalledAt }: Workspace, installed: Installed): boolean =>
  uninstalledAt !== null ||
  name !== installed.name ||
  enterprise !== installed.enterprise ||
  bot.userId !== installed.bot.userId ||
  bot.botId !== installed.bot.botId ||
  [...bot.scopes].sort().join() !== [...installed.bot.scopes].sort().join()
