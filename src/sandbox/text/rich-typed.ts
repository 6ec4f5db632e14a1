import type { SlackObject } from '../protocol.ts'
import { emojiOf } from './emoji.ts'
import { replaceTokens, unescapeText } from './tokens.ts'
import type { Token } from './tokens.ts'

type Run = SlackObject & { readonly type: string }
type Style = Readonly<Partial<Record<'bold' | 'italic' | 'strike' | 'code', true>>>

interface Stretch {
  readonly kind: 'section' | 'quote' | 'bullet' | 'ordered' | 'preformatted'
  readonly lines: string[]
}

const FENCE = /```([\s\S]+?)```/g
const QUOTED = /^&gt; ?/
const ITEM = /^(?:[•-] |(\d+)[.)] )/u
const BULLET = /^• /u

/**
 * Slack's text, as a person typed it, as the `rich_text` block that Slack's client sends with it.
 *
 * `lists` reads lines that begin with `- ` or `1. ` as items too, as a formatted text field does while one types.
 */
export function richOfText(text: string, { lists = false } = {}): SlackObject {
  return { type: 'rich_text', elements: stretchesOf(text, lists).map(element) }
}

/** Cut at fences first, then line by line; lines of one kind stay together. */
function stretchesOf(text: string, lists: boolean): Stretch[] {
  const out: Stretch[] = []
  const lines = (part: string): void => {
    if (part === '') return
    for (const line of part.split('\n')) addLine(out, line, lists)
  }
  let last = 0
  for (const match of text.matchAll(FENCE)) {
    lines(text.slice(last, match.index).replace(/\n$/, ''))
    out.push({ kind: 'preformatted', lines: [(match[1] ?? '').replace(/^\n|\n$/g, '')] })
    last = match.index + match[0].length
    if (text[last] === '\n') last += 1
  }
  lines(text.slice(last))
  return out
}

function addLine(out: Stretch[], line: string, lists: boolean): void {
  const item = (lists ? ITEM : BULLET).exec(line)
  const kind = QUOTED.test(line) ? 'quote' : item ? (item[1] === undefined ? 'bullet' : 'ordered') : 'section'
  const said = kind === 'quote' ? line.replace(QUOTED, '') : line.slice(item?.[0].length ?? 0)
  const open = out.at(-1)
  if (open?.kind === kind) open.lines.push(said)
  else out.push({ kind, lines: [said] })
}

function element({ kind, lines }: Stretch): Run {
  switch (kind) {
    case 'preformatted':
      return { type: 'rich_text_preformatted', elements: plainRuns(lines.join('\n'), {}), border: 0 }
    case 'bullet':
    case 'ordered':
      return { type: 'rich_text_list', style: kind, indent: 0, border: 0, elements: lines.map(section) }
    case 'quote':
      return { ...section(lines.join('\n')), type: 'rich_text_quote' }
    case 'section':
      return section(lines.join('\n'))
  }
}

const section = (text: string): Run => ({ type: 'rich_text_section', elements: runsOf(text, {}) })

const MARKED = [
  '`(?<code>[^`\\n]+)`',
  '(?<token><[^<>]+>)',
  ":(?<emoji>[a-z0-9_+'-]+):(?::skin-tone-(?<tone>[2-6]):)?",
  ...Object.entries({ bold: '\\*', italic: '_', strike: '~' }).map(
    ([name, mark]) =>
      `(?<![\\p{L}\\p{N}${mark}])${mark}(?=[^\\s${mark}])(?<${name}>[^\\n]*?[^\\s${mark}])${mark}(?![\\p{L}\\p{N}${mark}])`,
  ),
].join('|')

/** Text, mentions, links and emoji, each with the style that the marks around it give. */
function runsOf(text: string, style: Style): Run[] {
  const runs: Run[] = []
  let last = 0
  for (const match of text.matchAll(new RegExp(MARKED, 'gu'))) {
    const marked = markedRuns(match.groups ?? {}, style)
    if (!marked) continue
    runs.push(...plainRuns(text.slice(last, match.index), style), ...marked)
    last = match.index + match[0].length
  }
  return [...runs, ...plainRuns(text.slice(last), style)]
}

/** Nothing where it is no mark after all: an emoji that there is not, angle brackets that are no token. */
function markedRuns(found: Readonly<Record<string, string | undefined>>, style: Style): Run[] | undefined {
  for (const name of ['bold', 'italic', 'strike'] as const) {
    if (found[name] !== undefined) return runsOf(found[name], { ...style, [name]: true })
  }
  if (found['code'] !== undefined) return plainRuns(found['code'], { ...style, code: true })
  if (found['token'] !== undefined) return tokenRuns(found['token'], style)
  return found['emoji'] === undefined ? undefined : emojiRuns(found['emoji'], found['tone'])
}

const styled = (style: Style): SlackObject => (Object.keys(style).length > 0 ? { style } : {})

const plainRuns = (text: string, style: Style): Run[] =>
  text === '' ? [] : [{ type: 'text', text: unescapeText(text), ...styled(style) }]

function emojiRuns(name: string, tone: string | undefined): Run[] | undefined {
  const shown = emojiOf(name)
  if (shown === undefined) return undefined
  const unicode = Array.from(shown, (one) => (one.codePointAt(0) ?? 0).toString(16)).join('-')
  return [{ type: 'emoji', name, unicode, ...(tone === undefined ? {} : { skin_tone: Number(tone) }) }]
}

function tokenRuns(source: string, style: Style): Run[] | undefined {
  let run: Run | undefined
  replaceTokens(source, (token) => {
    run = { ...tokenRun(token), ...styled(style) }
    return ''
  })
  return run ? [run] : undefined
}

function tokenRun(token: Token): Run {
  switch (token.kind) {
    case 'user':
      return { type: 'user', user_id: token.id }
    case 'channel':
      return { type: 'channel', channel_id: token.id }
    case 'group':
      return { type: 'usergroup', usergroup_id: token.id }
    case 'special':
      return { type: 'broadcast', range: token.name }
    case 'date':
      return { type: 'date', timestamp: token.unix, format: token.format, fallback: token.fallback }
    case 'link':
      return {
        type: 'link',
        url: unescapeText(token.url),
        ...(token.label === undefined ? {} : { text: unescapeText(token.label) }),
      }
  }
}
