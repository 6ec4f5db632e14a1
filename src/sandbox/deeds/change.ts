import type { Services } from '../services.ts'
import { happen } from '../deliveries/events.ts'
import { messageShape } from '../shapes/message.ts'
import type { ChannelRecord, MessageRecord } from '../world/records.ts'
import { changeEvent, mentionEvents, sendEvents, tell } from './post.ts'

/** What a message says anew; blocks and attachments stay only where `content` has them. */
export function reworded(message: MessageRecord, content: Partial<MessageRecord>): MessageRecord {
  const { blocks: _blocks, attachments: _attachments, ...kept } = message
  return { ...kept, ...content }
}

/** Puts a message in the place of the one that was there. People see the new words; nobody is pinged. */
export function edit(
  s: Services,
  channel: ChannelRecord,
  message: MessageRecord,
  next: MessageRecord,
): { readonly message: MessageRecord; readonly heard: Promise<void> } {
  const previous = messageShape(s.world, message, s.url())
  const changed = s.world.messages.put(next)
  tell(s, changed)
  if (message.ephemeralTo) return { message: changed, heard: Promise.resolve() }
  const said = { message: messageShape(s.world, changed, s.url()), previous_message: previous }
  const heard = Promise.all([
    changeEvent(s, channel, 'message_changed', said),
    sendEvents(s, mentionEvents(s, channel, changed, message)),
  ])
  return { message: changed, heard: heard.then(() => undefined) }
}

/** Deletes a message; a parent with replies leaves a stone in its place, which apps hear of as a change. */
export function remove(s: Services, channel: ChannelRecord, message: MessageRecord): Promise<void> {
  if (message.ephemeralTo) {
    s.world.messages.remove(channel.id, message.ts)
    tell(s, message)
    return Promise.resolve()
  }
  if (s.world.messages.replies(channel.id, message.ts).length > 0) {
    const { blocks: _b, attachments: _a, files: _f, metadata: _m, ...rest } = message
    return edit(s, channel, message, { ...rest, text: '', tombstone: true, reactions: [], pings: [] }).heard
  }
  const previous = messageShape(s.world, message, s.url())
  s.world.messages.remove(channel.id, message.ts)
  tell(s, message)
  takeLonelyStone(s, channel, message.threadTs)
  return changeEvent(s, channel, 'message_deleted', { deleted_ts: message.ts, previous_message: previous })
}

/** A stone goes with the last of its replies. */
function takeLonelyStone(s: Services, channel: ChannelRecord, ts: string | undefined): void {
  const parent = ts === undefined ? undefined : s.world.messages.get(channel.id, ts)
  if (!parent?.tombstone || s.world.messages.replies(channel.id, parent.ts).length > 0) return
  s.world.messages.remove(channel.id, parent.ts)
  tell(s, parent)
}

/** Adds a reaction; false when this person has it there already. */
export function react(s: Services, message: MessageRecord, user: string, name: string): Promise<void> | false {
  const found = message.reactions.find((r) => r.name === name)
  if (found?.users.includes(user)) return false
  const reactions = found
    ? message.reactions.map((r) => (r === found ? { name, users: [...r.users, user] } : r))
    : [...message.reactions, { name, users: [user] }]
  return reacted(s, { ...message, reactions }, { user, name, type: 'reaction_added' })
}

export function unreact(s: Services, message: MessageRecord, user: string, name: string): Promise<void> | false {
  const found = message.reactions.find((r) => r.name === name && r.users.includes(user))
  if (!found) return false
  const reactions = message.reactions
    .map((r) => (r === found ? { name, users: r.users.filter((id) => id !== user) } : r))
    .filter((r) => r.users.length > 0)
  return reacted(s, { ...message, reactions }, { user, name, type: 'reaction_removed' })
}

function reacted(
  s: Services,
  message: MessageRecord,
  how: { readonly user: string; readonly name: string; readonly type: 'reaction_added' | 'reaction_removed' },
): Promise<void> {
  s.world.messages.put(message)
  tell(s, message)
  const channel = s.world.channels.get(message.channel)
  if (!channel) return Promise.resolve()
  return happen(s, {
    name: how.type,
    teamId: channel.teamId,
    channel,
    event: {
      type: how.type,
      user: how.user,
      reaction: how.name,
      item: { type: 'message', channel: message.channel, ts: message.ts },
      item_user: message.user,
      event_ts: s.world.nextTs(),
    },
  })
}
