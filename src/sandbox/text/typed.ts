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
  /** Labels inside the tokens, as `<@U…|eve>`: commands with `should_escape`. */
  readonly labels: boolean
}

const NOTHING: Linking = { people: false, places: false, urls: false, labels: false }
const WRITTEN = /<[^<>]+>|```[\s\S]*?```|`[^`\n]+`|https?:\/\/[^\s<>]+|[@#]/g

/** What Slack's client makes of what a person types in the message box: names and addresses become tokens. */
export function typedMessage(world: World, teamId: string, typed: string): string {
  return linkText(world, teamId, escapeText(typed), { people: true, places: true, urls: true, labels: false })
}

/** The same for a slash command's text: tokens only where the command's manifest says `should_escape`. */
export function typedCommand(world: World, teamId: string, typed: string, shouldEscape: boolean): string {
  const linking = shouldEscape ? { people: true, places: true, urls: true, labels: true } : NOTHING
  return linkText(world, teamId, escapeText(typed), linking)
}

/** Turns names and addresses in escaped text into tokens; tokens that are there already, and code, stay. */
export function linkText(world: World, teamId: string, text: string, linking: Linking): string {
  if (!linking.people && !linking.places && !linking.urls) return text
  let at: Named[] | undefined
  let hash: Named[] | undefined
  let out = ''
  let last = 0
  for (const match of text.matchAll(WRITTEN)) {
    if (match.index < last) continue
    const [source] = match
    let token: string | undefined
    let taken = source.length
    if (source === '@' || source === '#') {
      if (/[\p{L}\p{N}_&/]$/u.test(text.slice(0, match.index))) continue
      const names =
        source === '@'
          ? (at ??= allowed(atNames(world, teamId), linking))
          : (hash ??= allowed(hashNames(world, teamId), linking))
      const named = longestName(names, text, match.index + 1)
      if (!named) continue
      token = tokenFor(named, linking.labels)
      taken = named.name.length + 1
    } else if (source.startsWith('http') && linking.urls) {
      const url = source.replace(/(?:[.,;:!?'"*_~\])}]|&gt;|&lt;)+$/, '')
      token = `<${url}>`
      taken = url.length
    }
    if (token === undefined) continue
    out += text.slice(last, match.index) + token
    last = match.index + taken
  }
  return out + text.slice(last)
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
