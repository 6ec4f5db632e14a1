import { requireTask, requireTasks } from './find-tasks.ts'
import type { Activity } from '../../domain/activity.ts'
import { withStandingNotes } from '../../domain/notes.ts'
import { maySee } from '../../domain/sight.ts'
import type { Sight } from '../../domain/sight.ts'
import type { Task } from '../../domain/task.ts'
import type { TaskSheet } from '../../domain/task-sheet.ts'
import { taskGone } from '../../errors.ts'
import type { Ports } from '../../ports.ts'

/** A task's sheet and the latest of what was said about it, or about its duplicates. */
export interface ShownTask {
  readonly sheet: TaskSheet
  readonly notes: readonly Activity[]
}

type IsSeen = (duplicate: Task) => boolean

const NOTES_SHOWN = 3
const ENTRIES_READ = 30
/** A task that more duplicates went into, directly or by others, has enough to read. */
const MERGED_READ = 20

/** What people said about a task, alone or with a change; the card itself shows why it is blocked or was dropped. */
const saysMore = ({ note, kind, changes }: Activity): boolean =>
  note !== null && kind !== 'undone' && !changes.some(({ fact }) => fact === 'block' || fact === 'droppedReason')

/** A task and those that went into it as duplicates, as far as they are seen. */
async function logged(ports: Ports, task: Task, isSeen: IsSeen): Promise<readonly string[]> {
  const ids = new Set([task.id])
  for (let wave = [task]; wave.length > 0 && ids.size < MERGED_READ;) {
    const merged: Task[] = []
    for (const { workspaceId, id } of wave) merged.push(...(await ports.tasks.mergedInto(workspaceId, id)))
    wave = merged.filter((duplicate) => !ids.has(duplicate.id) && isSeen(duplicate))
    for (const { id } of wave) ids.add(id)
  }
  return [...ids]
}

async function shown(ports: Ports, task: Task, isSeen: IsSeen): Promise<ShownTask> {
  const [sheet] = await ports.sheets.of([task])
  if (!sheet) throw taskGone()
  const entries = await ports.activities.ofTasks(task.workspaceId, await logged(ports, task, isSeen), ENTRIES_READ)
  const notes = withStandingNotes(entries).filter(saysMore).slice(0, NOTES_SHOWN)
  const authors = notes.map(({ actorId }) => actorId).filter((id) => id !== null && !sheet.people.has(id))
  const met = await ports.members.getMany(
    task.workspaceId,
    authors.filter((id) => id !== null),
  )
  return {
    sheet: { ...sheet, people: new Map([...sheet.people, ...met.map((member) => [member.id, member] as const)]) },
    notes,
  }
}

/**
 * Shows a task to somebody who has a button that names it.
 *
 * @throws UserError when the task does not exist
 */
export async function showTask(
  ports: Ports,
  { workspaceId, actorId, taskId }: { readonly workspaceId: string; readonly actorId: string; readonly taskId: string },
): Promise<ShownTask> {
  const task = await requireTask(ports, workspaceId, taskId)
  const sight = await ports.sights.of(await ports.directory.member(workspaceId, actorId))
  return shown(ports, task, (duplicate) => maySee(sight, duplicate))
}

/** @throws UserError when a reference names no task that the person may see */
export async function showReferences(
  ports: Ports,
  sight: Sight,
  references: readonly string[],
): Promise<readonly ShownTask[]> {
  const tasks = await requireTasks(ports, sight, references)
  return Promise.all(tasks.map((task) => shown(ports, task, (duplicate) => maySee(sight, duplicate))))
}
