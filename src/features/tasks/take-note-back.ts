import { noteGoneEdit, noteKeys } from './note-views.ts'
import type { Activity } from '../../domain/activity.ts'
import type { Task } from '../../domain/task.ts'
import type { Ports } from '../../ports.ts'

/**
 * Takes a note back: the log has it still, and shows it no more; where it stands in a thread it is said to be gone, and
 * where it waits to be posted it is not. Part of the transaction of an undo.
 */
export async function takeNoteBack(ports: Ports, task: Task, note: Activity, via: Activity['via']): Promise<void> {
  const at = ports.clock.now()
  const { workspaceId } = note
  await ports.activities.add({
    ...note,
    id: ports.ids.next(),
    at,
    via,
    kind: 'undone',
    note: null,
    undoes: note.id,
    taskVersion: task.version,
  })
  const author = (await ports.members.get(workspaceId, note.actorId ?? ''))?.realName
  for (const key of noteKeys(task, note.id)) {
    const on = (await ports.outbox.byKey(workspaceId, key))?.position
    if (on) await ports.outbox.add(noteGoneEdit(task, { activityId: note.id, author, on, now: at }))
  }
}
