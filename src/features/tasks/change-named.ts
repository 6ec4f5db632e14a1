import { changeEach, groupOf } from './change-each.ts'
import { applyChange } from './change-task.ts'
import { changedReply } from './views.ts'
import type { ChangeNamed, Ports } from '../../ports.ts'

/** Changes the tasks that somebody names, for the features beside this one. */
export const changeNamed =
  (ports: Ports): ChangeNamed =>
  async ({ workspaceId, speaker, sight, via }, references, decide) => {
    const cause = { workspaceId, actorId: speaker.id, via, note: null, groupId: groupOf(ports, references) }
    const { changed, refusals } = await changeEach(ports, sight, references, (task) =>
      applyChange(ports, task.id, cause, decide),
    )
    return { sheets: changed.map(({ sheet }) => sheet), reply: changedReply(changed, refusals) }
  }
