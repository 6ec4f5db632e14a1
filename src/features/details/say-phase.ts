import { closedText, unknownPhaseText } from './views.ts'
import type { Command } from '../../domain/command.ts'
import type { MessageContent } from '../../domain/notice.ts'
import { findPhase } from '../../domain/phases.ts'
import { isOpen } from '../../domain/task.ts'
import { refusedMove, taskGone } from '../../errors.ts'
import type { ChangeNamed, Ports, Speech } from '../../ports.ts'

/**
 * `/task phase WEB-12 design`: moves a task into one of its project's phases, `none` out of all.
 *
 * @throws UserError when the project has no such phase, or the task is closed
 */
export async function sayPhase(
  ports: Ports,
  change: ChangeNamed,
  speech: Speech,
  { references, name }: Extract<Command, { kind: 'phase' }>,
): Promise<MessageContent> {
  const { reply } = await change(speech, references, async (task) => {
    if (!isOpen(task)) throw refusedMove(task.reference, closedText(task))
    if (name === null) return { phaseId: null }
    const project = await ports.projects.get(task.workspaceId, task.projectId)
    if (!project) throw taskGone()
    const phase = findPhase(project.phases, name)
    if (!phase) throw refusedMove(task.reference, unknownPhaseText(project, name))
    return { phaseId: phase.id }
  })
  return reply
}
