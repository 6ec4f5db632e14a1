import type { App, ViewSubmitAction } from '@slack/bolt'
import { VIEWS } from '../../block-kit/action-ids.ts'
import type { Ports, TurnContext } from '../../ports.ts'
import { SettingsSubmission } from './inputs.ts'
import { saveSettings } from './save-settings.ts'
import { savedReply } from './views.ts'

/** The form of the workspace's settings sent off; `/runsheet settings` opens it. */
export function registerSettings(app: App<TurnContext>, ports: Ports): void {
  app.view<ViewSubmitAction>(VIEWS.settings, async ({ ack, body, context: { workspaceId, answer } }) => {
    const submission = SettingsSubmission.parse(body)
    const outcome = await saveSettings(ports, { ...submission, workspaceId })
    if ('errors' in outcome) return ack({ response_action: 'errors', errors: { ...outcome.errors } })
    await ack()
    const reply = savedReply(outcome.settings, outcome.changed, outcome.doubts)
    const { responseUrl } = submission.origin
    const reached = responseUrl !== null && (await ports.messenger.respond(responseUrl, reply, 'below'))
    if (!reached) await answer(reply)
  })
}
