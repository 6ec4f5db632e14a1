import type { Command } from '../../domain/command.ts'
import type { Ports, Reply, Speech } from '../../ports.ts'
import { addNote } from './add-note.ts'
import type { ChangedEach } from './change-each.ts'
import { requireTasks, survivorsOf } from './find-tasks.ts'
import { mergeTasks } from './merge-tasks.ts'
import { sayAnswer, sayBlock, sayDue, sayEstimate, sayMove, sayOwner, sayPriority } from './say-to-tasks.ts'
import { sayDepends } from './say-depends.ts'
import { showReferences } from './show-task.ts'
import { undoChange } from './undo-change.ts'
import { undoneReply } from './undo-views.ts'
import { changedReply, mergedReply, notedReply, shownReplies } from './views.ts'

type Of<K extends Command['kind']> = Extract<Command, { kind: K }>

const told = async ({ changed, refusals }: ChangedEach): Promise<Reply> => changedReply(changed, refusals)

/** What the verbs of `/task` do to tasks that exist. */
export const taskRoutes = (ports: Ports) => ({
  show: async ({ sight }: Speech, { references }: Of<'show'>): Promise<Reply> =>
    shownReplies(await showReferences(ports, sight, references)),
  move: async (speech: Speech, command: Of<'move'>) => told(await sayMove(ports, speech, command)),
  block: async (speech: Speech, command: Of<'block'>) => told(await sayBlock(ports, speech, command)),
  assign: async (speech: Speech, command: Of<'assign' | 'handoff'>) => told(await sayOwner(ports, speech, command)),
  handoff: async (speech: Speech, command: Of<'assign' | 'handoff'>) => told(await sayOwner(ports, speech, command)),
  accept: async (speech: Speech, command: Of<'accept' | 'decline'>) => told(await sayAnswer(ports, speech, command)),
  decline: async (speech: Speech, command: Of<'accept' | 'decline'>) => told(await sayAnswer(ports, speech, command)),
  merge: async (speech: Speech, command: Of<'merge'>): Promise<Reply> => {
    const { merged, sheet } = await mergeTasks(ports, speech, command)
    return mergedReply(merged, sheet)
  },
  due: async (speech: Speech, command: Of<'due'>) => told(await sayDue(ports, speech, command)),
  estimate: async (speech: Speech, command: Of<'estimate'>) => told(await sayEstimate(ports, speech, command)),
  priority: async (speech: Speech, command: Of<'priority'>) => told(await sayPriority(ports, speech, command)),
  depends: async (speech: Speech, command: Of<'depends'>) => told(await sayDepends(ports, speech, command)),
  note: async ({ workspaceId, speaker, sight, via }: Speech, { references, text }: Of<'note'>): Promise<Reply> => {
    const tasks = await survivorsOf(ports, sight, await requireTasks(ports, sight, references))
    const actorId = speaker.id
    const groupId = tasks.length > 1 ? ports.ids.next() : undefined
    const noted = await Promise.all(
      tasks.map((task) => addNote(ports, { workspaceId, actorId, via, taskId: task.id, text, groupId })),
    )
    return notedReply(noted)
  },
  undo: async ({ workspaceId, speaker, via }: Speech): Promise<Reply> => {
    const actorId = speaker.id
    return undoneReply(await undoChange(ports, { workspaceId, actorId, via, activityId: null }), actorId)
  },
})
