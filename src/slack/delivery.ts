import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api'
import type { Delivery } from '../ports.ts'

type Failure = Exclude<Delivery, { kind: 'sent' }>

/** How long to wait where Slack asks for patience without saying how much. */
const PATIENCE = 30_000
/** How long to wait after the network itself refused: the next try costs little. */
const SHORT_PATIENCE = 5_000

/** Slack turned the call away before it did anything, and the same call may succeed later. */
const LATER: ReadonlySet<string> = new Set([
  'ratelimited',
  'rate_limited',
  'message_limit_exceeded',
  'service_unavailable',
  'team_added_to_org',
  'external_channel_migrating',
  'streaming_state_conflict',
  'request_timeout',
  'token_expired',
])

/** Slack says of these that a part of the call may have succeeded before they were raised. */
const UNKNOWN: ReadonlySet<string> = new Set(['internal_error', 'fatal_error', 'update_failed'])

/** The connection was never made, so nothing can have arrived. */
const NEVER_ARRIVED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

/**
 * Sorts what a call that sends a message threw, by the only question that matters: may it have been posted?
 *
 * A name that Slack gives and this list does not know is a refusal: Slack looked at the call and said no. Anything that
 * is not an answer of Slack's at all (a page of a proxy, a lost connection, a 5xx) leaves it open.
 */
export function sortFailure(error: unknown): Failure {
  if (error instanceof WebAPIRateLimitedError) return later(error.retryAfter * 1000, 'ratelimited')
  if (error instanceof WebAPIPlatformError) return sortPlatformError(error)
  if (error instanceof WebAPIHTTPError) return sortStatus(error.statusCode)
  if (error instanceof WebAPIRequestError) {
    const code = networkCode(error.original)
    return NEVER_ARRIVED.has(code) ? later(SHORT_PATIENCE, code) : { kind: 'unknown', error: code }
  }
  // web-api throws a bare Error for a 429 without a retry-after.
  if (error instanceof Error && error.message.startsWith('Retry header')) return later(PATIENCE, 'ratelimited')
  return { kind: 'unknown', error: error instanceof Error ? error.name : 'unknown' }
}

/** The name by which Slack refused a call, if `error` is such a refusal. */
export const slackErrorOf = (error: unknown): string | undefined =>
  error instanceof WebAPIPlatformError ? error.data.error : undefined

const later = (afterMilliseconds: number, error: string): Failure => ({ kind: 'later', afterMilliseconds, error })

function sortPlatformError(error: WebAPIPlatformError): Failure {
  const name = error.data.error
  const retryAfter = error.data.response_metadata?.retryAfter
  if (LATER.has(name)) return later(retryAfter === undefined ? PATIENCE : retryAfter * 1000, name)
  if (UNKNOWN.has(name)) return { kind: 'unknown', error: name }
  // web-api passes the text of an answer that is not JSON as the error's name.
  if (!/^[a-z][a-z0-9_]{2,80}$/.test(name)) return { kind: 'unknown', error: 'not_json' }
  return { kind: 'refused', error: name }
}

function sortStatus(status: number): Failure {
  const error = `http_${status}`
  if (status >= 500 || status === 408) return { kind: 'unknown', error }
  return status === 413 ? { kind: 'refused', error } : later(PATIENCE, error)
}

/** The innermost code of a network failure: fetch wraps what the socket said. */
function networkCode(error: Error): string {
  const cause = error.cause
  if (cause instanceof Error) {
    const inner = networkCode(cause)
    if (inner !== 'Error') return inner
  }
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
