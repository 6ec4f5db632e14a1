import type { SlackObject } from '../protocol.ts'
import type { Services } from '../services.ts'
import { isObject } from '../text/elements.ts'
import type { RetryRecord } from '../world/records.ts'
import type { DeliveryResult } from './transport.ts'

/** World time until the first, second and third repetition of an event that was not taken. */
const RETRY_AFTER_MS = [0, 60_000, 300_000]

/** Sends an event; what is not taken within three seconds is sent again at once, after one and after five minutes. */
export async function deliverEvent(s: Services, installId: string, envelope: SlackObject): Promise<DeliveryResult> {
  return attempt(s, { id: String(envelope['event_id']), installId, envelope, attempt: 0, reason: '', dueAt: 0 })
}

/** Sends the repetitions that are due now. */
export async function runDueRetries(s: Services): Promise<void> {
  const now = s.world.clock.ms()
  await Promise.all(s.world.retries.filter((retry) => retry.dueAt <= now).map((retry) => attempt(s, retry)))
}

export function nextRetryAt(s: Services): number | undefined {
  let next: number | undefined
  for (const retry of s.world.retries.all()) if (next === undefined || retry.dueAt < next) next = retry.dueAt
  return next
}

async function attempt(s: Services, record: RetryRecord): Promise<DeliveryResult> {
  s.world.retries.remove(record.id)
  const event = isObject(record.envelope['event']) ? record.envelope['event'] : {}
  const channel = event['channel']
  const result = await s.transport.send({
    kind: 'events_api',
    name: event.type ?? 'event',
    payload: record.envelope,
    ...(typeof channel === 'string' ? { channel } : {}),
    ...(record.attempt > 0 ? { retry: { num: record.attempt, reason: record.reason } } : {}),
  })
  const wait = RETRY_AFTER_MS[record.attempt]
  if (result.outcome === 'acked' || result.noRetry || wait === undefined) return result
  const reason = result.outcome === 'timeout' ? 'http_timeout' : result.outcome
  const next = { ...record, attempt: record.attempt + 1, reason, dueAt: s.world.clock.ms() + wait }
  s.world.retries.put(next)
  return wait === 0 ? attempt(s, next) : result
}
