import { z } from 'zod'
import type { Log, WorkspaceStore } from '../ports.ts'
import type { Clients } from './clients.ts'

const Bot = z.object({ bot: z.looseObject({ app_id: z.string() }) })

export interface AppPageParts {
  readonly clients: Clients
  readonly workspaces: Pick<WorkspaceStore, 'installed'>
  readonly log: Log
}

/** Knows where Slack opens the app in a workspace, installed there or not. */
export type AppPage = (workspaceId: string) => Promise<string>

/** Asks Slack once, in any workspace, for the app's id, which is the same in all of them. */
export function buildAppPage({ clients, workspaces, log }: AppPageParts): AppPage {
  let known: Promise<string | null> | undefined

  const ask = async (): Promise<string | null> => {
    const [any] = await workspaces.installed()
    if (!any) return null
    const client = await clients.clientFor(any.id)
    return Bot.parse(await client.bots.info({ bot: any.bot.botId })).bot.app_id
  }
  const appId = async (): Promise<string | null> => {
    known ??= ask().catch((error: unknown) => {
      log.warn({ err: error }, 'Slack did not say what the app’s id is')
      return null
    })
    const found = await known
    if (found === null) known = undefined
    return found
  }

  return async (workspaceId) => {
    const id = await appId()
    return id === null
      ? `https://app.slack.com/client/${encodeURIComponent(workspaceId)}`
      : `https://slack.com/app_redirect?${new URLSearchParams({ app: id, team: workspaceId }).toString()}`
  }
}
