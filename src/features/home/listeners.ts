import type { App } from '@slack/bolt'
import type { Ports, TurnContext } from '../../ports.ts'
import { AppHomeOpened } from './inputs.ts'
import { showHome } from './show-home.ts'

/** The Home tab, as new each time that it is opened. */
export function registerHome(app: App<TurnContext>, ports: Ports): void {
  app.event('app_home_opened', async ({ event, context: { workspaceId } }) => {
    const { memberId, isHome } = AppHomeOpened.parse(event)
    if (isHome) await showHome(ports, { workspaceId, memberId })
  })
}
