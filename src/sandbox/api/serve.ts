import type { IncomingHttpHeaders } from 'node:http'
import { isRecord } from '../block-kit/schema.ts'
import { word } from '../json.ts'
import type { SlackObject } from '../protocol.ts'
import { realNow } from '../real-time.ts'
import type { Services } from '../services.ts'
import type { InstallRecord } from '../world/records.ts'
import { withoutSecrets } from '../world/log.ts'
import { checkArgs, readArgs } from './args.ts'
import { bearer, checkScopes, identify } from './auth.ts'
import type { Identity } from './auth.ts'
import { SlackError } from './errors.ts'
import type { Args, Call, Method, MethodTable } from './method.ts'
import { basicClient } from './oauth.ts'
import type { Rates } from './rate.ts'

export interface ApiRequest {
  readonly method: string
  readonly verb: string
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** `drop`: the connection ends without an answer, now or, for `hang`, after a while. */
export type ApiAnswer =
  | {
      readonly kind: 'answer'
      readonly status: number
      readonly headers: Record<string, string>
      readonly body: SlackObject | string
    }
  | { readonly kind: 'drop' }
  | { readonly kind: 'hang' }

/** Serves one Web API call: faults that were ordered, then token, scopes, rate, arguments, and the method itself. */
export async function serveApi(s: Services, table: MethodTable, rates: Rates, request: ApiRequest): Promise<ApiAnswer> {
  const started = realNow()
  const end = s.activity.begin()
  const seen: { request: unknown; channel?: string } = { request: {} }
  try {
    const fault = s.faults.strike(request.method)
    if (fault?.kind === 'timeout') return note(s, request, seen, started, { kind: 'hang' })
    if (fault?.kind === 'reset') return note(s, request, seen, started, { kind: 'drop' })
    if (fault?.kind === 'rate_limit') return note(s, request, seen, started, limited(fault.retry_after ?? 1))
    if (fault?.kind === 'server_error') return note(s, request, seen, started, plain(500, 'Internal Server Error'))
    const answer = await answerCall(s, table, rates, request, seen)
    await s.world.commit()
    const dropped = fault?.kind === 'drop_after_accept'
    if (fault?.kind === 'late') await new Promise((resolve) => setTimeout(resolve, 3200))
    return note(s, request, seen, started, dropped ? { kind: 'drop' } : answer)
  } finally {
    end()
  }
}

// eslint-disable-next-line eslint/max-params -- the parts of one call
async function answerCall(
  s: Services,
  table: MethodTable,
  rates: Rates,
  request: ApiRequest,
  seen: { request: unknown; channel?: string },
): Promise<ApiAnswer> {
  const headers: Record<string, string> = {}
  try {
    const method = Object.hasOwn(table, request.method) ? table[request.method] : undefined
    const raw = await readArgs(request.query, request.headers, request.body, method)
    const { token, ...rest }: Record<string, unknown> = { ...raw.values, ...clientOf(method, request.headers) }
    const values = method?.args['token'] ? { ...rest, token } : rest
    seen.request = forLog(values)
    if (typeof values['channel'] === 'string') seen.channel = values['channel']
    if (!method) throw new SlackError('unknown_method', { req_method: request.method })
    const identity = authorise(s, method, bearer(request.headers) ?? word(token))
    if (identity) checkIdentity(method, identity, headers)
    const wait = rates.take(request.method, method.tier, identity?.install.teamId ?? '')
    if (wait !== undefined) return limited(wait)
    const call = toCall(s, method, values, identity)
    const slow = rates.takePost(request.method, seen.channel)
    if (slow !== undefined) return limited(slow)
    return {
      kind: 'answer',
      status: 200,
      headers,
      body: withWarnings({ ok: true, ...(await method.run(call)) }, raw.warnings),
    }
  } catch (error) {
    if (!(error instanceof SlackError)) throw error
    return { kind: 'answer', status: 200, headers, body: { ok: false, error: error.code, ...error.more } }
  }
}

const clientOf = (method: Method | undefined, headers: IncomingHttpHeaders) =>
  method?.auth === 'open' ? basicClient(headers) : undefined

function checkIdentity(method: Method, identity: Identity, headers: Record<string, string>): void {
  scopeHeaders(method, identity, headers)
  if (method.auth !== 'app') checkScopes(method, identity)
}

function authorise(s: Services, method: Method, token: string | undefined): Identity | undefined {
  if (method.auth === 'open') return undefined
  if (method.auth !== 'app') return identify(s, token)
  if (!token) throw new SlackError('not_authed')
  if (token !== s.app.appToken)
    throw new SlackError(token.startsWith('xapp-') ? 'invalid_auth' : 'not_allowed_token_type')
  return undefined
}

function toCall(
  s: Services,
  method: Method,
  values: Readonly<Record<string, unknown>>,
  identity: Identity | undefined,
): Call {
  const args = checkArgs(method, values)
  if (!identity) return { s, args, install: NOBODY, teamId: '', userId: '', asUser: false }
  const { install, userId, asUser } = identity
  return { s, args, install, teamId: workspaceOf(s, method, args, install), userId, asUser }
}

/** The workspace that a call is about. The token of an organisation is of none: the call says which, where it matters. */
function workspaceOf(s: Services, method: Method, args: Args, install: InstallRecord): string {
  if (!install.orgWide) return install.teamId
  const asked = args['team_id']
  if (typeof asked !== 'string' || asked === '') {
    if ('team_id' in method.args) throw new SlackError('missing_argument')
    return install.teamId
  }
  if (s.world.teams.get(asked)?.enterpriseId !== install.enterpriseId) throw new SlackError('team_access_not_granted')
  return asked
}

const NOBODY = {
  id: '',
  appId: '',
  teamId: '',
  orgWide: false,
  botUserId: '',
  botId: '',
  botToken: '',
  scopes: [],
  userId: '',
}

function scopeHeaders(method: Method, identity: Identity, headers: Record<string, string>): void {
  headers['x-oauth-scopes'] = identity.scopes.join(',')
  if (method.scopes.length > 0) headers['x-accepted-oauth-scopes'] = method.scopes.join(',')
}

/** Warnings of the call's form beside those of the method itself. */
function withWarnings(body: SlackObject, warnings: readonly string[]): SlackObject {
  if (warnings.length === 0) return body
  const metadata = isRecord(body['response_metadata']) ? body['response_metadata'] : {}
  const own = Array.isArray(metadata['warnings']) ? metadata['warnings'].map(word) : []
  const all = [...own, ...warnings]
  return { ...body, warning: all.join(','), response_metadata: { ...metadata, warnings: all } }
}

/** What the log may show: no tokens, no secrets. */
function forLog(body: SlackObject): unknown {
  const text = JSON.stringify(body, (name, value: unknown) => (SECRET.test(name) ? '…' : value))
  return JSON.parse(withoutSecrets(text)) as unknown
}

const SECRET = /^(client_secret|token|code|code_verifier|refresh_token)$/

const limited = (seconds: number): ApiAnswer => ({
  kind: 'answer',
  status: 429,
  headers: { 'retry-after': String(seconds) },
  body: { ok: false, error: 'ratelimited' },
})

const plain = (status: number, body: string): ApiAnswer => ({ kind: 'answer', status, headers: {}, body })

// eslint-disable-next-line eslint/max-params -- one line of the log
function note(
  s: Services,
  request: ApiRequest,
  seen: { readonly request: unknown; readonly channel?: string },
  started: number,
  answer: ApiAnswer,
): ApiAnswer {
  const body = answer.kind === 'answer' ? answer.body : answer.kind
  const ok = typeof body === 'object' && body['ok'] === true
  const error = typeof body === 'object' ? body['error'] : body
  s.log.add({
    kind: 'api',
    name: request.method,
    real_ms: realNow() - started,
    ...(seen.channel === undefined ? {} : { channel: seen.channel }),
    status: answer.kind === 'answer' ? answer.status : 0,
    ok,
    ...(ok ? {} : { error: String(error) }),
    request: seen.request,
    response: typeof body === 'string' ? body : forLog(body),
  })
  return answer
}
