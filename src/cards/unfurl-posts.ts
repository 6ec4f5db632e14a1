import type { Destination, Post } from '../domain/notice.ts'
import type { Task } from '../domain/task.ts'
import type { Unfurled, UnfurlPlace } from '../domain/unfurl.ts'
import { takenAwayNotice } from './notices.ts'

type Named = Pick<Task, 'workspaceId' | 'id'>

const mention = (task: Named, { channelId }: Pick<Unfurled, 'channelId'>, place: UnfurlPlace) =>
  ({ draws: 'mention', taskId: task.id, channelId, placeId: place.id }) as const

const frame = (task: Named, now: Date) => ({
  workspaceId: task.workspaceId,
  kind: 'unfurl' as const,
  notBefore: now,
  premise: null,
  cardOfTaskId: null,
})

/** Shows a task for the first time: as a reply in the message's thread, or below the link in it. */
export const unfurlPost = (
  task: Named,
  unfurled: Pick<Unfurled, 'channelId'>,
  place: UnfurlPlace,
  now: Date,
): Post => ({
  ...frame(task, now),
  key: `unfurl:${place.id}`,
  to: placeOf(unfurled.channelId, place) ?? {
    kind: 'channel',
    channelId: unfurled.channelId,
    threadTs: place.threadTs,
  },
  content: mention(task, unfurled, place),
})

/** What is edited to change it; undefined for a reply that is still on its way. */
function placeOf(channelId: string, { url, messageTs, ts }: UnfurlPlace): Destination | undefined {
  if (url !== null) return { kind: 'unfurl', channelId, ts: messageTs, url }
  return ts === null ? undefined : { kind: 'edit', channelId, ts }
}

/** Shows a changed task anew in one of its places. */
export function unfurlEdit(task: Task, channelId: string, place: UnfurlPlace, now: Date): readonly Post[] {
  const to = placeOf(channelId, place)
  if (!to || place.removed || place.steady || place.ts === null) return []
  const content = mention(task, { channelId }, place)
  return [{ ...frame(task, now), key: `unfurl:${place.id}:${task.version}`, to, content }]
}

/** Shows a changed task anew wherever messages name it. */
export const unfurlEdits = (task: Task, all: readonly Unfurled[], now: Date): readonly Post[] =>
  all.flatMap(({ channelId, places }) => places.flatMap((place) => unfurlEdit(task, channelId, place, now)))

/** Says of a task that is no more that it was taken away. */
export const takenAwayUnfurls = (task: Named, all: readonly Unfurled[], now: Date): readonly Post[] =>
  all.flatMap(({ channelId, places }) =>
    places.flatMap((place) => {
      const to = placeOf(channelId, place)
      if (!to || place.removed || place.ts === null) return []
      return [{ ...frame(task, now), key: `unfurl:${place.id}:taken-away`, to, content: takenAwayNotice() }]
    }),
  )

/** Takes Runsheet's reply away, where the message that it stands below is gone. */
export const removalPost = (workspaceId: string, channelId: string, { id, ts }: UnfurlPlace, now: Date): Post => ({
  ...frame({ workspaceId, id }, now),
  key: `unfurl:${id}:removal`,
  to: { kind: 'removal', channelId, ts: ts ?? '' },
  content: { text: '', blocks: [] },
})
