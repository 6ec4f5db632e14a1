import type { World } from '../world/world.ts'
import { atNames, hashNames, longestName } from './names.ts'
import type { Named } from './names.ts'
import { escapeText } from './tokens.ts'

export interface Linking {
  /** `@name` of people and apps. */
  readonly people: boolean
  /** `@here`, `@channel`, `@everyone`, user groups and `#channel`. */
  readonly places: boolean
  readonly urls: boolean
  /** Addresses without a protocol and of mail as well: what people type. */
  readonly bare: boolean
  /** Labels inside the tokens, as `<@U…|eve>`: commands with `should_escape`. */
  readonly labels: boolean
}

const NOTHING: Linking = { people: false, places: false, urls: false, bare: false, labels: false }
/** Endings under which Slack takes a bare name for a web address, of those in daily use. */
const ENDINGS = 'com|org|net|edu|gov|io|dev|app|co|ai|info|biz|eu|de|uk|fr|nl|ch|at|es|pl|se|ca|au|us'
const HOST = `(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\\.)+(?:${ENDINGS})`
const EDGE = '(?<![\\p{L}\\p{N}@#._/-])'
const WRITTEN = new RegExp(
  [
    '<[^<>]+>',
    '```[\\s\\S]*?```',
    '`[^`\\n]+`',
    'https?:\\/\\/[^\\s<>]+',
    `(?<mail>${EDGE}[a-z0-9][a-z0-9._%+-]*@${HOST})(?![\\p{L}\\p{N}-]|\\.[\\p{L}\\p{N}])`,
    `(?<bare>${EDGE}(?:www\\.[a-z0-9-]+\\.[a-z]{2,}|${HOST})(?![\\p{L}\\p{N}@-]|\\.[\\p{L}\\p{N}])(?:[:/?#][^\\s<>]*)?)`,
    '[@#]',
  ].join('|'),
  'giu',
)

/** What Slack's client makes of what a person types in the message box: names and addresses become tokens. */
export function typedMessage(world: World, teamId: string, typed: string): string {
  return linkText(world, teamId, escapeText(typed), {
    people: true,
    places: true,
    urls: true,
    bare: true,
    labels: false,
  })
}

/** The same for a slash command's text: tokens only where the command's manifest says `should_escape`. */
export function typedCommand(world: World, teamId: string, typed: string, shouldEscape: boolean): string {
  const linking = shouldEscape ? { people: true, places: true, urls: true, bare: true, labels: true } : NOTHING
  return linkText(world, teamId, escapeText(typed), linking)
}

/** Turns names and addresses in escaped text into tokens; tokens that are there already, and code, stay. */
export function linkText(world: World, teamId: string, text: string, linking: Linking): string {
  if (!linking.people && !linking.places && !linking.urls) return text
  const names = namesFor(world, teamId, linking)
  let out = ''
  let last = 0
  for (const match of text.matchAll(WRITTEN)) {
    if (match.index < last) continue
    const [source] = match
    const found =
      source === '@' || source === '#'
        ? linkName(names(source), text, match.index, linking.labels)
        : linking.urls
          ? linkAddress(source, match.groups ?? {}, linking.bare)
          : undefined
    if (!found) continue
    out += text.slice(last, match.index) + found.token
    last = match.index + found.length
  }
  return out + text.slice(last)
}

interface Linked {
  readonly token: string
  /** Characters of the text that it stands for. */
  readonly length: number
}

/** A name right after `@` or `#`, unless that is in the middle of a word. */
function linkName(names: readonly Named[], text: string, at: number, labels: boolean): Linked | undefined {
  if (/[\p{L}\p{N}_&/]$/u.test(text.slice(0, at))) return undefined
  const named = longestName(names, text, at + 1)
  return named ? { token: tokenFor(named, labels), length: named.name.length + 1 } : undefined
}

/** `https://e.com` as it is, `e.com` and `ana@e.com` with what was typed behind a bar. */
function linkAddress(
  source: string,
  { mail, bare }: Readonly<Record<string, string | undefined>>,
  bareToo: boolean,
): Linked | undefined {
  if (!bareToo && !/^https?:/i.test(source)) return undefined
  const typed = source.replace(/(?:[.,;:!?'"*_~\])}]|&gt;|&lt;)+$/, '')
  if (mail !== undefined) return { token: `<mailto:${mail}|${mail}>`, length: mail.length }
  if (bare !== undefined) return { token: `<http://${typed}|${typed}>`, length: typed.length }
  return /^https?:/i.test(source) ? { token: `<${typed}>`, length: typed.length } : undefined
}

/** The names after `@` and after `#`, looked up when the first of them is met. */
function namesFor(world: World, teamId: string, linking: Linking): (mark: '@' | '#') => readonly Named[] {
  const known = new Map<string, readonly Named[]>()
  return (mark) => {
    const found = known.get(mark) ?? allowed((mark === '@' ? atNames : hashNames)(world, teamId), linking)
    known.set(mark, found)
    return found
  }
}

const allowed = (names: Named[], linking: Linking): Named[] =>
  names.filter((named) => (named.kind === 'user' ? linking.people : linking.places))

function tokenFor(named: Named, labels: boolean): string {
  switch (named.kind) {
    case 'user':
      return labels ? `<@${named.id}|${named.name}>` : `<@${named.id}>`
    case 'channel':
      return `<#${named.id}|${named.private ? '' : named.name}>`
    case 'group':
      return labels ? `<!subteam^${named.id}|@${named.name}>` : `<!subteam^${named.id}>`
    case 'special':
      return `<!${named.id}>`
  }
}
