import type { SlackObject } from '../protocol.ts'

export type DeliveryKind = 'slash_commands' | 'interactive' | 'events_api'

/** One thing that an app is told. */
export interface Delivery {
  readonly kind: DeliveryKind
  /** For the log: the command, the payload's type, the event's type. */
  readonly name: string
  readonly payload: SlackObject
  readonly channel?: string
  readonly retry?: { readonly num: number; readonly reason: string }
}

/** What came back. `body` is parsed JSON, or text, or undefined when it was empty. */
export interface DeliveryResult {
  readonly outcome: 'acked' | 'timeout' | 'http_error' | 'connection_failed'
  readonly status: number
  readonly ms: number
  readonly body: unknown
  readonly noRetry: boolean
}

/** The wire to the app: signed HTTP or Socket Mode. It never throws, and answers after three seconds at the latest. */
export interface Transport {
  send(delivery: Delivery): Promise<DeliveryResult>
  readonly connected: () => boolean
  /** Breaks the connection that the next delivery would take, or the last one took; where each has its own, nothing. */
  readonly cut?: () => void
}

/** Slack's deadline for an acknowledgement, real time. */
export const DEADLINE_MS = 3000
