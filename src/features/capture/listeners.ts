import type {
  App,
  BlockButtonAction,
  GlobalShortcut,
  MessageShortcut as MessageAction,
  ViewSubmitAction,
} from '@slack/bolt'
import { CAPTURE, HOME, SHORTCUTS, VIEWS } from '../../block-kit/action-ids.ts'
import type { Ports, TaskForms, TurnContext } from '../../ports.ts'
import { addToTask } from './add-to-task.ts'
import { taskOptions } from './adding-views.ts'
import { captureMessage } from './capture-message.ts'
import type { AddingDeeds } from './deeds.ts'
import {
  AddingSubmission,
  Anywhere,
  DraftPress,
  FormSubmission,
  MessageShortcut,
  OfferPress,
  TaskSuggestion,
} from './inputs.ts'
import { openAdding } from './open-adding.ts'
import { openDraft, openForm } from './open-form.ts'
import { suggestTasks } from './suggest-tasks.ts'
import { submitForm } from './submit-form.ts'
import { alreadyTracked, capturedReply } from './views.ts'

const NOWHERE = { channelId: null, responseUrl: null, source: null, kept: {} } as const

/** The ways into the New task modal, and what comes out of it. */
export function registerCapture(app: App<TurnContext>, ports: Ports, forms: TaskForms, deeds: AddingDeeds): void {
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

  registerAdding(app, ports, deeds)

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

/** The way of a message into a task that exists. */
function registerAdding(app: App<TurnContext>, ports: Ports, deeds: AddingDeeds): void {
  app.shortcut<MessageAction>(
    { callback_id: SHORTCUTS.addToTask, type: 'message_action' },
    async ({ ack, body, context: { workspaceId } }) => {
      await openAdding(ports, { ...MessageShortcut.parse(body), workspaceId })
      await ack()
    },
  )

  app.options(CAPTURE.pickTask, async ({ ack, body, context: { workspaceId } }) => {
    await ack(taskOptions(await suggestTasks(ports, deeds, { ...TaskSuggestion.parse(body), workspaceId })))
  })

  app.view<ViewSubmitAction>(VIEWS.addToTask, async ({ ack, body, context: { workspaceId, answer } }) => {
    const submission = AddingSubmission.parse(body)
    const outcome = await addToTask(ports, deeds, { ...submission, workspaceId })
    if ('errors' in outcome) return ack({ response_action: 'errors', errors: { ...outcome.errors } })
    await ack()
    const { responseUrl } = submission.origin
    const reached = responseUrl !== null && (await ports.messenger.respond(responseUrl, outcome.reply, 'below'))
    if (!reached) await answer(outcome.reply)
  })
}
