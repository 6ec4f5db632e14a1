import { findSheets } from './find-sheets.ts'
import { requirePeople } from './require-people.ts'
import { checklistFaultText, checklistReply, closedText, missingItemText, withChecklist } from './views.ts'
import { assignItems, checklistFault, newItem, tick } from '../../domain/checklist.ts'
import type { Command } from '../../domain/command.ts'
import type { MessageContent } from '../../domain/notice.ts'
import { isOpen } from '../../domain/task.ts'
import type { ChecklistItem, Task } from '../../domain/task.ts'
import { refusedMove } from '../../errors.ts'
import type { ChangeNamed, Ports, Speech } from '../../ports.ts'

type Check = Extract<Command, { kind: 'check' }>

interface Checking {
  readonly actorId: string
  readonly now: Date
}

/** The items are given to whoever is named, else ticked or unticked. */
function changed(task: Task, { items, ownerId }: Check, checking: Checking): readonly ChecklistItem[] {
  const outcome =
    ownerId === undefined ? tick(task.checklist, items, checking) : assignItems(task.checklist, items, ownerId)
  if ('missing' in outcome) throw refusedMove(task.reference, missingItemText(task, outcome.missing))
  return outcome.checklist
}

function added(task: Task, text: string, ownerId: string | null): readonly ChecklistItem[] {
  const checklist = [...task.checklist, newItem(text, ownerId)]
  const fault = checklistFault(checklist)
  if (fault) throw refusedMove(task.reference, `was not changed. ${checklistFaultText(fault)}`)
  return checklist
}

/**
 * `/task check WEB-12` shows the checklist, `check WEB-12 2` ticks or unticks items, `check WEB-12 + text` adds one; with
 * a person behind it the items are theirs to do.
 *
 * @throws UserError when the task is closed, has no such item, or no room for another, or the person cannot have one
 */
export async function sayCheck(
  ports: Ports,
  change: ChangeNamed,
  speech: Speech,
  command: Check,
): Promise<MessageContent> {
  const { references, items, add, ownerId } = command
  if (items.length === 0 && add === undefined) return checklistReply(await findSheets(ports, speech.sight, references))
  if (ownerId !== undefined) await requirePeople(ports, speech.workspaceId, [ownerId])
  const { sheets, reply } = await change(speech, references, (task, now) => {
    if (!isOpen(task)) throw refusedMove(task.reference, closedText(task))
    if (add !== undefined) return { checklist: added(task, add, ownerId ?? null) }
    return { checklist: changed(task, command, { actorId: speech.speaker.id, now }) }
  })
  return withChecklist(reply, sheets)
}
