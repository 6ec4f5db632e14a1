import { clip } from './limits.ts'

const ZERO_WIDTH_SPACE = '\u200B'
/** Invisible, and white space to whatever reads marks: a mark before it opens nothing. */
const ZERO_WIDTH_NO_BREAK_SPACE = '\uFEFF'

/** A mark at a word's edge, where it could open bold, italic, strike or code, and every one inside of a fence. */
const OPENING_MARK = /(?<![\p{L}\p{N}])[*_~`](?=\S)|`(?=`)/gu

/**
 * Makes text from a person safe to stand in mrkdwn: what they typed is what is read.
 *
 * `&`, `<` and `>` become entities, so no mention, channel ping or link can arise (the builders in `blocks.ts` set
 * `verbatim` besides, so that Slack does not link bare names and addresses). A mark that would open bold, italic, strike
 * or code is followed, and a `>` that would open a quote is preceded, by a character without width.
 */
export function escape(text: string): string {
  return entities(text.replaceAll(OPENING_MARK, `$&${ZERO_WIDTH_NO_BREAK_SPACE}`)).replaceAll(
    /^&gt;/gm,
    `${ZERO_WIDTH_SPACE}&gt;`,
  )
}

const entities = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Cuts a text before it is escaped, so that no entity is cut, to `limit` characters and to twice as many when escaped. */
function escapedWithin(text: string, limit: number): string {
  let kept = clip(text, limit)
  for (let escaped = escape(kept); ; escaped = escape(kept)) {
    if (escaped.length <= 2 * limit) return escaped
    kept = clip(text, Math.min(kept.length - 1, Math.floor((kept.length * 2 * limit) / escaped.length)))
  }
}

/** A person's text on one line, cut to `limit` characters; escaped it has at most twice as many. */
export const line = (text: string, limit: number): string => escapedWithin(text.replaceAll(/\s+/g, ' ').trim(), limit)

/** A person's text with its line breaks, cut to `limit` characters; escaped it has at most twice as many. */
export const paragraphs = (text: string, limit: number): string => escapedWithin(text.trim(), limit)

export const bold = (mrkdwn: string): string => `*${mrkdwn}*`
export const italic = (mrkdwn: string): string => `_${mrkdwn}_`

/** Text to be typed as it stands: marks mean nothing inside, so nothing invisible is put beside them. */
export const code = (text: string): string => `\`${entities(text.replaceAll('`', "'"))}\``

/** Pings the person wherever the message is posted into a channel that they are in. Where nobody is to be pinged, write the name. */
export const mention = (memberId: string): string => `<@${memberId}>`
export const channel = (channelId: string): string => `<#${channelId}>`
export const link = (url: string, text: string): string =>
  `<${url.replaceAll(/[|<>\s]/g, (sign) => encodeURIComponent(sign))}|${escape(text)}>`

const DATE_FORMATS = {
  /** `Friday, March 6th at 5:00 PM`, or today, tomorrow or yesterday where it is. */
  dateTime: '{date_long_pretty} at {time}',
  /** `Mar 6, 2026 at 5:00 PM`, as today, tomorrow or yesterday where it is. */
  shortDateTime: '{date_short_pretty} at {time}',
  date: '{date_short_pretty}',
} as const

const fallbackFormat = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
})

/** An instant that Slack shows in the reader's own zone and words; old clients show UTC. */
export function date(at: Date, format: keyof typeof DATE_FORMATS = 'shortDateTime'): string {
  return `<!date^${Math.floor(at.getTime() / 1000)}^${DATE_FORMATS[format]}|${fallbackFormat.format(at)} UTC>`
}

/** The instant in UTC words, for places where Slack's date tokens do not work: plain text such as a notification. */
export const plainDate = (at: Date): string => `${fallbackFormat.format(at)} UTC`
