import type { DeliveryResult } from '../deliveries/transport.ts'
import { Shown } from './fault.ts'

/** The time to the acknowledgement; else what Slack shows instead. */
export function acknowledged(result: DeliveryResult): number {
  switch (result.outcome) {
    case 'acked':
      return result.ms
    case 'timeout':
      throw new Shown('This app took too long to respond (operation_timeout).')
    case 'http_error':
      throw new Shown(`This app responded with Status Code ${result.status}.`)
    case 'connection_failed':
      throw new Shown('This app could not be reached (dispatch_failed).')
  }
}
