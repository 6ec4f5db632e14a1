import type { Message } from '../../protocol.ts'
import { appOf, channelOf, memberOf, unread } from './store.ts'

/** The name that a person goes by on the screen. */
export function personName(id: string | undefined): string {
  const app = appOf(id)
  if (app) return app.name
  const member = memberOf(id)
  return member?.real_name || member?.display_name || member?.name || id || 'Someone'
}

/** The name by which a person is mentioned. */
export function mentionName(id: string): string {
  const member = memberOf(id)
  return appOf(id)?.name ?? (member?.display_name || member?.name || id)
}

/** Who wrote a message, as shown over it. */
export function authorName(message: Message): string {
  if (message.username) return message.username
  const app = appOf(message.user) ?? appOf(message.bot_id) ?? appOf(message.app_id)
  return app ? app.name : personName(message.user)
}

/** The people whose direct message a conversation is, by their names; a channel by its own. */
export function conversationName(id: string): string {
  const channel = channelOf(id)
  if (channel) return channel.name
  const direct = unread.value.find((one) => one.channel === id)
  return direct?.with?.map(personName).join(', ') ?? 'Direct message'
}

/** One or two letters for a picture without a picture. */
export function initials(name: string): string {
  const words = name.split(/[\s._-]+/u).filter((word) => /\p{L}|\p{N}/u.test(word))
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map(
    (word) => word?.match(/\p{L}|\p{N}/u)?.[0] ?? '',
  )
  return letters.join('').toUpperCase() || '?'
}

/** One of eight hues of the style sheet, the same for a name each time. */
export function hueOf(name: string): number {
  let sum = 0
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973
  return sum % 8
}
