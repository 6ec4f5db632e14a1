import type { Installation, InstallationQuery, InstallationStore } from '@slack/oauth'
import { z } from 'zod'
import { UnknownWorkspace } from './errors.ts'
import type { Sealer } from './sealing.ts'

/** Which installation: of one team, or of a whole Enterprise organisation. */
export interface InstallationKey {
  readonly id: string
  readonly enterprise: boolean
}

/** Keeps one opaque text for each installation. */
export interface InstallationVault {
  get(key: InstallationKey): Promise<string | undefined>
  put(key: InstallationKey, text: string): Promise<void>
  delete(key: InstallationKey): Promise<void>
}

/** Only what is read here; the rest belongs to @slack/oauth and comes back as it was stored. */
const Stored = z.looseObject({
  isEnterpriseInstall: z.boolean().optional(),
  user: z.looseObject({ id: z.string() }),
  bot: z.looseObject({
    token: z.string(),
    id: z.string(),
    userId: z.string(),
    scopes: z.array(z.string()),
    /** Seconds since 1970; there only where tokens rotate. */
    expiresAt: z.number().nullish(),
    refreshToken: z.string().nullish(),
  }),
  team: z.looseObject({ id: z.string(), name: z.string().optional() }).nullish(),
  enterprise: z.looseObject({ id: z.string(), name: z.string().optional() }).nullish(),
})
export type StoredInstallation = z.infer<typeof Stored>

export interface Installations extends InstallationStore {
  /** @throws UnknownWorkspace when there is none */
  read(workspaceId: string): Promise<StoredInstallation>
  remove(workspaceId: string): Promise<void>
}

export interface InstallationsParts {
  readonly vault: InstallationVault
  readonly sealer: Sealer
  readonly onInstalled: (workspaceId: string, installation: StoredInstallation) => Promise<void>
}

/** The store of @slack/oauth on a vault; tokens are sealed, each for its own tenant. */
export function buildInstallations({ vault, sealer, onInstalled }: InstallationsParts): Installations {
  const find = async (key: InstallationKey): Promise<unknown> => {
    const text = await vault.get(key)
    return text === undefined ? undefined : JSON.parse(sealer.open(text, sealedFor(key)))
  }
  return {
    storeInstallation: async (installation) => {
      const enterprise = installation.isEnterpriseInstall === true
      const id = enterprise ? installation.enterprise?.id : installation.team?.id
      if (id === undefined) throw new Error('Slack named no workspace in an installation.')
      const key = { id, enterprise }
      const text = JSON.stringify(installation)
      await vault.put(key, sealer.seal(text, sealedFor(key)))
      await onInstalled(id, Stored.parse(JSON.parse(text)))
    },
    fetchInstallation: async (query) => {
      const key = keyOf(query)
      const stored = key && (await find(key))
      if (!stored) throw new UnknownWorkspace(key?.id)
      Stored.parse(stored)
      // It was an Installation when @slack/oauth had it stored, and the seal says that it is the same text.
      return stored as Installation
    },
    deleteInstallation: async (query) => {
      const key = keyOf(query)
      if (key) await vault.delete(key)
    },
    read: async (id) => {
      const stored = (await find({ id, enterprise: false })) ?? (await find({ id, enterprise: true }))
      if (!stored) throw new UnknownWorkspace(id)
      return Stored.parse(stored)
    },
    remove: async (id) => {
      await vault.delete({ id, enterprise: false })
      await vault.delete({ id, enterprise: true })
    },
  }
}

/** An organisation-wide installation is one tenant, however many workspaces it serves. */
export const tenantOfQuery = (query: InstallationQuery<boolean>): string | undefined =>
  query.isEnterpriseInstall ? query.enterpriseId : query.teamId

function keyOf(query: InstallationQuery<boolean>): InstallationKey | undefined {
  const id = tenantOfQuery(query)
  return id === undefined ? undefined : { id, enterprise: query.isEnterpriseInstall }
}

const sealedFor = ({ id, enterprise }: InstallationKey): string => `${enterprise ? 'enterprise' : 'team'}/${id}`
