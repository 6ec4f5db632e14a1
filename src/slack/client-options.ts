import { LogLevel } from '@slack/bolt'
import type { Logger } from '@slack/bolt'
import type { WebClientOptions } from '@slack/web-api'
import type { Clock, Log } from '../ports.ts'
import { pausingFetch } from './pausing-fetch.ts'

/** Longer than Slack takes for anything that it will answer at all. */
export const CALL_TIMEOUT = 10_000

export interface ClientSettings {
  /** Another root of the Web API (the sandbox, an emulator); Slack's own when it is undefined. */
  readonly apiUrl: string | undefined
  readonly log: Log
  readonly clock: Pick<Clock, 'wall'>
  /** Milliseconds; tests shorten it. */
  readonly timeout?: number
}

/**
 * Options for a client that makes each call once, anew for every caller.
 *
 * web-api writes the first token into `headers` that it is given and Socket Mode writes its own retries into a
 * `retryConfig` that is missing, so no object is shared and both are settled here. Its own retries would post twice after
 * a timeout, and its answer to a 429 stops the whole client: who calls decides.
 */
export function clientOptions({ apiUrl, log, clock, timeout = CALL_TIMEOUT }: ClientSettings): WebClientOptions {
  return {
    fetch: pausingFetch(() => clock.wall()),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout,
    allowAbsoluteUrls: false,
    logger: slackLogger(log),
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl.endsWith('/') ? apiUrl : `${apiUrl}/` }),
  }
}

/**
 * Slack's libraries' log, passed on to ours. Their debug lines hold message text and are dropped; what they call
 * information is of use to those who debug.
 */
export function slackLogger(log: Log): Logger {
  const text = (parts: readonly unknown[]): string =>
    parts.map((part) => (part instanceof Error ? part.message : String(part))).join(' ')
  return {
    debug: () => {},
    info: (...parts: unknown[]) => log.debug({ detail: text(parts) }, 'Slack library'),
    warn: (...parts: unknown[]) => log.warn({ detail: text(parts) }, 'Slack library'),
    error: (...parts: unknown[]) => log.error({ detail: text(parts) }, 'Slack library'),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  }
}
