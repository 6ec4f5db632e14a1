/** A piece of a typed line, between spaces. */
export type Token = Word | Mention | ChannelName

interface Typed {
  /** As Slack sends it, so that a line can be put together again and read again. */
  readonly raw: string
  /** Counted from 0. */
  readonly line: number
}

export interface Word extends Typed {
  readonly kind: 'word'
  /** As a person reads it: Slack's escapes and tokens turned back into what was typed. */
  readonly text: string
  /** Quoted or escaped, or put there by Slack: never read as a part or a verb. */
  readonly literal: boolean
  /** The address, where the word is one. */
  readonly url: string | null
  /** The people named inside the word, as in `A:@cleo` or `@ana's`. */
  readonly memberIds: readonly string[]
}

export interface Mention extends Typed {
  readonly kind: 'mention'
  readonly text: string
  readonly memberId: string
}

export interface ChannelName extends Typed {
  readonly kind: 'channel'
  /** With the `#`. */
  readonly text: string
}

/** A stretch of a word: plain text, or one of Slack's tokens in angle brackets. */
type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'mention'; readonly raw: string; readonly text: string; readonly memberId: string }
  | { readonly kind: 'channel'; readonly text: string }
  | { readonly kind: 'special'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly url: string; readonly label: string }

/** In parentheses, so that a text that is split at it keeps it. */
const SLACK_TOKEN = /<([@#!][^<>\s]*(?:\|[^<>]*)?|(?:https?|mailto|tel|ftp|slack):[^<>\s|]+(?:\|[^<>]*)?)>/
const CHUNK = /(?:<(?:[@#!]|https?:|mailto:|tel:|ftp:|slack:)[^<>\n]*>|[^\s])+/y
const QUOTED = /(?:"([^"\n]+)"|“([^”\n]+)”|„([^“”\n]+)[“”])(?=[\s,.;:!?)]|$)/y
const SPACE = /\s+/y

/**
 * Cuts a line as Slack sends it into words.
 *
 * `"…"` at the start of a word makes all up to the closing quotation mark one literal word, quotation marks kept;
 * `\` at the start of a word makes it literal and goes away. People are mentions only where they stand alone
 * (commas, brackets and the like apart): `@ana's` is text that names her.
 */
export function tokenize(line: string): readonly Token[] {
  const tokens: Token[] = []
  let row = 0
  for (let at = 0; at < line.length;) {
    const space = match(SPACE, line, at)
    if (space) {
      if (space[0].includes('\n')) row += 1
      at += space[0].length
      continue
    }
    const quoted = match(QUOTED, line, at)
    const chunk = quoted ?? match(CHUNK, line, at)
    const raw = chunk ? chunk[0] : line.charAt(at)
    at += raw.length
    if (quoted) tokens.push(literal(raw, plainText(raw), row))
    else tokens.push(...readChunk(raw, row))
  }
  return tokens
}

/** What a person reads in a text as Slack sends it: `&lt;` becomes `<`, `<@U1|ana>` becomes `@ana`, `<!here>` becomes `@here`. */
export const plainText = (raw: string): string =>
  pieces(raw)
    .map((piece) => piece.text)
    .join('')

/** Words put back together as Slack sent them, to be read again. */
export const rawOf = (tokens: readonly Pick<Token, 'raw'>[]): string => tokens.map((token) => token.raw).join(' ')

/** Words put back together, as a person typed them. */
export const textOf = (tokens: readonly Pick<Token, 'text'>[]): string => tokens.map((token) => token.text).join(' ')

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

const literal = (raw: string, text: string, line: number): Word => ({
  kind: 'word',
  raw,
  text,
  literal: true,
  url: null,
  memberIds: [],
  line,
})

function readChunk(raw: string, line: number): readonly Token[] {
  if (raw.length > 1 && raw.startsWith('\\')) return [literal(raw, plainText(raw.slice(1)), line)]
  const parts = pieces(raw)
  const mentions = parts.filter((piece) => piece.kind === 'mention')
  if (mentions.length > 0 && parts.every((piece) => piece.kind === 'mention' || isPunctuation(piece)))
    return mentions.map(({ raw: token, text, memberId }) => ({ kind: 'mention', raw: token, text, memberId, line }))
  const rest = parts.filter((piece) => !isPunctuation(piece))
  const [only] = rest
  if (rest.length === 1 && only?.kind === 'channel') return [{ kind: 'channel', raw, text: only.text, line }]
  return [
    {
      kind: 'word',
      raw,
      text: parts.map((piece) => piece.text).join(''),
      literal: parts.some((piece) => piece.kind === 'special' || piece.kind === 'channel'),
      url: rest.length === 1 && only?.kind === 'link' ? only.url : null,
      memberIds: mentions.map((piece) => piece.memberId),
      line,
    },
  ]
}

const isPunctuation = (piece: Piece): boolean => piece.kind === 'text' && /^[,;:.!?()[\]/&+]+$/.test(piece.text)

function pieces(raw: string): readonly Piece[] {
  if (!raw.includes('<')) return raw === '' ? [] : [{ kind: 'text', text: unescape(raw) }]
  return raw.split(SLACK_TOKEN).flatMap((part, index): readonly Piece[] => {
    if (part === '') return []
    return [index % 2 === 1 ? slackToken(part) : { kind: 'text', text: unescape(part) }]
  })
}

function slackToken(inside: string): Piece {
  const bar = inside.indexOf('|')
  const target = bar < 0 ? inside : inside.slice(0, bar)
  const label = bar < 0 ? '' : unescape(inside.slice(bar + 1))
  const id = target.slice(1)
  if (target.startsWith('@'))
    return { kind: 'mention', raw: `<${inside}>`, text: `@${(label || id).replace(/^@/, '')}`, memberId: id }
  if (target.startsWith('#')) return { kind: 'channel', text: `#${(label || id).replace(/^#/, '')}` }
  if (target.startsWith('!')) return { kind: 'special', text: special(id, label) }
  return { kind: 'link', text: linkText(unescape(target), label), url: unescape(target), label }
}

function special(id: string, label: string): string {
  if (id.startsWith('subteam^')) return label ? `@${label.replace(/^@/, '')}` : `@${id.slice('subteam^'.length)}`
  if (id.startsWith('date^')) return label || id
  return `@${id}`
}

function linkText(url: string, label: string): string {
  const bare = url.replace(/^(?:mailto|tel):/, '')
  if (!label || label === url || label === bare) return label || bare
  return url.replace(/^https?:\/\//, '').replace(/\/$/, '') === label.replace(/\/$/, '') ? label : `${label} (${bare})`
}

/** Slack escapes exactly these three; `&amp;` goes last, so that `&amp;lt;` stays the `&lt;` that was typed. */
const unescape = (text: string): string =>
  text.includes('&') ? text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&') : text

/** Every address that a text links to, with what it is called there; empty where it is called nothing. */
export const linksIn = (raw: string): readonly { readonly url: string; readonly label: string }[] =>
  pieces(raw).flatMap((piece) => (piece.kind === 'link' ? [{ url: piece.url, label: piece.label }] : []))

const NAMELESS = /<@([UW][A-Z0-9]+)>/g

/** Everybody whom a text mentions by id alone, as texts of messages do. */
export const namelessMentions = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(NAMELESS)].map(([, id]) => id ?? '')),
]

/** Writes people's names into their mentions, so that they can be read where a mention is only text. */
export const nameMentions = (text: string, names: ReadonlyMap<string, string>): string =>
  text.replaceAll(NAMELESS, (mention, id: string) => {
    const name = names.get(id)
    return name === undefined ? mention : `<@${id}|${name.replaceAll(/[<>|]/g, '')}>`
  })
