import { withoutSecrets } from '../world/log.ts'
import type { TrafficLog } from '../world/log.ts'
import type { Faults } from '../world/faults.ts'
import type { Activity } from './activity.ts'
import { DEADLINE_MS } from './transport.ts'
import type { Delivery, DeliveryResult, Transport } from './transport.ts'

/** The wire with the faults that were ordered, each delivery counted as activity and written to the log. */
export function watchedTransport(
  wire: Transport,
  watch: { faults: Faults; log: TrafficLog; activity: Activity },
): Transport {
  return {
    connected: wire.connected,
    send: async (delivery) => {
      const end = watch.activity.begin()
      const result = await struck(wire, delivery, watch.faults)
      end()
      watch.log.add({
        kind: 'delivery',
        name: delivery.name,
        real_ms: result.ms,
        status: result.status,
        ok: result.outcome === 'acked',
        ...(delivery.channel === undefined ? {} : { channel: delivery.channel }),
        ...(result.outcome === 'acked' ? {} : { error: result.outcome }),
        request: delivery.payload,
        response: typeof result.body === 'string' ? withoutSecrets(result.body) : result.body,
      })
      return result
    },
  }
}

async function struck(wire: Transport, delivery: Delivery, faults: Faults): Promise<DeliveryResult> {
  const fault = faults.strike('delivery')
  const lost = { status: 0, body: undefined, noRetry: false }
  switch (fault?.kind) {
    case undefined:
    case 'rate_limit':
      return wire.send(delivery)
    case 'twice':
      void wire.send(delivery)
      return wire.send(delivery)
    case 'late':
      setTimeout(() => void wire.send(delivery), DEADLINE_MS + 200).unref()
      await pause(DEADLINE_MS)
      return { ...lost, outcome: 'timeout', ms: DEADLINE_MS }
    case 'timeout': {
      const [result] = await Promise.all([wire.send(delivery), pause(DEADLINE_MS)])
      return { ...lost, outcome: 'timeout', ms: Math.max(DEADLINE_MS, result.ms) }
    }
    case 'server_error':
      return { ...lost, outcome: 'http_error', status: 500, ms: 0 }
    case 'reset':
      wire.cut?.()
      return { ...lost, outcome: 'connection_failed', ms: 0 }
    case 'drop_after_accept': {
      const result = await wire.send(delivery)
      wire.cut?.()
      return { ...lost, outcome: 'connection_failed', ms: result.ms }
    }
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
