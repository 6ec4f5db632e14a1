import { requireTask } from './find-tasks.ts'
import { newsPosts, notePosts } from './note-views.ts'
import type { Noted } from './views.ts'
import type { Activity, Via } from '../../domain/activity.ts'
import { notUnderstood, taskGone } from '../../errors.ts'
import type { Ports } from '../../ports.ts'

export interface NoteInput {
  readonly workspaceId: string
  readonly actorId: string
  readonly via: Via
  readonly taskId: string
  readonly text: string
  /** Notes of one deed on several tasks have it in common. */
  readonly groupId?: string | undefined
}

/** Adds a comment to a task's log, and to the threads that its cards stand in. */
export async function addNote(ports: Ports, input: NoteInput): Promise<Noted> {
  if (input.text.trim() === '')
    throw notUnderstood('A note needs some text, for example /task note WEB-12 client likes version B.')
  const task = await requireTask(ports, input.workspaceId, input.taskId)
  const [sheet] = await ports.sheets.of([task])
  if (!sheet) throw taskGone()
  const author = await ports.directory.member(input.workspaceId, input.actorId)
  const text = input.text.trim()
  const activity: Activity = {
    workspaceId: task.workspaceId,
    id: ports.ids.next(),
    taskId: task.id,
    projectId: task.projectId,
    at: ports.clock.now(),
    actorId: input.actorId,
    via: input.via,
    kind: 'noted',
    changes: [],
    note: text,
    undoes: null,
    ...(input.groupId === undefined ? {} : { groupId: input.groupId }),
    taskVersion: task.version,
  }
  await ports.tx.run(async () => {
    await ports.activities.add(activity)
    const note = { activityId: activity.id, author: author.realName, text, at: activity.at }
    for (const post of [...notePosts(task, note), ...newsPosts(sheet, activity)]) await ports.outbox.add(post)
  })
  ports.wakeOutbox()
  return { sheet, activityId: activity.id }
}
