/** One run of Slack's mrkdwn inside a line. */
export type Inline =
  | { readonly t: 'text'; readonly s: string }
  | { readonly t: 'code'; readonly s: string }
  | { readonly t: 'bold' | 'italic' | 'strike'; readonly c: readonly Inline[] }
  | { readonly t: 'link'; readonly url: string; readonly label: string }
  | { readonly t: 'user' | 'channel' | 'group'; readonly id: string; readonly label: string }
  | { readonly t: 'ping'; readonly who: string }
  | {
      readonly t: 'date'
      readonly unix: number
      readonly format: string
      readonly link: string
      readonly fallback: string
    }
  | { readonly t: 'emoji'; readonly name: string }
  | { readonly t: 'break' }

/** A stretch of lines: plain ones, a quotation, or preformatted text. */
export type Passage =
  | { readonly t: 'lines' | 'quote'; readonly c: readonly Inline[] }
  | { readonly t: 'pre'; readonly s: string }

/** How a text object wants to be read: `verbatim` leaves bare web addresses alone. */
export interface ParseOptions {
  readonly verbatim?: boolean
}

/** Undoes the three escapes that Slack's text uses, and no other. */
export const unescapeText = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

const STYLES = { '*': 'bold', _: 'italic', '~': 'strike' } as const

const TOKEN = /`([^`\n]+)`|<([^<>\n]+)>|:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):|(https?:\/\/[^\s<>|]+)|\n/giu

/** Reads mrkdwn into passages, so that a view can draw them without ever handling HTML. */
export function parseMrkdwn(text: string, options: ParseOptions = {}): Passage[] {
  const out: Passage[] = []
  for (const [index, part] of text.split('```').entries()) {
    if (index % 2 === 1) out.push({ t: 'pre', s: unescapeText(part.replace(/^\n|\n$/gu, '')) })
    else out.push(...parseLines(index > 0 ? part.replace(/^\n/u, '') : part, options))
  }
  return out
}

function parseLines(text: string, options: ParseOptions): Passage[] {
  if (text === '') return []
  const groups: { quote: boolean; lines: string[] }[] = []
  for (const line of text.split('\n')) {
    const quoted = /^(?:&gt;|>) ?/u.exec(line)
    const last = groups.at(-1)
    const rest = quoted ? line.slice(quoted[0].length) : line
    if (last && last.quote === Boolean(quoted)) last.lines.push(rest)
    else groups.push({ quote: Boolean(quoted), lines: [rest] })
  }
  return groups.map((group) => ({
    t: group.quote ? 'quote' : 'lines',
    c: parseInline(group.lines.join('\n'), options),
  }))
}

/** Reads the marks inside lines; a style mark counts only at a word's edge and closes on its own line. */
export function parseInline(text: string, options: ParseOptions = {}): Inline[] {
  const out: Inline[] = []
  let rest = text
  let before = ''
  while (rest !== '') {
    const styled = findStyle(rest, before)
    const token = findToken(rest, options)
    if (!styled && !token) break
    if (styled && (!token || styled.at < token.at)) {
      pushText(out, rest.slice(0, styled.at))
      out.push({ t: STYLES[styled.mark], c: parseInline(styled.inner, options) })
      rest = rest.slice(styled.end)
      before = styled.mark
    } else if (token) {
      pushText(out, rest.slice(0, token.at))
      out.push(token.node)
      before = rest.charAt(token.end - 1)
      rest = rest.slice(token.end)
    }
  }
  pushText(out, rest)
  return out
}

function pushText(out: Inline[], text: string): void {
  if (text !== '') out.push({ t: 'text', s: unescapeText(text) })
}

interface Styled {
  readonly at: number
  readonly end: number
  readonly mark: keyof typeof STYLES
  readonly inner: string
}

const EDGE = /[\s\p{P}\p{S}]/u

function findStyle(text: string, before: string): Styled | undefined {
  for (const found of text.matchAll(/[*_~](?=\S)/gu)) {
    const mark = found[0]
    if (mark !== '*' && mark !== '_' && mark !== '~') continue
    const at = found.index
    const previous = at === 0 ? before : text.charAt(at - 1)
    if (previous !== '' && !EDGE.test(previous)) continue
    if (insideToken(text, at)) continue
    const close = closing(text, at, mark)
    if (close > 0) return { at, end: close + 1, mark, inner: text.slice(at + 1, close) }
  }
  return undefined
}

function closing(text: string, at: number, mark: string): number {
  for (let i = at + 2; i < text.length && text.charAt(i) !== '\n'; i += 1) {
    if (text.charAt(i) !== mark || /\s/u.test(text.charAt(i - 1)) || insideToken(text, i)) continue
    const next = text.charAt(i + 1)
    if (next === '' || EDGE.test(next)) return i
  }
  return -1
}

/** A mark inside `code`, a link or an emoji's name is no style mark. */
function insideToken(text: string, at: number): boolean {
  for (const token of text.matchAll(TOKEN)) {
    if (token.index > at) return false
    if (at < token.index + token[0].length) return true
  }
  return false
}

interface Token {
  readonly at: number
  readonly end: number
  readonly node: Inline
}

function findToken(text: string, options: ParseOptions): Token | undefined {
  for (const found of text.matchAll(TOKEN)) {
    const [whole, code, angle, emoji, address] = found
    const at = found.index
    const end = at + whole.length
    if (code !== undefined) return { at, end, node: { t: 'code', s: unescapeText(code) } }
    if (angle !== undefined) return { at, end, node: parseAngle(angle) }
    if (emoji !== undefined) return { at, end, node: { t: 'emoji', name: emoji.toLowerCase() } }
    if (address !== undefined) {
      if (options.verbatim) continue
      const url = address.replace(/(?:[.,:;!?)'"*_~]|&gt;)+$/u, '')
      const plain = unescapeText(url)
      return { at, end: at + url.length, node: { t: 'link', url: plain, label: plain } }
    }
    return { at, end, node: { t: 'break' } }
  }
  return undefined
}

function parseAngle(body: string): Inline {
  const bar = body.indexOf('|')
  const target = bar < 0 ? body : body.slice(0, bar)
  const label = bar < 0 ? '' : unescapeText(body.slice(bar + 1))
  if (target.startsWith('@')) return { t: 'user', id: target.slice(1), label }
  if (target.startsWith('#')) return { t: 'channel', id: target.slice(1), label }
  if (target.startsWith('!')) return parseSpecial(target.slice(1), label)
  const url = unescapeText(target)
  return { t: 'link', url, label: label || url.replace(/^mailto:/u, '') }
}

function parseSpecial(target: string, label: string): Inline {
  const [kind, first = '', format = '', link = ''] = target.split('^')
  if (kind === 'date') {
    return { t: 'date', unix: Number(first), format: unescapeText(format), link: unescapeText(link), fallback: label }
  }
  if (kind === 'subteam') return { t: 'group', id: first, label }
  return { t: 'ping', who: kind ?? target }
}
