import type { Fault, FaultKind } from '../protocol.ts'
import { CallerFault } from './fault.ts'
import type { Body } from './fields.ts'
import { maybeNumber, need } from './fields.ts'

const KINDS: readonly FaultKind[] = [
  'rate_limit',
  'server_error',
  'timeout',
  'drop_after_accept',
  'reset',
  'late',
  'twice',
]

export function readFault(body: Body): Fault {
  const kind = KINDS.find((k) => k === body['kind'])
  if (!kind) throw new CallerFault(`"kind" is one of ${KINDS.join(', ')}`)
  const method = need(body, 'method')
  if (kind === 'twice' && method !== 'delivery')
    throw new CallerFault('"twice" is a fault of deliveries: "method": "delivery"')
  const [times, rate, seed, retryAfter] = ['times', 'rate', 'seed', 'retry_after'].map((name) =>
    maybeNumber(body, name),
  )
  return {
    method,
    kind,
    ...(times === undefined ? {} : { times }),
    ...(rate === undefined ? {} : { rate }),
    ...(seed === undefined ? {} : { seed }),
    ...(retryAfter === undefined ? {} : { retry_after: retryAfter }),
  }
}
