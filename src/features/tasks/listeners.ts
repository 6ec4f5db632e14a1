import type { App, BlockButtonAction, ViewResponseAction, ViewSubmitAction } from '@slack/bolt'
import { NUDGE, TASK, VIEWS } from '../../block-kit/action-ids.ts'
import type { Move } from '../../domain/task-change.ts'
import type { Ports, TaskForms, TurnContext } from '../../ports.ts'
import { answerOffer } from './answer-offer.ts'
import { blockTask, declineOffer, handOffTask, needUntil } from './answer-dialog.ts'
import type { DialogOutcome } from './answer-dialog.ts'
import type { Changed } from './change-task.ts'
import { editTask } from './edit-task.ts'
import { DialogSubmission, EditSubmission, Press } from './inputs.ts'
import type { DialogOrigin } from './inputs.ts'
import { moveTask } from './move-tasks.ts'
import { openEdit } from './open-edit.ts'
import { openDialog } from './open-dialog.ts'
import type { Dialog } from './open-dialog.ts'
import type { Unsaved } from './show-meanwhile.ts'
import { showTask } from './show-task.ts'
import { undoChange } from './undo-change.ts'
import { undoneReply } from './undo-views.ts'
import { changedReply, shownReply } from './views.ts'

const MOVES: Readonly<Record<string, Move>> = {
  [TASK.start]: 'start',
  [TASK.review]: 'review',
  [TASK.done]: 'done',
  [TASK.reopen]: 'reopen',
  [TASK.unblock]: 'unblock',
  [TASK.take]: 'take',
}

const DIALOGS: Readonly<Record<string, Dialog>> = {
  [TASK.needUntil]: 'needUntil',
  [TASK.blocked]: 'blocked',
  [TASK.handOff]: 'handOff',
  [TASK.decline]: 'decline',
  [NUDGE.needUntil]: 'needUntil',
  [NUDGE.blocked]: 'blocked',
}

const ANSWERS = {
  [VIEWS.needUntil]: needUntil,
  [VIEWS.blocked]: blockTask,
  [VIEWS.handOff]: handOffTask,
  [VIEWS.decline]: declineOffer,
} as const

/** The buttons of cards, nudges and answers, and the dialogs that they open. */
export function registerTasks(app: App<TurnContext>, ports: Ports, forms: TaskForms): void {
  for (const [actionId, move] of Object.entries(MOVES)) registerMove(app, ports, actionId, move)
  for (const [actionId, dialog] of Object.entries(DIALOGS)) registerDialog(app, ports, actionId, dialog)
  for (const [callbackId, answer] of Object.entries(ANSWERS)) registerAnswer(app, ports, callbackId, answer)

  registerEdit(app, ports, forms)

  app.action<BlockButtonAction>(NUDGE.done, async ({ ack, body, context: { workspaceId } }) => {
    const { actorId, value, on } = Press.parse(body)
    const nudge = on ?? undefined
    await moveTask(ports, { workspaceId, actorId, taskId: value, move: 'done', via: 'button', note: null, nudge })
    await ack()
  })

  app.action<BlockButtonAction>(TASK.accept, async ({ body, context: { workspaceId, replace } }) => {
    const { actorId, value, on } = Press.parse(body)
    const cause = { workspaceId, actorId, via: 'button', note: null, pressed: on ?? undefined } as const
    await replace(changedReply([await answerOffer(ports, value, cause, 'accept')]))
  })

  app.action<BlockButtonAction>(TASK.show, async ({ body, context: { workspaceId, answer } }) => {
    const { actorId, value: taskId } = Press.parse(body)
    await answer(shownReply(await showTask(ports, { workspaceId, actorId, taskId })))
  })

  // Only whoever made a change sees the button, in an answer or a direct message: what is undone goes from there.
  app.action<BlockButtonAction>(TASK.undo, async ({ body, context: { workspaceId, replace } }) => {
    const { actorId, value, on } = Press.parse(body)
    const undo = { workspaceId, actorId, via: 'button', activityId: value, pressed: on ?? undefined } as const
    await replace(undoneReply(await undoChange(ports, undo), actorId))
  })
}

function registerMove(app: App<TurnContext>, ports: Ports, actionId: string, move: Move): void {
  app.action<BlockButtonAction>(actionId, async ({ body, context: { workspaceId, answer, replace } }) => {
    const { actorId, value: taskId, ephemeral } = Press.parse(body)
    const changed = await moveTask(ports, { workspaceId, actorId, taskId, move, via: 'button', note: null })
    if (!ephemeral) return answer(changedReply([changed]))
    await replace(shownReply(await showTask(ports, { workspaceId, actorId, taskId })))
  })
}

function registerDialog(app: App<TurnContext>, ports: Ports, actionId: string, dialog: Dialog): void {
  const nudge = actionId === NUDGE.needUntil || actionId === NUDGE.blocked
  app.action<BlockButtonAction>(actionId, async ({ ack, body, context: { workspaceId } }) => {
    const { value: taskId, triggerId, responseUrl, on, ephemeral } = Press.parse(body)
    const origin = { taskId, responseUrl, on, ephemeral, nudge }
    await openDialog(ports, dialog, { workspaceId, triggerId, origin })
    await ack()
  })
}

/** The form stays open, as it is with errors at its inputs, or showing something else. */
const staying = (outcome: Unsaved): ViewResponseAction =>
  'errors' in outcome
    ? { response_action: 'errors', errors: { ...outcome.errors } }
    : { response_action: 'update', view: outcome.view }

type Answer = (ports: Ports, answer: Parameters<typeof needUntil>[1]) => Promise<DialogOutcome>

function registerAnswer(app: App<TurnContext>, ports: Ports, callbackId: string, dialog: Answer): void {
  app.view<ViewSubmitAction>(callbackId, async ({ ack, body, context }) => {
    const submission = DialogSubmission.parse(body)
    const outcome = await dialog(ports, { workspaceId: context.workspaceId, ...submission })
    if (!('changed' in outcome)) return ack(staying(outcome))
    await ack()
    // An offer that was declined gives way to that, so that nobody answers it twice.
    const settled = callbackId === VIEWS.decline
    await tellOrigin(ports, context, { ...submission.origin, settled, actorId: submission.actorId }, outcome.changed)
  })
}

/**
 * Where a dialog was opened: an ephemeral card is renewed, what changed is said in the place of a question that is
 * settled by it and below any other message. A nudge is edited by the change itself; where Slack takes no more answers
 * the person gets a direct message.
 */
async function tellOrigin(
  ports: Ports,
  { workspaceId, answer }: TurnContext,
  {
    nudge,
    responseUrl,
    ephemeral,
    taskId,
    actorId,
    settled = false,
  }: DialogOrigin & { readonly actorId: string; readonly settled?: boolean },
  changed: Changed,
): Promise<void> {
  if (nudge) return
  const content = ephemeral
    ? shownReply(await showTask(ports, { workspaceId, actorId, taskId }))
    : changedReply([changed])
  const place = ephemeral || settled ? 'in-place' : 'below'
  const reached = responseUrl !== null && (await ports.messenger.respond(responseUrl, content, place))
  if (!reached) await answer(changedReply([changed]))
}

function registerEdit(app: App<TurnContext>, ports: Ports, forms: TaskForms): void {
  app.action<BlockButtonAction>(TASK.edit, async ({ ack, body, context: { workspaceId } }) => {
    const { actorId, value: taskId, triggerId, responseUrl, on, ephemeral } = Press.parse(body)
    const origin = { taskId, responseUrl, on, ephemeral, nudge: false }
    await openEdit(ports, forms, { workspaceId, actorId, triggerId, origin })
    await ack()
  })

  app.view<ViewSubmitAction>(VIEWS.editTask, async ({ ack, body, context }) => {
    const submission = EditSubmission.parse(body)
    const outcome = await editTask(ports, forms, { workspaceId: context.workspaceId, ...submission })
    if (!('changed' in outcome)) return ack(staying(outcome))
    await ack()
    const { origin, actorId } = submission
    await tellOrigin(ports, context, { ...origin, actorId }, outcome.changed)
  })
}
