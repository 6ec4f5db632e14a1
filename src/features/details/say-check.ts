import { findSheets } from './find-sheets.ts'
import { checklistFaultText, checklistReply, closedText, missingItemText, withChecklist } from './views.ts'
import { checklistFault, newItem, tick } from '../../domain/checklist.ts'
import type { Command } from '../../domain/command.ts'
import type { MessageContent } from '../../domain/notice.ts'
import { isOpen } from '../../domain/task.ts'
import type { ChecklistItem, Task } from '../../domain/task.ts'
import { refusedMove } from '../../errors.ts'
import type { ChangeNamed, Ports, Speech } from '../../ports.ts'

type Check = Extract<Command, { kind: 'check' }>

function ticked(task: Task, numbers: readonly number[], actorId: string, now: Date): readonly ChecklistItem[] {
  const outcome = tick(task.checklist, numbers, { actorId, now })
  if ('missing' in outcome) throw refusedMove(task.reference, missingItemText(task, outcome.missing))
  return outcome.checklist
}

function added(task: Task, text: string): readonly ChecklistItem[] {
  const checklist = [...task.checklist, newItem(text)]
  const fault = checklistFault(checklist)
  if (fault) throw refusedMove(task.reference, `was not changed. ${checklistFaultText(fault)}`)
  return checklist
}

/**
 * `/task check WEB-12` shows the checklist, `check WEB-12 2` ticks or unticks items, `check WEB-12 + text` adds one.
 *
 * @throws UserError when the task is closed, or has no such item, or no room for another
 */
export async function sayCheck(
  ports: Ports,
  change: ChangeNamed,
  speech: Speech,
  { references, items, add }: Check,
): Promise<MessageContent> {
  if (items.length === 0 && add === undefined)
    return checklistReply(await findSheets(ports, speech.workspaceId, references))
  const { sheets, reply } = await change(speech, references, (task, now) => {
    if (!isOpen(task)) throw refusedMove(task.reference, closedText(task))
    return { checklist: add === undefined ? ticked(task, items, speech.speaker.id, now) : added(task, add) }
  })
  return withChecklist(reply, sheets)
}
