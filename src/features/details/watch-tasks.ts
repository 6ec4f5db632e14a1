import { watchReply } from './views.ts'
import type { Command } from '../../domain/command.ts'
import type { MessageContent } from '../../domain/notice.ts'
import type { ChangeNamed, Speech } from '../../ports.ts'

/** `/task watch WEB-12` and `unwatch`: whether the speaker is told of what becomes of a task, closed ones too. */
export async function watchTasks(
  change: ChangeNamed,
  speech: Pick<Speech, 'workspaceId' | 'speaker' | 'sight' | 'via'>,
  { kind, references }: Pick<Extract<Command, { kind: 'watch' | 'unwatch' }>, 'kind' | 'references'>,
): Promise<MessageContent> {
  const { id } = speech.speaker
  const { sheets } = await change(speech, references, ({ watcherIds }) => {
    const others = watcherIds.filter((watcherId) => watcherId !== id)
    if (kind === 'unwatch') return { watcherIds: others }
    return watcherIds.includes(id) ? {} : { watcherIds: [...watcherIds, id] }
  })
  return watchReply(sheets, kind === 'watch')
}
