import { unknownFieldText, unreadFieldText, valuelessFieldText } from './views.ts'
import type { Command } from '../../domain/command.ts'
import { readFieldOrNone, splitField, withField } from '../../domain/custom-fields.ts'
import type { MessageContent } from '../../domain/notice.ts'
import { refusedMove, taskGone } from '../../errors.ts'
import type { ChangeNamed, Ports, Speech } from '../../ports.ts'

/**
 * `/task set WEB-12 Budget 1200`: fills in one of the project's own fields, `none` empties it. A closed task takes it too:
 * what a project notes of its work is often known only at the end.
 *
 * @throws UserError when the task's project has no such field, or the field cannot hold what was said
 */
export async function saySet(
  { clock, projects }: Pick<Ports, 'clock' | 'projects'>,
  change: ChangeNamed,
  speech: Speech,
  { references, text }: Extract<Command, { kind: 'set' }>,
): Promise<MessageContent> {
  const context = { ...speech.speaker, now: clock.now(), projectKeys: [] }
  const { reply } = await change(speech, references, async (task) => {
    const project = await projects.get(task.workspaceId, task.projectId)
    if (!project) throw taskGone()
    const said = splitField(project.fields, text)
    if (!said) throw refusedMove(task.reference, unknownFieldText(project, text))
    const { field, words } = said
    if (words === '') throw refusedMove(task.reference, valuelessFieldText(field, task.reference))
    const read = readFieldOrNone(field, words, context)
    if ('fault' in read) throw refusedMove(task.reference, unreadFieldText(read.fault, field, words))
    return { fields: withField(task.fields, project.fields, field.id, read.value) }
  })
  return reply
}
