import type { App, BlockButtonAction, ViewSubmitAction } from '@slack/bolt'
import { LIST, VIEWS } from '../../block-kit/action-ids.ts'
import type { ChangeInBulk, Ports, TurnContext } from '../../ports.ts'
import { bulkWorking } from './bulk-views.ts'
import { BackPress, BulkSubmission, ChangePress, PreviewSubmission } from './inputs.ts'
import { openBulk } from './open-bulk.ts'
import { proposeBulk } from './propose-bulk.ts'
import { readBulk } from './read-bulk.ts'
import { returnToForm } from './return-to-form.ts'
import { applyBulk } from './run-bulk.ts'
import { staleProposal } from './stale-proposal.ts'

/** “Change these…” below a list, its form, and the preview in which it is agreed to. */
export function registerLists(app: App<TurnContext>, ports: Ports, change: ChangeInBulk): void {
  app.action<BlockButtonAction>(LIST.change, async ({ ack, body, context: { workspaceId } }) => {
    await openBulk(ports, { ...ChangePress.parse(body), workspaceId })
    await ack()
  })

  app.view<ViewSubmitAction>(VIEWS.bulkForm, async ({ ack, body, context: { workspaceId } }) => {
    const { actorId, viewId, remembered: origin, state } = BulkSubmission.parse(body)
    const read = await readBulk(ports, { workspaceId, actorId, state })
    if ('errors' in read) return ack({ response_action: 'errors', errors: { ...read.errors } })
    await ack({ response_action: 'update', view: bulkWorking() })
    await proposeBulk(ports, { workspaceId, actorId, viewId, origin, ...read })
  })

  app.action<BlockButtonAction>(LIST.back, async ({ ack, body, context: { workspaceId } }) => {
    await ack()
    await returnToForm(ports, { ...BackPress.parse(body), workspaceId })
  })

  app.view<ViewSubmitAction>(VIEWS.bulkPreview, async ({ ack, body, context: { workspaceId } }) => {
    const { actorId, viewId, remembered } = PreviewSubmission.parse(body)
    const agreed = { workspaceId, actorId, deedId: remembered.deedId }
    const stale = await staleProposal(ports, agreed)
    if (stale) {
      await ack({ response_action: 'update', view: bulkWorking() })
      return proposeBulk(ports, { ...stale, viewId })
    }
    await ack()
    await applyBulk(ports, change, agreed)
  })
}
