import type { IncomingHttpHeaders } from 'node:http'
import { realNow } from '../real-time.ts'
import type { Services } from '../services.ts'
import type { InstallRecord } from '../world/records.ts'
import { SlackError } from './errors.ts'
import type { Method } from './method.ts'

export interface Identity {
  readonly install: InstallRecord
  readonly userId: string
  readonly asUser: boolean
  readonly scopes: readonly string[]
}

/** The token in a request's Authorization header. */
export const bearer = (headers: IncomingHttpHeaders): string | undefined =>
  /^Bearer\s+(\S+)$/i.exec(headers.authorization ?? '')?.[1]

/** Whose token this is; Slack's error when it is nobody's, expired, or belongs to an account that is gone. */
export function identify(s: Services, token: string | undefined): Identity {
  if (!token) throw new SlackError('not_authed')
  const install = s.world.installs.find(
    (i) => i.botToken === token || i.userToken === token || i.previous?.token === token,
  )
  if (!install) throw new SlackError(token === s.app.appToken ? 'not_allowed_token_type' : 'invalid_auth')
  if (install.revoked) throw new SlackError('token_revoked')
  const asUser = install.userToken === token
  const expiresAt = install.previous?.token === token ? install.previous.expiresAt : install.expiresAt
  if (!asUser && expiresAt !== undefined && expiresAt <= realNow()) throw new SlackError('token_expired')
  const userId = asUser ? install.userId : install.botUserId
  if (s.world.users.get(userId)?.deleted) throw new SlackError('account_inactive')
  return { install, userId, asUser, scopes: asUser ? (install.userScopes ?? []) : install.scopes }
}

/** Slack's `missing_scope`, with what is needed and what there is. */
export function checkScopes(method: Method, identity: Identity): void {
  if (method.scopes.length === 0 || method.scopes.some((scope) => identity.scopes.includes(scope))) return
  throw new SlackError('missing_scope', { needed: method.scopes.join(','), provided: identity.scopes.join(',') })
}
