import { emojiOf } from '../data/emoji.ts'
import type { TextObject } from '../../protocol.ts'
import { MrkdwnText } from './mrkdwn-text.tsx'
import { Emoji } from './inline.tsx'

const SHORTCODE = /:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):/giu

/** A text object, formatted or plain. */
export function TextView({ text }: { readonly text: TextObject | undefined }) {
  if (!text) return null
  if (text.type === 'mrkdwn') return <MrkdwnText text={text.text} verbatim={text.verbatim ?? false} />
  return <PlainText text={text.text} emoji={text.emoji ?? true} />
}

/** Plain text keeps its line ends; shortcodes become emoji unless it says no. */
export function PlainText({ text, emoji = true }: { readonly text: string; readonly emoji?: boolean }) {
  if (!emoji) return <span class="plain">{text}</span>
  const parts = text.split(SHORTCODE)
  return (
    <span class="plain">
      {parts.map((part, index) => (index % 2 === 1 ? <Emoji key={index} name={part.toLowerCase()} /> : part))}
    </span>
  )
}

/** A text object as bare characters, for labels and titles that take no markup. */
export function plainOf(text: TextObject | undefined): string {
  return (text?.text ?? '').replaceAll(SHORTCODE, (whole, name: string) => emojiOf(name.toLowerCase()) ?? whole)
}
