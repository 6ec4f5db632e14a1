import { nameToEmoji } from 'gemoji'
import { slackEmoji } from '../emoji-names.ts'

/** The character that a name of an emoji shows, without colons; nothing where there is no such emoji. */
export const emojiOf = (name: string): string | undefined =>
  slackEmoji(name) ?? (Object.hasOwn(nameToEmoji, name) ? nameToEmoji[name] : undefined)
