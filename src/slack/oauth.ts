import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AuthorizeResult } from '@slack/bolt'
import { InstallProvider } from '@slack/oauth'
import type { Clock, LeaseStore, Log } from '../ports.ts'
import type { Authority } from './authority.ts'
import { clientOptions, slackLogger } from './client-options.ts'
import type { ClientSettings } from './client-options.ts'
import { UnknownWorkspace } from './errors.ts'
import { tenantOfQuery } from './installations.ts'
import type { Installations, StoredInstallation } from './installations.ts'

/** @slack/oauth renews a token that has less than two hours left: a minute later here, so that it surely agrees. */
const RENEW_BEFORE = 2 * 60 * 60_000 - 60_000
const LEASE = 30_000
const POLL = 250
/** Another process renews the token: it has been done long before this, or it failed. */
const POLLS = 40
/** After a failed renewal the old token is good for a while yet. */
const PAUSE_AFTER_FAILURE = 60_000

export interface OAuthParts {
  readonly clientId: string
  readonly clientSecret: string
  readonly stateSecret: string
  readonly scopes: readonly string[]
  readonly redirectUri: string
  readonly installations: Installations
  readonly leases: LeaseStore
  readonly settings: ClientSettings
  readonly clock: Clock
  readonly log: Log
}

export interface OAuth extends Authority {
  /** `GET /slack/install`: sends the browser to Slack. */
  install(request: IncomingMessage, response: ServerResponse): Promise<void>
  /** `GET /slack/oauth_redirect`: where Slack sends it back to. */
  redirect(request: IncomingMessage, response: ServerResponse): Promise<void>
}

/** Many workspaces, each with the tokens of its installation, which are renewed before they expire. */
export function buildOAuth(parts: OAuthParts): OAuth {
  const { installations, redirectUri } = parts
  const provider = new InstallProvider({
    clientId: parts.clientId,
    clientSecret: parts.clientSecret,
    stateSecret: parts.stateSecret,
    installationStore: installations,
    directInstall: true,
    logger: slackLogger(parts.log),
    clientOptions: clientOptions(parts.settings),
  })
  const current = buildRenewal(parts, provider)

  return {
    authorize: async (query): Promise<AuthorizeResult> => {
      const id = tenantOfQuery(query)
      if (id === undefined) throw new UnknownWorkspace(id)
      const { bot, team, enterprise } = await current(id)
      const teamId = team?.id ?? query.teamId
      const enterpriseId = enterprise?.id ?? query.enterpriseId
      return {
        botToken: bot.token,
        botId: bot.id,
        botUserId: bot.userId,
        ...(teamId === undefined ? {} : { teamId }),
        ...(enterpriseId === undefined ? {} : { enterpriseId }),
      }
    },
    tokenOf: async (workspaceId) => (await current(workspaceId)).bot.token,
    ready: async () => true,
    install: (request, response) =>
      provider.handleInstallPath(request, response, {}, { scopes: [...parts.scopes], redirectUri }),
    redirect: (request, response) => provider.handleCallback(request, response),
  }
}

/**
 * The installation with a token that is good for a while yet.
 *
 * Slack takes each refresh token once. So one request at a time renews within a process, and one process at a time
 * among several; the others wait for what it stores.
 */
function buildRenewal(parts: OAuthParts, provider: InstallProvider) {
  const { installations, clock, log } = parts
  const renewing = new Map<string, Promise<void>>()
  const failedAt = new Map<string, number>()

  const isDue = ({ bot }: StoredInstallation): boolean =>
    Boolean(bot.refreshToken) && typeof bot.expiresAt === 'number' && bot.expiresAt * 1000 - clock.wall() < RENEW_BEFORE

  const renew = async (id: string, installation: StoredInstallation): Promise<void> => {
    const lease = `slack-token:${id}`
    const holder = randomUUID()
    for (let poll = 0; poll < POLLS; poll++) {
      if (!isDue(await installations.read(id))) return
      if (await parts.leases.acquire(lease, holder, clock.wall(), LEASE)) {
        try {
          await provider.authorize(queryFor(installation))
        } finally {
          await parts.leases.release(lease, holder)
        }
        if (isDue(await installations.read(id))) failedAt.set(id, clock.wall())
        return
      }
      await new Promise((resolve) => setTimeout(resolve, POLL))
    }
  }

  return async (id: string): Promise<StoredInstallation> => {
    const installation = await installations.read(id)
    const restsUntil = (failedAt.get(id) ?? Number.NEGATIVE_INFINITY) + PAUSE_AFTER_FAILURE
    if (!isDue(installation) || clock.wall() < restsUntil) return installation
    const begun = renewing.get(id) ?? renew(id, installation).finally(() => renewing.delete(id))
    renewing.set(id, begun)
    await begun.catch((error: unknown) => {
      failedAt.set(id, clock.wall())
      log.error({ workspaceId: id, err: error }, 'A token could not be renewed')
    })
    return installations.read(id)
  }
}

const queryFor = ({ isEnterpriseInstall, team, enterprise }: StoredInstallation) =>
  isEnterpriseInstall
    ? { isEnterpriseInstall: true as const, enterpriseId: enterprise?.id ?? '', teamId: undefined }
    : { isEnterpriseInstall: false as const, teamId: team?.id ?? '', enterpriseId: enterprise?.id }
