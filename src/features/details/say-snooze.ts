import { closedText, dateFault, NOT_ON_TASK, TOO_LONG } from './views.ts'
import type { Command } from '../../domain/command.ts'
import type { MessageContent } from '../../domain/notice.ts'
import { isOnTask, snoozeUntil } from '../../domain/snooze.ts'
import { isOpen } from '../../domain/task.ts'
import { notUnderstood, refusedMove, taskGone } from '../../errors.ts'
import type { ChangeNamed, Ports, Speech } from '../../ports.ts'

/**
 * `/task snooze WEB-12 2d`: nobody is asked about the task before then.
 *
 * @throws UserError when the date cannot be read or is too far away, the task is closed, or the speaker has no part in it
 */
export async function saySnooze(
  ports: Ports,
  change: ChangeNamed,
  speech: Speech,
  { references, until }: Extract<Command, { kind: 'snooze' }>,
): Promise<MessageContent> {
  const { zone, locale, id } = speech.speaker
  const fault = dateFault(until, zone, locale)
  if (fault || until.kind !== 'understood') throw notUnderstood(`${fault ?? ''} Nothing was changed.`)
  const snoozedUntil = snoozeUntil(until, ports.clock.now(), zone)
  if (!snoozedUntil) throw notUnderstood(TOO_LONG)
  const { reply } = await change(speech, references, async (task) => {
    if (!isOpen(task)) throw refusedMove(task.reference, closedText(task))
    const project = await ports.projects.get(task.workspaceId, task.projectId)
    if (!project) throw taskGone()
    if (!isOnTask(id, task, project)) throw refusedMove(task.reference, NOT_ON_TASK)
    return { snoozedUntil }
  })
  return reply
}
