/** Slack's limits on Block Kit, in characters or counts (docs.slack.dev/reference/block-kit, November 2026). */
export const LIMITS = {
  messageBlocks: 50,
  viewBlocks: 100,
  sectionText: 3000,
  fieldText: 2000,
  fields: 10,
  headerText: 150,
  contextElements: 10,
  actionsElements: 25,
  buttonText: 75,
  buttonValue: 2000,
  optionText: 75,
  optionValue: 150,
  options: 100,
  checkboxes: 10,
  viewTitle: 24,
  privateMetadata: 3000,
  messageText: 4000,
  /** All blocks of a message together, as JSON: Slack refuses somewhat more, and documents no figure. */
  messageCharacters: 13_000,
  inputText: 3000,
  placeholder: 150,
} as const

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Cuts text to at most `limit` UTF-16 units, never inside a character that people see as one, and marks the cut by `…`. */
export function clip(text: string, limit: number): string {
  if (text.length <= limit) return text
  let kept = ''
  for (const { segment } of graphemes.segment(text)) {
    if (kept.length + segment.length > limit - 1) break
    kept += segment
  }
  return `${kept.trimEnd()}…`
}

/** Cuts finished mrkdwn: never inside a token such as a date, nor inside an entity. */
export const clipMarked = (mrkdwn: string, limit: number): string =>
  mrkdwn.length <= limit ? mrkdwn : clip(mrkdwn, limit).replace(/\s*(?:<[^<>]*|&[a-z]{0,4})…$/, '…')

/** Keeps as many items as fit into `limit` places, the last of which says how many more there are. */
export function fit<T>(items: readonly T[], limit: number, more: (hidden: number) => T): readonly T[] {
  if (items.length <= limit) return items
  const shown = items.slice(0, Math.max(0, limit - 1))
  return [...shown, more(items.length - shown.length)]
}
