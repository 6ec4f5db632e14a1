import { happen } from '../deliveries/events.ts'
import { realNow } from '../real-time.ts'
import type { Services } from '../services.ts'
import { newSecret } from './ids.ts'
import { installApp } from './populate.ts'
import type { InstallRecord } from './records.ts'

/** Rotating tokens live twelve hours of real time: Bolt reckons their end by its own clock. */
const TOKEN_LIFE_S = 43_200

export interface Asked {
  readonly teamId: string
  /** For all workspaces of the organisation. */
  readonly orgWide: boolean
  readonly userId: string
  readonly scopes: readonly string[]
  readonly userScopes: readonly string[]
}

const number = (): number => Number.parseInt(newSecret(5), 16)

/** Installs the app. Where it is installed already, its token stays and the scopes add up, as in Slack. */
export function install(s: Services, asked: Asked): InstallRecord {
  const before = s.world.installs.get(`${s.app.id}:${asked.teamId}`)
  const kept = before?.revoked === true ? undefined : before
  const fresh = {
    ...installApp(s.world, s.app, s.manifest, asked.teamId),
    ...(kept ? { botToken: kept.botToken } : {}),
  }
  const record = s.world.installs.put({
    ...fresh,
    orgWide: asked.orgWide,
    userId: asked.userId,
    scopes: [...new Set([...(kept?.scopes ?? []), ...asked.scopes])],
    ...(asked.userScopes.length > 0
      ? { userToken: `xoxp-${number()}-${number()}-${newSecret(12)}`, userScopes: asked.userScopes }
      : {}),
  })
  s.world.feed.tell({ kind: 'state' })
  return s.manifest.tokenRotation ? rotate(s, record) : record
}

/** New tokens that expire; the access token before stays good until its own end, the refresh token does not. */
export function rotate(s: Services, record: InstallRecord): InstallRecord {
  return s.world.installs.put({
    ...record,
    botToken: `xoxe.xoxb-1-${newSecret(24)}`,
    refreshToken: `xoxe-1-${newSecret(24)}`,
    expiresAt: realNow() + TOKEN_LIFE_S * 1000,
    ...(record.refreshToken === undefined || record.expiresAt === undefined
      ? {}
      : { previous: { token: record.botToken, expiresAt: record.expiresAt } }),
  })
}

export const tokenLife = TOKEN_LIFE_S

/** Takes the app out of the workspace: it hears `app_uninstalled` and `tokens_revoked`, then nothing more. */
export async function uninstall(s: Services, record: InstallRecord): Promise<void> {
  const base = { teamId: record.teamId, only: record }
  const ts = s.world.nextTs()
  await Promise.all([
    happen(s, { ...base, name: 'app_uninstalled', event: { type: 'app_uninstalled', event_ts: ts } }),
    happen(s, {
      ...base,
      name: 'tokens_revoked',
      event: {
        type: 'tokens_revoked',
        tokens: { oauth: record.userToken === undefined ? [] : [record.userId], bot: [record.botUserId] },
        event_ts: ts,
      },
    }),
  ])
  s.world.installs.put({ ...record, revoked: true })
  for (const channel of s.world.channels.filter((c) => c.members.includes(record.botUserId) && c.kind === 'channel')) {
    s.world.channels.put({ ...channel, members: channel.members.filter((id) => id !== record.botUserId) })
  }
  const bot = s.world.users.get(record.botUserId)
  if (bot) s.world.users.put({ ...bot, deleted: true })
  s.world.feed.tell({ kind: 'state' })
}
