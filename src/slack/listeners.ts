import type { App } from '@slack/bolt'
import { z } from 'zod'
import type { TurnContext } from '../ports.ts'
import type { SlackChannels } from './channels.ts'
import type { Clients } from './clients.ts'
import type { SlackDirectory } from './directory.ts'
import type { Installations } from './installations.ts'
import type { Tenants } from './tenants.ts'

export interface OwnListenersParts {
  readonly directory: SlackDirectory
  readonly channels: SlackChannels
  readonly tenants: Tenants
  readonly clients: Clients
  /** Undefined for one workspace with a token of its own. */
  readonly installations: Installations | undefined
}

const Revoked = z.object({ tokens: z.object({ bot: z.array(z.string()).optional().default([]) }) })

/** What concerns the app's standing in a workspace, and who its people are; all else is the features' affair. */
export function registerOwnListeners(app: App, parts: OwnListenersParts): void {
  const { directory, channels, tenants, clients, installations } = parts
  const leave = async (workspaceId: string): Promise<void> => {
    await tenants.uninstalled(workspaceId)
    await installations?.remove(workspaceId)
    clients.forget(workspaceId)
  }
  app.event<'user_change', TurnContext>('user_change', ({ event, context }) =>
    directory.refresh(context.workspaceId, event.user),
  )
  app.event<'team_join', TurnContext>('team_join', ({ event, context }) =>
    directory.refresh(context.workspaceId, event.user),
  )
  app.event<'member_joined_channel', TurnContext>('member_joined_channel', async ({ event, context }) =>
    channels.forget(context.workspaceId, event.user),
  )
  app.event<'member_left_channel', TurnContext>('member_left_channel', async ({ event, context }) =>
    channels.forget(context.workspaceId, event.user),
  )
  app.event<'app_uninstalled', TurnContext>('app_uninstalled', ({ context }) => leave(context.workspaceId))
  app.event<'tokens_revoked', TurnContext>('tokens_revoked', async ({ event, context }) => {
    // Tokens of single users, which Runsheet does not have, are revoked in the same way.
    if (Revoked.parse(event).tokens.bot.length > 0) await leave(context.workspaceId)
  })
}
