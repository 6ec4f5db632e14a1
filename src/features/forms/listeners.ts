import type { App, BlockAction } from '@slack/bolt'
import { FORM } from '../../block-kit/action-ids.ts'
import type { Ports, TurnContext } from '../../ports.ts'
import { FormTouch } from './inputs.ts'
import { openOrder } from './order.ts'
import { refreshForm } from './refresh-form.ts'

/** What is chosen in a task form while it is filled in, new or edited. */
export function registerForms(app: App<TurnContext>, ports: Ports): void {
  const order = openOrder()
  for (const actionId of [FORM.project, FORM.owner, FORM.due])
    app.action<BlockAction>(actionId, async ({ ack, body, context: { workspaceId } }) => {
      const touch = FormTouch.parse(body)
      const isNewest = order(touch.shown.id, touch.at)
      // Renewed first: errors of a form that is sent off in the same breath would go with a later update.
      await refreshForm(ports, { ...touch, workspaceId }, isNewest)
      await ack()
    })
}
