import type { SlackObject } from '../../protocol.ts'
import { channels, people } from '../data/store.ts'
import { parseMrkdwn } from './mrkdwn.ts'
import type { Inline, Passage } from './mrkdwn.ts'
import { typedText } from './typed.ts'

type Run = SlackObject & { readonly type: string }
type Style = Readonly<Record<'bold' | 'italic' | 'strike' | 'code', boolean>>

const PLAIN: Style = { bold: false, italic: false, strike: false, code: false }
const LIST = /^(?:[-•] |(\d+)[.)] )/u

/** Reads what a person wrote with marks (`*bold*`, `- item`, `@ana`) as Slack's rich text. */
export function richOfTyped(typed: string): SlackObject {
  const escaped = typed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const elements = linesByKind(named(escaped)).flatMap(({ list, lines }) =>
    list === undefined ? parseMrkdwn(lines.join('\n')).map(richPassage) : [richList(list, lines)],
  )
  return { type: 'rich_text', elements }
}

/** `@ana` and `#general` as Slack's tokens; unknown names stay text. */
function named(text: string): string {
  const users = new Map(people.value.map((one) => [one.name.toLowerCase(), one.id]))
  const places = new Map(channels.value.map((one) => [one.name.toLowerCase(), one.id]))
  return text.replaceAll(/(^|[\s(])([@#])([\p{L}\p{N}._-]+)/gu, (whole, before: string, mark: string, name: string) => {
    const id = (mark === '@' ? users : places).get(name.toLowerCase())
    return id ? `${before}<${mark}${id}>` : whole
  })
}

interface Stretch {
  readonly list: 'bullet' | 'ordered' | undefined
  readonly lines: string[]
}

function linesByKind(text: string): readonly Stretch[] {
  const out: Stretch[] = []
  let fenced = false
  for (const line of text.split('\n')) {
    const mark = fenced ? null : LIST.exec(line)
    const list = mark ? (mark[1] ? 'ordered' : 'bullet') : undefined
    if (line.includes('```')) fenced = !fenced
    const rest = mark ? line.slice(mark[0].length) : line
    const last = out.at(-1)
    if (last && last.list === list) last.lines.push(rest)
    else out.push({ list, lines: [rest] })
  }
  return out
}

const richList = (style: 'bullet' | 'ordered', lines: readonly string[]): Run => ({
  type: 'rich_text_list',
  style,
  elements: lines.map((line) => ({
    type: 'rich_text_section',
    elements: parseMrkdwn(line).flatMap((passage) =>
      passage.t === 'pre' ? [{ type: 'text', text: passage.s }] : runs(passage.c, PLAIN),
    ),
  })),
})

function richPassage(passage: Passage): Run {
  if (passage.t === 'pre') return { type: 'rich_text_preformatted', elements: [{ type: 'text', text: passage.s }] }
  return { type: passage.t === 'quote' ? 'rich_text_quote' : 'rich_text_section', elements: runs(passage.c, PLAIN) }
}

const runs = (nodes: readonly Inline[], style: Style): Run[] => nodes.flatMap((node) => runsOf(node, style))

function runsOf(node: Inline, style: Style): Run[] {
  switch (node.t) {
    case 'bold':
    case 'italic':
    case 'strike':
      return runs(node.c, { ...style, [node.t]: true })
    case 'code':
      return [{ type: 'text', text: node.s, ...styled({ ...style, code: true }) }]
    case 'text':
      return [{ type: 'text', text: node.s, ...styled(style) }]
    case 'break':
      return [{ type: 'text', text: '\n' }]
    case 'link':
      return [{ type: 'link', url: node.url, ...styled(style) }]
    case 'emoji':
      return [{ type: 'emoji', name: node.name }]
    case 'user':
      return [{ type: 'user', user_id: node.id }]
    case 'channel':
      return [{ type: 'channel', channel_id: node.id }]
    case 'group':
      return [{ type: 'usergroup', usergroup_id: node.id }]
    case 'ping':
      return [{ type: 'broadcast', range: node.who }]
    case 'date':
      return [{ type: 'text', text: node.fallback, ...styled(style) }]
    default:
      return []
  }
}

function styled(style: Style): { readonly style?: Readonly<Record<string, true>> } {
  const on = Object.entries(style).filter(([, set]) => set)
  return on.length > 0 ? { style: Object.fromEntries(on.map(([name]) => [name, true])) } : {}
}

interface Held {
  readonly type?: string
  readonly text?: string
  readonly url?: string
  readonly name?: string
  readonly user_id?: string
  readonly channel_id?: string
  readonly style?: string | Readonly<Record<string, boolean>>
  readonly elements?: readonly Held[]
}

const MARKS: readonly (readonly [string, string])[] = [
  ['code', '`'],
  ['strike', '~'],
  ['italic', '_'],
  ['bold', '*'],
]

/** Rich text as what a person would write to get it. */
export function typedOfRich(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null) return ''
  // Rich text of Slack's form, from the server or the app through it.
  const held = value as Held
  if (held.type === 'rich_text') return (held.elements ?? []).map(typedPart).join('\n')
  return typedPart(held)
}

function typedPart(part: Held): string {
  const inner = (part.elements ?? []).map(typedPart)
  switch (part.type) {
    case 'rich_text_list':
      return inner.map((line, index) => `${part.style === 'ordered' ? `${index + 1}.` : '-'} ${line}`).join('\n')
    case 'rich_text_preformatted':
      return `\`\`\`${inner.join('')}\`\`\``
    case 'rich_text_quote':
      return inner.join('').replaceAll(/^/gmu, '> ')
    case 'rich_text_section':
      return inner.join('')
    default:
      return typedRun(part)
  }
}

function typedRun(run: Held): string {
  if (run.type === 'user') return typedText(`<@${run.user_id ?? ''}>`)
  if (run.type === 'channel') return typedText(`<#${run.channel_id ?? ''}>`)
  if (run.type === 'emoji') return `:${run.name ?? ''}:`
  const text = run.text ?? run.url ?? ''
  const style = typeof run.style === 'object' ? run.style : {}
  return MARKS.reduce(
    (marked, [name, mark]) => (style[name] && text.trim() !== '' ? `${mark}${marked}${mark}` : marked),
    text,
  )
}
