import type { MessagePosition, Task } from '../domain/task.ts'

/** The first message of each thread that a card of the task stands in; a card of its own begins one. */
export function threadsOf({ cards }: Task): readonly MessagePosition[] {
  const roots = cards.map(({ channelId, ts, threadTs = ts }) => ({ channelId, ts: threadTs }))
  return [...new Map(roots.map((root) => [`${root.channelId} ${root.ts}`, root])).values()]
}
