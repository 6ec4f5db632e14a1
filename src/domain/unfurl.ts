import type { Project } from './project.ts'
import type { Task } from './task.ts'
import { MINUTE } from './time.ts'

/** One place where a task is shown below a message that names it. */
export interface UnfurlPlace {
  readonly id: string
  /** The message that names the task. */
  readonly messageTs: string
  /** The first message of the thread that it is shown in. */
  readonly threadTs: string
  /** The link below which it is shown; null: in a reply of Runsheet's. */
  readonly url: string | null
  /** The message that shows it; null while that is on its way. */
  readonly ts: string | null
  /** Runsheet is not in the channel and would not hear that somebody removed it: what it says is never changed. */
  readonly steady: boolean
  /** Somebody removed it, or Slack refused it: it does not come back. */
  readonly removed: boolean
}

/** Where a task is, or was, shown in a channel because messages there name it. */
export interface Unfurled {
  readonly workspaceId: string
  readonly channelId: string
  readonly taskId: string
  /** When it was last shown. */
  readonly lastAt: Date
  /** Oldest first. */
  readonly places: readonly UnfurlPlace[]
  /** Zero: not stored yet. */
  readonly version: number
}

export const UNFURL_RULES = {
  /** A task that was shown in a channel is not shown there again for so long. */
  pauseMinutes: 30,
  /** A message that names more tasks than this is a list of its own. */
  mostNamed: 2,
  /** So many places of a channel are kept true; people do not scroll back further. */
  places: 10,
} as const

/** Where a message stands. */
export interface Channel {
  readonly id: string
  /** People of other companies read it. */
  readonly external: boolean
}

/** Whether a task may be shown in a channel: what is private, or for others to read, only where its project lives. */
export const mayBeShown = (project: Pick<Project, 'channelId' | 'private'>, channel: Channel): boolean =>
  project.channelId === channel.id || (!project.private && !channel.external)

/** Whether the thread that begins with this message is about the task: it has its card, or the task was made of it. */
export const isAbout = (
  { source, cards }: Pick<Task, 'source' | 'cards'>,
  channelId: string,
  rootTs: string,
): boolean =>
  (source?.channelId === channelId && source.ts === rootTs) ||
  cards.some((card) => card.channelId === channelId && (card.threadTs ?? card.ts) === rootTs)

/** Whether a task that was shown before in a channel may be shown there again, in the thread that begins with `rootTs`. */
export function isDue(before: Unfurled | undefined, rootTs: string, now: Date): boolean {
  if (!before) return true
  const rested = now.getTime() - before.lastAt.getTime() >= UNFURL_RULES.pauseMinutes * MINUTE
  return rested && !before.places.some(({ threadTs }) => threadTs === rootTs)
}

/** The same with one place more; the oldest are let go. */
export const withPlace = (unfurled: Unfurled, place: UnfurlPlace, now: Date): Unfurled => ({
  ...unfurled,
  lastAt: now,
  places: [...unfurled.places, place].slice(-UNFURL_RULES.places),
})

/** The same with some facts of one place changed; as it was where it has no such place. */
export const withChange = (unfurled: Unfurled, placeId: string, change: Partial<UnfurlPlace>): Unfurled => ({
  ...unfurled,
  places: unfurled.places.map((place) => (place.id === placeId ? { ...place, ...change } : place)),
})
