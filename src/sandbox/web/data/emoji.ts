import { signal } from '@preact/signals'
import { slackEmoji } from '../../emoji-names.ts'

/** The ones in daily use, so that the first picture of the page needs no library. */
const COMMON: Readonly<Record<string, string>> = {
  '+1': '👍',
  thumbsup: '👍',
  '-1': '👎',
  white_check_mark: '✅',
  heavy_check_mark: '✔️',
  x: '❌',
  warning: '⚠️',
  memo: '📝',
  eyes: '👀',
  tada: '🎉',
  rocket: '🚀',
  fire: '🔥',
  heart: '❤️',
  wave: '👋',
  pray: '🙏',
  bulb: '💡',
  calendar: '📆',
  alarm_clock: '⏰',
  red_circle: '🔴',
  large_blue_circle: '🔵',
  rotating_light: '🚨',
  clipboard: '📋',
  bell: '🔔',
  smile: '😄',
  joy: '😂',
}

export interface EmojiEntry {
  readonly emoji: string
  readonly names: readonly string[]
  readonly words: string
  readonly category: string
}

/** All emoji with their names, empty until the library is there. */
export const emojiList = signal<readonly EmojiEntry[]>([])
const library = signal<Readonly<Record<string, string>>>({})

let loading: Promise<void> | undefined

/** Fetches the whole list; the page does so when it has nothing better to do. */
export function loadEmoji(): Promise<void> {
  loading ??= import('gemoji').then(({ gemoji, nameToEmoji }) => {
    library.value = nameToEmoji
    emojiList.value = gemoji.map((one) => ({
      emoji: one.emoji,
      names: one.names,
      words: [...one.names, ...one.tags, one.description].join(' ').toLowerCase(),
      category: one.category,
    }))
  })
  return loading
}

const TONES = ['🏻', '🏼', '🏽', '🏾', '🏿']

/** The character of a shortcode (`wave`, `wave::skin-tone-3`); undefined where no such name is known. */
export function emojiOf(name: string): string | undefined {
  const [base = name, tone] = name.split('::skin-tone-')
  const found = COMMON[base] ?? slackEmoji(base) ?? library.value[base] ?? library.value[base.replaceAll('-', '_')]
  return found && tone ? found.replace('\uFE0F', '') + (TONES[Number(tone) - 2] ?? '') : found
}

/** Up to `limit` emoji whose names or tags have `query` in them, best first. */
export function searchEmoji(query: string, limit: number): readonly EmojiEntry[] {
  const key = query.toLowerCase().trim()
  if (key === '') return emojiList.value.slice(0, limit)
  const rank = (one: EmojiEntry): number => {
    if (one.names.includes(key)) return 0
    if (one.names.some((name) => name.startsWith(key))) return 1
    return one.words.includes(key) ? 2 : 3
  }
  const ranked = emojiList.value.map((entry) => ({ entry, rank: rank(entry) })).filter((one) => one.rank < 3)
  return ranked
    .sort((a, b) => a.rank - b.rank)
    .slice(0, limit)
    .map((one) => one.entry)
}
