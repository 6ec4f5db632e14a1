import { bundleNotice, taskCard } from './views.ts'
import { isDrawing, isStillTheirs } from '../../domain/notice.ts'
import type { MessageContent, PostContent } from '../../domain/notice.ts'
import type { Ports } from '../../ports.ts'

/** What a post says at this moment. */
export interface Drawn {
  readonly content: MessageContent
  /** The version of the task that it shows; null for what was written with the post. */
  readonly version: number | null
}

/** Draws what a post says from what is true now; undefined where there is nothing to be said any more. */
export async function drawPost(
  { tasks, sheets, clock }: Pick<Ports, 'tasks' | 'sheets' | 'clock'>,
  { workspaceId, content }: { readonly workspaceId: string; readonly content: PostContent },
): Promise<Drawn | undefined> {
  if (!isDrawing(content)) return { content, version: null }
  if (content.draws === 'bundle') {
    const theirs = (await tasks.getMany(workspaceId, content.taskIds)).filter((task) => isStillTheirs(content, task))
    const drawn = await sheets.of(theirs)
    return drawn.length > 0 ? { content: bundleNotice(content, drawn, clock.now()), version: null } : undefined
  }
  const task = await tasks.get(workspaceId, content.taskId)
  const [sheet] = task ? await sheets.of([task]) : []
  return sheet && { content: taskCard(sheet), version: sheet.task.version }
}
