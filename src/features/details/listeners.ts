import type { App, BlockButtonAction } from '@slack/bolt'
import { TASK } from '../../block-kit/action-ids.ts'
import type { ChangeNamed, Ports, TurnContext } from '../../ports.ts'
import { WatchPress } from './inputs.ts'
import { pressWatch } from './press-watch.ts'

const KINDS = { [TASK.watch]: 'watch', [TASK.unwatch]: 'unwatch' } as const

/** The buttons by which somebody watches a task, or does no more. */
export function registerDetails(app: App<TurnContext>, ports: Ports, change: ChangeNamed): void {
  for (const [actionId, kind] of Object.entries(KINDS)) {
    app.action<BlockButtonAction>(actionId, async ({ body, context: { workspaceId, answer } }) => {
      await answer(await pressWatch(ports, change, { ...WatchPress.parse(body), workspaceId, kind }))
    })
  }
}
