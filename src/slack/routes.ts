import type { RequestListener } from 'node:http'
import type { Log } from '../ports.ts'
import { EVENTS_PATH } from './http-receiver.ts'
import type { OAuth } from './oauth.ts'

/** Leads Slack's requests to the receiver, and browsers that install the app to the installation. */
export function slackRoutes(events: RequestListener, oauth: OAuth | undefined, log: Log): RequestListener {
  return (request, response) => {
    const [path = ''] = (request.url ?? '').split('?', 1)
    const route = `${request.method ?? ''} ${path}`
    const fail = (error: unknown): void => {
      log.error({ err: error, route }, 'An installation failed')
      if (!response.headersSent) response.writeHead(500).end()
    }
    if (route === `POST ${EVENTS_PATH}`) events(request, response)
    else if (oauth && route === 'GET /slack/install') oauth.install(request, response).catch(fail)
    else if (oauth && route === 'GET /slack/oauth_redirect') oauth.redirect(request, response).catch(fail)
    else response.writeHead(404).end()
  }
}
