import { openForm } from './open-form.ts'
import type { MessageShortcut } from './inputs.ts'
import type { TaskSheet } from '../../domain/task-sheet.ts'
import type { Ports, TaskForms } from '../../ports.ts'

/**
 * Opens the New task modal filled in from a message: title, owner, date and the like as far as the text says them.
 *
 * A message that has become a task before opens nothing: that task is the answer.
 */
export async function captureMessage(
  ports: Ports,
  forms: Pick<TaskForms, 'describe'>,
  { workspaceId, actorId, triggerId, responseUrl, written, source }: MessageShortcut & { readonly workspaceId: string },
): Promise<TaskSheet | undefined> {
  const task = await ports.tasks.bySource(workspaceId, source)
  const [sheet] = task ? await ports.sheets.of([task]) : []
  if (sheet) return sheet
  const origin = { channelId: source.channelId, responseUrl, source, kept: {} }
  await openForm(ports, forms, { workspaceId, actorId, triggerId, origin, written })
  return undefined
}
