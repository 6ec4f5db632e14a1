import { nearest } from './near.ts'

/** Slack's names of the emoji that people react with most at work, with what they look like. */
const COMMON: Readonly<Record<string, string>> = {
  white_check_mark: '✅',
  heavy_check_mark: '✔',
  ballot_box_with_check: '☑',
  ok: '🆗',
  ok_hand: '👌',
  '+1': '👍',
  '-1': '👎',
  raised_hand: '✋',
  raised_hands: '🙌',
  clap: '👏',
  pray: '🙏',
  wave: '👋',
  muscle: '💪',
  point_up: '☝',
  memo: '📝',
  pencil2: '✏',
  clipboard: '📋',
  spiral_note_pad: '🗒',
  page_facing_up: '📄',
  bookmark: '🔖',
  bookmark_tabs: '📑',
  pushpin: '📌',
  round_pushpin: '📍',
  paperclip: '📎',
  label: '🏷',
  ticket: '🎫',
  inbox_tray: '📥',
  outbox_tray: '📤',
  package: '📦',
  date: '📅',
  calendar: '📆',
  alarm_clock: '⏰',
  hourglass: '⌛',
  stopwatch: '⏱',
  bell: '🔔',
  mega: '📣',
  loudspeaker: '📢',
  eyes: '👀',
  mag: '🔍',
  bulb: '💡',
  rocket: '🚀',
  dart: '🎯',
  trophy: '🏆',
  tada: '🎉',
  checkered_flag: '🏁',
  triangular_flag_on_post: '🚩',
  star: '⭐',
  sparkles: '✨',
  fire: '🔥',
  zap: '⚡',
  100: '💯',
  heart: '❤',
  heavy_plus_sign: '➕',
  arrow_right: '➡',
  recycle: '♻',
  warning: '⚠',
  exclamation: '❗',
  question: '❓',
  x: '❌',
  no_entry: '⛔',
  construction: '🚧',
  hammer: '🔨',
  wrench: '🔧',
  gear: '⚙',
  bug: '🐛',
  robot_face: '🤖',
  large_green_circle: '🟢',
  large_yellow_circle: '🟡',
  red_circle: '🔴',
  large_blue_circle: '🔵',
}

/** Other names of these; a reaction comes under its first. */
const ALIASES: Readonly<Record<string, string>> = {
  thumbsup: '+1',
  thumbsdown: '-1',
  pencil: 'memo',
  hand: 'raised_hand',
  heavy_exclamation_mark: 'exclamation',
}

/** Letters of any alphabet, since workspaces have emoji of their own, and the signs that Slack lets stand in a name. */
const NAME = /^[\p{L}\p{M}\p{N}_+'’-]{1,100}$/u
const VARIANT = /[\uFE0E\uFE0F]|\p{Emoji_Modifier}/gu

/** What somebody typed where an emoji was asked for. */
export type ReadEmoji =
  /** `name` is Slack's, without colons; null where nothing was typed. `near` is a common one that was perhaps meant. */
  { readonly name: string | null; readonly near: string | null } | { readonly fault: 'no-emoji' }

/**
 * Reads an emoji: `:memo:`, `memo` or 📝; a hand's colour does not count.
 *
 * What is well formed is taken, since it may be the workspace's own; only Slack knows those.
 */
export function readEmoji(typed: string): ReadEmoji {
  const words = typed.trim()
  if (words === '') return { name: null, near: null }
  const sign = words.replaceAll(VARIANT, '')
  const shown = Object.keys(COMMON).find((name) => COMMON[name] === sign)
  const bare = words
    .replace(/^:/, '')
    .replace(/:$/, '')
    .replace(/::?skin-tone-\d$/, '')
    .toLowerCase()
  const name = shown ?? (Object.hasOwn(ALIASES, bare) ? ALIASES[bare] : undefined) ?? bare
  if (!NAME.test(name)) return { fault: 'no-emoji' }
  return { name, near: Object.hasOwn(COMMON, name) ? null : nearest(name, Object.keys(COMMON)) }
}
