import type {
  App,
  BlockButtonAction,
  GlobalShortcut,
  MessageShortcut as MessageAction,
  ViewSubmitAction,
} from '@slack/bolt'
import { CAPTURE, HOME, SHORTCUTS, VIEWS } from '../../block-kit/action-ids.ts'
import type { Ports, TaskForms, TurnContext } from '../../ports.ts'
import { captureMessage } from './capture-message.ts'
import { Anywhere, DraftPress, FormSubmission, MessageShortcut, OfferPress } from './inputs.ts'
import { openDraft, openForm } from './open-form.ts'
import { submitForm } from './submit-form.ts'
import { alreadyTracked, capturedReply } from './views.ts'

const NOWHERE = { channelId: null, responseUrl: null, source: null, kept: {} } as const

/** The ways into the New task modal, and what comes out of it. */
export function registerCapture(app: App<TurnContext>, ports: Ports, forms: TaskForms): void {
  app.shortcut<GlobalShortcut>(
    { callback_id: SHORTCUTS.newTask, type: 'shortcut' },
    async ({ ack, body, context: { workspaceId } }) => {
      await openForm(ports, forms, { ...Anywhere.parse(body), workspaceId, origin: NOWHERE, written: null })
      await ack()
    },
  )

  app.action<BlockButtonAction>(HOME.newTask, async ({ ack, body, context: { workspaceId } }) => {
    await openForm(ports, forms, { ...Anywhere.parse(body), workspaceId, origin: NOWHERE, written: null })
    await ack()
  })

  app.action<BlockButtonAction>(CAPTURE.openForm, async ({ ack, body, context: { workspaceId } }) => {
    await openForm(ports, forms, { ...OfferPress.parse(body), workspaceId, written: null })
    await ack()
  })

  app.action<BlockButtonAction>(CAPTURE.openDraft, async ({ ack, body, context: { workspaceId } }) => {
    await openDraft(ports, forms, { ...DraftPress.parse(body), workspaceId })
    await ack()
  })

  app.shortcut<MessageAction>(
    { callback_id: SHORTCUTS.fromMessage, type: 'message_action' },
    async ({ ack, body, context: { workspaceId, answer } }) => {
      const tracked = await captureMessage(ports, forms, { ...MessageShortcut.parse(body), workspaceId })
      await (tracked ? answer(alreadyTracked(tracked)) : ack())
    },
  )

  app.view<ViewSubmitAction>(VIEWS.newTask, async ({ ack, body, context: { workspaceId, answer } }) => {
    const submission = FormSubmission.parse(body)
    const outcome = await submitForm(ports, forms, { ...submission, workspaceId })
    if ('errors' in outcome) return ack({ response_action: 'errors', errors: { ...outcome.errors } })
    await ack()
    const { created, author } = outcome
    const reply = created.fresh ? capturedReply({ ...created, capture: null, author }) : alreadyTracked(created.sheet)
    const { responseUrl } = submission.origin
    const reached = responseUrl !== null && (await ports.messenger.respond(responseUrl, reply, 'below'))
    if (!reached) await answer(reply)
  })
}
