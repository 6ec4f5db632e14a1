import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { SlackObject } from '../protocol.ts'
import { realNow } from '../real-time.ts'
import type { Services } from '../services.ts'
import { install, rotate, tokenLife, uninstall } from '../world/installs.ts'
import type { Asked } from '../world/installs.ts'
import type { InstallRecord } from '../world/records.ts'
import { SlackError } from './errors.ts'
import { boolean, integer, flag, string, text } from './method.ts'
import type { Call, MethodTable } from './method.ts'
import { page } from './paging.ts'

/** What somebody allowed on the OAuth page, to be had once for a code within ten minutes. */
export interface Granted extends Asked {
  readonly redirectUri: string
  readonly challenge?: string
}

const CODE_LIFE_MS = 600_000

export interface Codes {
  issue(granted: Granted): string
  take(code: string): Granted | undefined
}

export function openCodes(newCode: () => string): Codes {
  const codes = new Map<string, { readonly granted: Granted; readonly until: number }>()
  return {
    issue: (granted) => {
      const code = newCode()
      codes.set(code, { granted, until: realNow() + CODE_LIFE_MS })
      return code
    },
    take: (code) => {
      const found = codes.get(code)
      codes.delete(code)
      return found && found.until > realNow() ? found.granted : undefined
    },
  }
}

function checkClient(call: Call): void {
  const id = text(call, 'client_id')
  if (id !== call.s.app.clientId) throw new SlackError('invalid_client_id')
  if (text(call, 'client_secret') !== call.s.app.clientSecret) throw new SlackError('bad_client_secret')
}

const access =
  (codes: Codes) =>
  (call: Call): SlackObject => {
    checkClient(call)
    const grant = text(call, 'grant_type') ?? (text(call, 'refresh_token') ? 'refresh_token' : 'authorization_code')
    if (grant === 'refresh_token') return refresh(call)
    if (grant !== 'authorization_code') throw new SlackError('invalid_grant_type')
    const granted = codes.take(text(call, 'code') ?? '')
    if (!granted) throw new SlackError('invalid_code')
    const redirect = text(call, 'redirect_uri')
    if (redirect !== undefined && redirect !== granted.redirectUri) throw new SlackError('bad_redirect_uri')
    checkVerifier(granted, text(call, 'code_verifier'))
    return tokens(call.s, install(call.s, granted))
  }

function checkVerifier({ challenge }: Granted, verifier: string | undefined): void {
  if (challenge === undefined) return
  if (
    createHash('sha256')
      .update(verifier ?? '')
      .digest('base64url') !== challenge
  )
    throw new SlackError('invalid_code_verifier')
}

function refresh(call: Call): SlackObject {
  const found = call.s.world.installs.find((i) => i.refreshToken === text(call, 'refresh_token') && !i.revoked)
  if (!found) throw new SlackError('invalid_refresh_token')
  return tokens(call.s, rotate(call.s, found))
}

function tokens(s: Services, record: InstallRecord): SlackObject {
  const team = s.world.teams.get(record.teamId)
  const enterprise = record.enterpriseId === undefined ? undefined : s.world.enterprises.get(record.enterpriseId)
  return {
    app_id: s.app.id,
    access_token: record.botToken,
    token_type: 'bot',
    scope: record.scopes.join(','),
    bot_user_id: record.botUserId,
    ...(record.refreshToken === undefined ? {} : { refresh_token: record.refreshToken, expires_in: tokenLife }),
    team: record.orgWide || !team ? null : { id: team.id, name: team.name },
    enterprise: enterprise ? { id: enterprise.id, name: enterprise.name } : null,
    is_enterprise_install: record.orgWide,
    authed_user: {
      id: record.userId,
      ...(record.userToken === undefined
        ? {}
        : { access_token: record.userToken, scope: (record.userScopes ?? []).join(','), token_type: 'user' }),
    },
  }
}

/** A token that never ends for one that is rotated; the old one is gone then. */
function exchange(call: Call): SlackObject {
  checkClient(call)
  if (!call.s.manifest.tokenRotation) throw new SlackError('token_rotation_not_enabled')
  const token = text(call, 'token') ?? ''
  const found = call.s.world.installs.find((i) => i.botToken === token && !i.revoked)
  if (!found) throw new SlackError('invalid_auth')
  if (found.refreshToken !== undefined) throw new SlackError('token_already_exchanged')
  return tokens(call.s, rotate(call.s, found))
}

function uninstallApp(call: Call): SlackObject {
  checkClient(call)
  void uninstall(call.s, call.install)
  return { uninstalled: true }
}

function revoke(call: Call): SlackObject {
  if (flag(call, 'test')) return { revoked: false }
  void uninstall(call.s, call.install)
  return { revoked: true }
}

function teams(call: Call): SlackObject {
  const { install: own } = call
  const mine = call.s.world.teams.filter((t) =>
    own.orgWide ? t.enterpriseId === own.enterpriseId : t.id === own.teamId,
  )
  const { items, next } = page(call, mine, (team) => team.id, { byDefault: 100, max: 1000 })
  return { teams: items.map((team) => ({ id: team.id, name: team.name })), ...next }
}

/** Methods of tokens and installations. */
export const oauthMethods = (codes: Codes): MethodTable => ({
  'oauth.v2.access': {
    tier: 'special',
    scopes: [],
    auth: 'open',
    json: false,
    args: {
      client_id: string(),
      client_secret: string(),
      code: string(),
      code_verifier: string(),
      redirect_uri: string(),
      grant_type: string(),
      refresh_token: string(),
      assertion: string(),
    },
    run: access(codes),
  },
  'oauth.v2.exchange': {
    tier: 'special',
    scopes: [],
    auth: 'open',
    json: false,
    args: { client_id: string(), client_secret: string(), token: string() },
    run: exchange,
  },
  'apps.uninstall': {
    tier: 1,
    scopes: [],
    json: false,
    args: { client_id: string('required'), client_secret: string('required') },
    run: uninstallApp,
  },
  'auth.revoke': { tier: 3, scopes: [], json: false, args: { test: boolean() }, run: revoke },
  'auth.teams.list': {
    tier: 2,
    scopes: [],
    json: false,
    args: { limit: integer(), cursor: string(), include_icon: boolean() },
    run: teams,
  },
})

/** Client id and secret may come by HTTP Basic instead. */
export function basicClient(headers: IncomingHttpHeaders): { client_id: string; client_secret: string } | undefined {
  const [, encoded] = /^Basic\s+(\S+)$/i.exec(headers.authorization ?? '') ?? []
  if (encoded === undefined) return undefined
  const [id, secret] = Buffer.from(encoded, 'base64').toString('utf8').split(':')
  return id === undefined || secret === undefined ? undefined : { client_id: id, client_secret: secret }
}
