import { SocketModeReceiver } from '@slack/bolt'
import type { App, Receiver } from '@slack/bolt'
import type { Log } from '../ports.ts'
import { clientOptions, slackLogger } from './client-options.ts'
import type { ClientSettings } from './client-options.ts'
import { EventNotRecorded } from './errors.ts'

/**
 * Slack closes each connection every few hours and Bolt waits five seconds before it opens another. It sends each request
 * over any of an app's connections (ten at most), so with two of them one is there while the other is renewed.
 */
const CONNECTIONS = 2
const FIRST_BACK_OFF = 500
const LONGEST_BACK_OFF = 30_000

export interface SocketReceiver extends Receiver {
  /** True while at least one connection is open. */
  isConnected(): boolean
}

export interface SocketReceiverParts {
  readonly appToken: string
  readonly settings: ClientSettings
  readonly log: Log
}

/** Several Socket Mode connections as one receiver. */
export function buildSocketReceiver(parts: SocketReceiverParts): SocketReceiver {
  const connections = Array.from({ length: CONNECTIONS }, () => buildConnection(parts))
  return {
    init: (app) => {
      for (const connection of connections) connection.receiver.init(app)
    },
    // One is enough to serve; the others go on trying.
    start: () => Promise.any(connections.map((connection) => connection.start())),
    stop: () => Promise.all(connections.map((connection) => connection.stop())),
    isConnected: () => connections.some((connection) => connection.isOpen()),
  }
}

interface Connection {
  readonly receiver: { init(app: App): void }
  /** Resolves when it is open for the first time. */
  start(): Promise<void>
  stop(): Promise<void>
  isOpen(): boolean
}

/**
 * One connection that is opened again as soon as it is closed.
 *
 * The library's own way of reconnecting is off: it waits five seconds also when Slack asked for the change, and where
 * reconnecting fails its rejection reaches nobody, which ends the process.
 */
function buildConnection({ appToken, settings, log }: SocketReceiverParts): Connection {
  const receiver = new SocketModeReceiver({
    appToken,
    autoReconnectEnabled: false,
    logger: slackLogger(log),
    installerOptions: { clientOptions: clientOptions(settings) },
    processEventErrorHandler: async ({ error }) => {
      log.error({ err: error }, 'A request failed')
      return !(error instanceof EventNotRecorded)
    },
  })
  const { client } = receiver
  let isStopped = false
  let isOpen = false
  let failures = 0
  let timer: NodeJS.Timeout | undefined

  const connect = async (): Promise<void> => {
    try {
      await client.start()
      failures = 0
    } catch (error) {
      failures += 1
      log.warn({ err: error, failures }, 'A Socket Mode connection could not be opened')
      again(Math.min(LONGEST_BACK_OFF, FIRST_BACK_OFF * 2 ** (failures - 1)))
    }
  }
  const again = (milliseconds: number): void => {
    if (isStopped) return
    clearTimeout(timer)
    timer = setTimeout(() => void connect(), milliseconds)
  }

  client.on('connected', () => {
    isOpen = true
  })
  client.on('disconnected', () => {
    // While it is being opened, `start` rejects as well and the back-off counts.
    const wasOpen = isOpen
    isOpen = false
    if (wasOpen) again(0)
  })

  return {
    receiver,
    start: () =>
      new Promise((resolve) => {
        client.once('connected', () => resolve())
        void connect()
      }),
    stop: async () => {
      isStopped = true
      clearTimeout(timer)
      if (isOpen) await client.disconnect()
    },
    isOpen: () => isOpen,
  }
}
