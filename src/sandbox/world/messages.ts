import type { Collection, Disk } from './collection.ts'
import type { MessageRecord } from './records.ts'

/** Messages by channel, oldest first; `ts` is unique in the workspace. */
export interface Messages {
  get(channel: string, ts: string): MessageRecord | undefined
  put(message: MessageRecord): MessageRecord
  remove(channel: string, ts: string): void
  /** All of a channel, replies and ephemeral ones too, oldest first. */
  in(channel: string): readonly MessageRecord[]
  replies(channel: string, threadTs: string): readonly MessageRecord[]
  /** The newest `ts` of the whole world, or none. */
  newest(): string | undefined
}

const key = (channel: string, ts: string): string => `${channel}:${ts}`

export function openMessages(disk: Disk): Messages {
  const records: Collection<MessageRecord> = disk.collection('messages', (m) => key(m.channel, m.ts))
  const channels = new Map<string, MessageRecord[]>()
  const threads = new Map<string, Set<string>>()
  const place = (message: MessageRecord): void => {
    const list = channels.get(message.channel) ?? []
    channels.set(message.channel, list)
    const at = indexOf(list, message.ts)
    if (list[at]?.ts === message.ts) list[at] = message
    else list.splice(at, 0, message)
    if (!message.threadTs || message.threadTs === message.ts) return
    const thread = threads.get(key(message.channel, message.threadTs)) ?? new Set()
    thread.add(message.ts)
    threads.set(key(message.channel, message.threadTs), thread)
  }
  for (const message of records.all()) place(message)
  return {
    get: (channel, ts) => records.get(key(channel, ts)),
    put: (message) => {
      records.put(message)
      place(message)
      return message
    },
    remove: (channel, ts) => {
      const gone = records.get(key(channel, ts))
      if (!gone) return
      records.remove(key(channel, ts))
      const list = channels.get(channel) ?? []
      list.splice(indexOf(list, ts), 1)
      if (gone.threadTs) threads.get(key(channel, gone.threadTs))?.delete(ts)
    },
    in: (channel) => channels.get(channel) ?? [],
    replies: (channel, threadTs) =>
      [...(threads.get(key(channel, threadTs)) ?? [])]
        .sort()
        .map((ts) => records.get(key(channel, ts)))
        .filter((message) => message !== undefined),
    newest: () => {
      let newest: string | undefined
      for (const list of channels.values()) {
        const last = list.at(-1)?.ts
        if (last && (!newest || last > newest)) newest = last
      }
      return newest
    },
  }
}

/** Where `ts` is, or would be put: binary search, for `ts` of equal length compare as text. */
function indexOf(list: readonly MessageRecord[], ts: string): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((list[middle]?.ts ?? '') < ts) low = middle + 1
    else high = middle
  }
  return low
}
