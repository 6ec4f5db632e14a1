import { createTask } from './create-task.ts'
import type { Created } from './create-task.ts'
import { homeAmong } from './home-among.ts'
import { problemsText } from './views.ts'
import { stopsCapture } from '../../domain/capture.ts'
import type { Capture } from '../../domain/capture.ts'
import type { Sight } from '../../domain/sight.ts'
import { notUnderstood, unknownReference } from '../../errors.ts'
import type { Ports, Speech } from '../../ports.ts'

/** The ids of tasks that a line names as coming before. */
async function tasksBefore({ tasks }: Ports, sight: Sight, references: readonly string[]): Promise<readonly string[]> {
  const ids: string[] = []
  for (const reference of references) {
    const task = await tasks.byReference(sight, reference)
    if (!task) throw unknownReference(reference)
    ids.push(task.id)
  }
  return ids
}

/**
 * Creates a task from one line.
 *
 * @throws UserError when no project can be told, or something in the line would have to be guessed: then nothing is created
 */
export async function captureLine(
  ports: Ports,
  { workspaceId, speaker, sight, channelId, via }: Speech,
  capture: Capture,
): Promise<Created> {
  const stops = capture.problems.filter(stopsCapture)
  if (stops.length > 0) throw notUnderstood(problemsText(capture, stops, speaker))
  const dependsOnIds = await tasksBefore(ports, sight, capture.after)
  return createTask(ports, {
    workspaceId,
    actorId: speaker.id,
    via,
    project: homeAmong(await ports.sights.projects(sight), { named: capture.projectKey, channelId }),
    title: capture.title,
    description: capture.description ?? '',
    ownerId: capture.ownerIds[0] ?? null,
    dueAt: capture.due?.kind === 'understood' ? capture.due.at : null,
    priority: capture.priority ?? 'normal',
    estimateMinutes: capture.estimateMinutes,
    labels: capture.labels,
    dependsOnIds,
    source: null,
    threadTs: null,
  })
}
