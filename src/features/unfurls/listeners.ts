import type { App } from '@slack/bolt'
import type { Ports, TurnContext } from '../../ports.ts'
import { LinkEvent, NamingEvent } from './inputs.ts'
import { removePreviews, removeWithMessage } from './remove-unfurls.ts'
import { unfurlLinks } from './unfurl-links.ts'
import { unfurlMessage } from './unfurl-message.ts'

type Context = TurnContext & { readonly botUserId?: string }

/** Tasks that messages name or link to are shown below them. */
export function registerUnfurls(app: App<TurnContext>, ports: Ports): void {
  app.event('message', async ({ body, context }) => {
    const { workspaceId, botUserId = '' }: Context = context
    const { naming, external } = NamingEvent.parse(body)
    if (naming.kind === 'deleted') return removeWithMessage(ports, workspaceId, naming)
    if (naming.kind === 'removed') return removePreviews(ports, workspaceId, naming, naming.urls)
    if (naming.kind === 'said')
      await unfurlMessage(ports, { workspaceId, botUserId, message: naming.message, external })
  })

  app.event('link_shared', async ({ body, context: { workspaceId } }) => {
    const shared = LinkEvent.parse(body)
    if (shared) await unfurlLinks(ports, { ...shared, workspaceId })
  })
}
