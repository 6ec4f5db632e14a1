import type { AuthorizeResult } from '@slack/bolt'
import { WebClient } from '@slack/web-api'
import { z } from 'zod'
import type { Log } from '../ports.ts'
import type { Authority } from './authority.ts'
import { clientOptions } from './client-options.ts'
import type { ClientSettings } from './client-options.ts'
import { UnknownWorkspace } from './errors.ts'
import type { Tenants } from './tenants.ts'

const Identity = z.object({
  team_id: z.string(),
  team: z.string(),
  user_id: z.string(),
  bot_id: z.string().optional().default(''),
  enterprise_id: z.string().nullish(),
  is_enterprise_install: z.boolean().nullish(),
  response_metadata: z.object({ scopes: z.array(z.string()).optional() }).optional(),
})
type Identity = z.infer<typeof Identity>

export interface SingleWorkspaceParts {
  readonly botToken: string
  readonly settings: ClientSettings
  readonly tenants: Tenants
  readonly log: Log
}

/**
 * One workspace with a token of its own. Which one, Slack says: asked at the start, and again with each request until it
 * has answered. Requests from elsewhere are refused, so a wrong app or a stolen URL finds nothing here.
 */
export function buildSingleWorkspace({ botToken, settings, tenants, log }: SingleWorkspaceParts): Authority {
  const client = new WebClient(botToken, clientOptions(settings))
  let known: Promise<Identity> | undefined

  const identify = async (): Promise<Identity> => {
    const identity = Identity.parse(await client.auth.test())
    const scopes = identity.response_metadata?.scopes ?? []
    const bot = { userId: identity.user_id, botId: identity.bot_id, scopes }
    const enterprise = identity.is_enterprise_install === true
    await tenants.installed({ id: tenantOfIdentity(identity), name: identity.team, enterprise, bot })
    return identity
  }
  const identity = (): Promise<Identity> => {
    known ??= identify().catch((error: unknown) => {
      known = undefined
      throw error
    })
    return known
  }

  return {
    authorize: async ({ teamId, enterpriseId }): Promise<AuthorizeResult> => {
      const own = await identity()
      const isOurs = own.is_enterprise_install ? enterpriseId === own.enterprise_id : teamId === own.team_id
      if (!isOurs) throw new UnknownWorkspace(teamId ?? enterpriseId)
      const botId = own.bot_id === '' ? {} : { botId: own.bot_id }
      return { botToken, botUserId: own.user_id, ...botId, ...(teamId === undefined ? {} : { teamId }) }
    },
    tokenOf: async (workspaceId) => {
      if (workspaceId !== tenantOfIdentity(await identity())) throw new UnknownWorkspace(workspaceId)
      return botToken
    },
    ready: async () => {
      try {
        await identity()
        return true
      } catch (error) {
        log.warn({ err: error }, 'Slack has not confirmed the bot token')
        return false
      }
    },
  }
}

const tenantOfIdentity = ({ is_enterprise_install, enterprise_id, team_id }: Identity): string =>
  is_enterprise_install && enterprise_id ? enterprise_id : team_id
