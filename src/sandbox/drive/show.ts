import type { Message, View } from '../protocol.ts'
import type { Services } from '../services.ts'
import { messageShape } from '../shapes/message.ts'
import { viewShape } from '../shapes/view.ts'
import { readText } from '../text/elements.ts'
import { readMessage, readView } from '../text/plain.ts'
import { viewerOf } from '../text/viewer.ts'
import type { ChannelRecord, MessageRecord, UserRecord, ViewRecord } from '../world/records.ts'
import type { MessageInputs, Offers } from './inputs.ts'

/** What the drive API needs beside the services: what people have chosen in messages, and could choose. */
export interface Drive {
  readonly s: Services
  readonly inputs: MessageInputs
  readonly offers: (place: string) => Offers
}

/** A message as this person sees it now. */
export function showMessage({ s, inputs }: Drive, message: MessageRecord, user: UserRecord | undefined): Message {
  const viewer = viewerOf(s.world, user)
  const files = (message.files ?? []).map((id) => s.world.files.get(id)?.title ?? id)
  const values = user ? inputs.of(user.id, message) : {}
  const shown = {
    ...messageShape(s.world, message, s.url(), true),
    plain: message.tombstone ? 'This message was deleted.' : readMessage(message, files, viewer, values),
    pings: message.pings,
    channel: message.channel,
    ...(message.ephemeralTo === undefined ? {} : { ephemeral: true }),
  }
  return shown as unknown as Message // the shape is built field by field from records
}

/** What a channel shows this person, or one thread of it: oldest first. */
export function shownIn(s: Services, channel: ChannelRecord, user: UserRecord, thread?: string): MessageRecord[] {
  return s.world.messages.in(channel.id).filter((message) => {
    if (message.ephemeralTo && message.ephemeralTo !== user.id) return false
    const inThread = message.threadTs !== undefined && message.threadTs !== message.ts
    if (thread === undefined) return !inThread || message.broadcast === true
    return message.ts === thread || message.threadTs === thread
  })
}

export function showView({ s }: Drive, view: ViewRecord, user: UserRecord): View {
  const viewer = viewerOf(s.world, user)
  const labels = new Map(view.blocks.map((block) => [block.block_id ?? '', readText(block['label'], viewer)]))
  const errors = view.errors
    ? {
        errors: Object.fromEntries(Object.entries(view.errors).map(([id, text]) => [labels.get(id) || id, text])),
        block_errors: view.errors,
      }
    : {}
  const shown = { ...viewShape(s.world, view), ...errors, plain: readView(view, viewer, view.values) }
  return shown as unknown as View // the shape is built field by field from records
}
