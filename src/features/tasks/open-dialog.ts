import { requireTask } from './find-tasks.ts'
import { blockedForm, declineForm, handOffForm, needUntilForm } from './dialogs-views.ts'
import type { DialogOrigin } from './inputs.ts'
import { closedText } from './views.ts'
import { isOpen } from '../../domain/task.ts'
import { refusedMove, taskGone } from '../../errors.ts'
import type { Ports } from '../../ports.ts'

const FORMS = { needUntil: needUntilForm, blocked: blockedForm, handOff: handOffForm, decline: declineForm } as const
export type Dialog = keyof typeof FORMS

export interface DialogInput {
  readonly workspaceId: string
  readonly triggerId: string
  readonly origin: Omit<DialogOrigin, 'seen'>
}

/**
 * Opens the dialog that a button asks for.
 *
 * @throws UserError when the task is gone or closed
 */
export async function openDialog(ports: Ports, dialog: Dialog, input: DialogInput): Promise<void> {
  const task = await requireTask(ports, input.workspaceId, input.origin.taskId)
  if (!isOpen(task)) throw refusedMove(task.reference, closedText(task))
  const [sheet] = await ports.sheets.of([task])
  if (!sheet) throw taskGone()
  const origin: DialogOrigin = { ...input.origin, seen: task.version }
  await ports.messenger.openModal(input.workspaceId, input.triggerId, FORMS[dialog](sheet, origin))
}
