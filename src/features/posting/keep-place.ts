import { cardEdit, noteGoneEdit, takenAwayEdit, takenAwayUnfurls, unfurlEdit } from './views.ts'
import { isTakenBack } from '../../domain/notes.ts'
import { isDrawing } from '../../domain/notice.ts'
import type { Drawing } from '../../domain/notice.ts'
import type { MessagePosition } from '../../domain/task.ts'
import { UNDO_ENTRIES } from '../../domain/undo.ts'
import { withChange } from '../../domain/unfurl.ts'
import type { OutboxRow, Ports } from '../../ports.ts'

type KeepingPorts = Pick<Ports, 'tasks' | 'unfurls' | 'outbox' | 'activities' | 'members' | 'clock' | 'tx'>

/**
 * Keeps where a task is shown from now on, so that it is kept true there. Where the task changed, or was taken away, while
 * the post was on its way, nobody knew of the place: what stands there is edited now.
 *
 * @param version what the message shows; null where that is not known
 */
export async function keepPlace(
  ports: KeepingPorts,
  row: Pick<OutboxRow, 'workspaceId' | 'to' | 'content' | 'cardOfTaskId'>,
  position: MessagePosition,
  version: number | null,
): Promise<void> {
  if (row.cardOfTaskId !== null) await keepCard(ports, { ...row, taskId: row.cardOfTaskId }, position, version)
  else if (isDrawing(row.content) && row.content.draws === 'mention')
    await keepMention(ports, { ...row.content, workspaceId: row.workspaceId }, position, version)
  else if (isDrawing(row.content) && row.content.draws === 'note')
    await settleNote(ports, { ...row.content, workspaceId: row.workspaceId }, position)
}

async function keepCard(
  { tasks, outbox, clock }: KeepingPorts,
  { workspaceId, to, taskId }: Pick<OutboxRow, 'workspaceId' | 'to'> & { readonly taskId: string },
  position: MessagePosition,
  version: number | null,
): Promise<void> {
  const threadTs = (to.kind === 'channel' ? to.threadTs : null) ?? position.ts
  await tasks.addCard(workspaceId, taskId, { ...position, threadTs })
  // Read after the card was added: from then on, every change edits it.
  const task = await tasks.get(workspaceId, taskId)
  if (!task) await outbox.add(takenAwayEdit({ workspaceId, id: taskId }, position, clock.now()))
  else if (task.version !== version) await outbox.add(cardEdit(task, position, clock.now()))
}

/** A note that was taken back while it was on its way. */
async function settleNote(
  { tasks, activities, members, outbox, clock }: KeepingPorts,
  { workspaceId, taskId, activityId }: Extract<Drawing, { draws: 'note' }> & { readonly workspaceId: string },
  on: MessagePosition,
): Promise<void> {
  const log = await activities.ofTask(workspaceId, taskId, UNDO_ENTRIES)
  if (!isTakenBack(log, activityId)) return
  const task = await tasks.get(workspaceId, taskId)
  const author = await members.get(workspaceId, log.find(({ id }) => id === activityId)?.actorId ?? '')
  if (task) await outbox.add(noteGoneEdit(task, { activityId, author: author?.realName, on, now: clock.now() }))
}

async function keepMention(
  { tasks, unfurls, outbox, clock, tx }: KeepingPorts,
  {
    workspaceId,
    taskId,
    channelId,
    placeId,
  }: Extract<Drawing, { draws: 'mention' }> & { readonly workspaceId: string },
  { ts }: MessagePosition,
  version: number | null,
): Promise<void> {
  const kept = await tx.run(async () => {
    const unfurled = await unfurls.get(workspaceId, channelId, taskId)
    const place = unfurled?.places.find(({ id }) => id === placeId)
    if (!unfurled || !place || place.ts !== null) return undefined
    const now = withChange(unfurled, placeId, { ts })
    await unfurls.put(now)
    return now
  })
  const place = kept?.places.find(({ id }) => id === placeId)
  if (!kept || !place) return
  const task = await tasks.noteUnfurl(workspaceId, taskId)
  const now = clock.now()
  const posts = task
    ? unfurlEdit(task, channelId, place, now)
    : takenAwayUnfurls({ workspaceId, id: taskId }, [kept], now)
  if (task?.version !== version) for (const post of posts) await outbox.add(post)
}
