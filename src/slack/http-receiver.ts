import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { HTTPReceiver, HTTPReceiverDeferredRequestError } from '@slack/bolt'
import type { Clock, Log } from '../ports.ts'
import { slackLogger } from './client-options.ts'
import { EventNotRecorded } from './errors.ts'

export const EVENTS_PATH = '/slack/events'
/** Slack's largest requests are far smaller: a view has at most 250 kB. */
const BODY_LIMIT = 1024 * 1024
/** The turn acknowledges before this; it is the last resort should that fail. */
const UNHANDLED_AFTER = 2_900
/** Slack's tolerance, which we hold in both directions. */
const SIGNATURE_WINDOW_SECONDS = 300

export interface HttpReceiverParts {
  readonly signingSecret: string
  readonly clock: Pick<Clock, 'wall'>
  readonly log: Log
}

export interface HttpReceiver {
  readonly receiver: HTTPReceiver
  /** For `POST /slack/events`. */
  readonly requestListener: RequestListener
}

/** Bolt's receiver for signed requests, driven by our own server. */
export function buildHttpReceiver({ signingSecret, clock, log }: HttpReceiverParts): HttpReceiver {
  const receiver = new HTTPReceiver({
    signingSecret,
    endpoints: [EVENTS_PATH],
    bodyLimit: BODY_LIMIT,
    logger: slackLogger(log),
    unhandledRequestTimeoutMillis: UNHANDLED_AFTER,
    unhandledRequestHandler: ({ response }) => {
      // Bolt's timer runs on after an error has been answered; a second head would end the process.
      if (response.headersSent) return
      log.error({}, 'A request was answered by the last resort')
      end(response, 200)
    },
    dispatchErrorHandler: ({ error, response }) => {
      if (response.headersSent) return
      end(response, error instanceof HTTPReceiverDeferredRequestError ? 404 : 400)
    },
    processEventErrorHandler: async ({ error, response }) => {
      if (response.headersSent) return false
      if (error instanceof EventNotRecorded) {
        log.error({ err: error }, 'An event was turned away for Slack to send again')
        end(response, 503)
        return false
      }
      log.error({ err: error }, 'A request was acknowledged although it failed')
      end(response, 200)
      return false
    },
  })
  return {
    receiver,
    requestListener: (request, response) => {
      if (!isTimely(request, clock.wall())) {
        log.warn({}, 'A request was refused: its timestamp is not within five minutes of now')
        // What is not read would keep the connection from being used again.
        request.resume()
        end(response, 401)
        return
      }
      normaliseContentType(request)
      receiver.requestListener(request, response)
    },
  }
}

/** Bolt refuses old timestamps and takes ones from the future, which would let a captured request be kept for later. */
function isTimely(request: IncomingMessage, wall: number): boolean {
  const header = request.headers['x-slack-request-timestamp']
  // Without a timestamp Bolt decides: Slack's unsigned check of the certificate has none.
  if (header === undefined) return true
  return Math.abs(wall / 1000 - Number(header)) <= SIGNATURE_WINDOW_SECONDS
}

/** Bolt knows a form only by the bare type; some proxies add the character set. */
function normaliseContentType(request: IncomingMessage): void {
  const type = request.headers['content-type']
  if (type?.startsWith('application/x-www-form-urlencoded')) {
    request.headers['content-type'] = 'application/x-www-form-urlencoded'
  }
}

function end(response: ServerResponse, status: number): void {
  response.writeHead(status)
  response.end()
}
