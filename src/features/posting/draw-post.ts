import { bundleNotice, hiddenNotice, mentionCard, newsNotice, settledBundleNotice, taskCard } from './views.ts'
import { newsOf } from '../../domain/news.ts'
import { isTakenBack } from '../../domain/notes.ts'
import { isDrawing, isStillTheirs } from '../../domain/notice.ts'
import type { Bundle, Drawing, MessageContent } from '../../domain/notice.ts'
import type { TaskSheet } from '../../domain/task-sheet.ts'
import { UNDO_ENTRIES } from '../../domain/undo.ts'
import { mayBeShown } from '../../domain/unfurl.ts'
import type { OutboxRow, Ports } from '../../ports.ts'

/** What a post says at this moment. */
export interface Drawn {
  readonly content: MessageContent
  /** The version of the task that it shows; null for what was written with the post. */
  readonly version: number | null
}

type DrawingPorts = Pick<Ports, 'tasks' | 'sheets' | 'unfurls' | 'activities' | 'members' | 'clock'>

/** The latest entries of a task's log, among which the news are looked for. */
const ENTRIES_READ = 50

/** A post at the moment of sending. */
type Sending = Pick<OutboxRow, 'workspaceId' | 'to' | 'content' | 'attemptedAt'>

/** Draws what a post says from what is true now; undefined where there is nothing to be said any more. */
export async function drawPost(ports: DrawingPorts, post: Sending): Promise<Drawn | undefined> {
  const { workspaceId, content } = post
  if (!isDrawing(content)) return { content, version: null }
  if (content.draws === 'bundle') return drawBundle(ports, post, content)
  if (content.draws === 'note') return drawNote(ports, post, content)
  const task = await ports.tasks.get(workspaceId, content.taskId)
  const [sheet] = task ? await ports.sheets.of([task]) : []
  const drawn = sheet && (await draw(ports, sheet, content, post))
  return sheet && drawn && { content: drawn, version: sheet.task.version }
}

/** What of a bundle has gone elsewhere, or is done, is not told, or no more where it was told already. */
async function drawBundle(
  { tasks, sheets, clock }: DrawingPorts,
  { workspaceId, to }: Sending,
  bundle: Bundle,
): Promise<Drawn | undefined> {
  const theirs = (await tasks.getMany(workspaceId, bundle.taskIds)).filter((task) => isStillTheirs(bundle, task))
  const drawn = await sheets.of(theirs)
  if (drawn.length > 0) return { content: bundleNotice(bundle, drawn, clock.now()), version: null }
  return to.kind === 'edit' ? { content: settledBundleNotice(bundle), version: null } : undefined
}

async function drawNote(
  { activities }: DrawingPorts,
  { workspaceId }: Sending,
  { taskId, activityId, content }: Extract<Drawing, { draws: 'note' }>,
): Promise<Drawn | undefined> {
  const log = await activities.ofTask(workspaceId, taskId, UNDO_ENTRIES)
  return isTakenBack(log, activityId) ? undefined : { content, version: null }
}

async function draw(
  ports: DrawingPorts,
  sheet: TaskSheet,
  drawing: Exclude<Drawing, { draws: 'bundle' | 'note' }>,
  post: Sending,
): Promise<MessageContent | undefined> {
  switch (drawing.draws) {
    case 'card':
      return drawCard(sheet, post)
    case 'mention':
      return drawMention(ports, sheet, drawing)
    case 'news':
      return drawNews(ports, sheet, drawing, post.attemptedAt ?? ports.clock.now())
  }
}

/** Whether a channel may read of a task; a direct message is with Runsheet itself. Who reads was asked at first. */
const mayRead = ({ project }: TaskSheet, channelId: string): boolean =>
  channelId.startsWith('D') || mayBeShown(project, { id: channelId, external: false })

/** A task that went into a private project shows no more of itself elsewhere. */
function drawCard(sheet: TaskSheet, { to }: Sending): MessageContent | undefined {
  if (to.kind === 'member' || mayRead(sheet, to.channelId)) return taskCard(sheet)
  return to.kind === 'edit' ? hiddenNotice() : undefined
}

/** The same below messages; and what somebody removed is not drawn again. */
async function drawMention(
  { unfurls }: DrawingPorts,
  sheet: TaskSheet,
  { taskId, channelId, placeId }: Extract<Drawing, { draws: 'mention' }>,
): Promise<MessageContent | undefined> {
  const unfurled = await unfurls.get(sheet.task.workspaceId, channelId, taskId)
  const place = unfurled?.places.find(({ id }) => id === placeId)
  if (!place || place.removed) return undefined
  if (mayRead(sheet, channelId)) return mentionCard(sheet, place)
  return place.ts === null ? undefined : hiddenNotice()
}

/** Who watches no more is told nothing; what came after the first attempt to send it has a post of its own. */
async function drawNews(
  { activities, members }: DrawingPorts,
  sheet: TaskSheet,
  { memberId, since }: Extract<Drawing, { draws: 'news' }>,
  until: Date,
): Promise<MessageContent | undefined> {
  const { task } = sheet
  if (!task.watcherIds.includes(memberId)) return undefined
  const log = await activities.ofTask(task.workspaceId, task.id, ENTRIES_READ)
  const news = newsOf(task, log, { memberId, since, until })
  if (!news) return undefined
  const ids = [...news.changedByIds, ...news.notes.flatMap(({ actorId }) => actorId ?? [])]
  const people = await members.getMany(task.workspaceId, ids)
  return newsNotice(sheet, news, new Map(people.map((member) => [member.id, member])))
}
