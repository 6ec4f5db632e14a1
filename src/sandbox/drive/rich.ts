import type { SlackObject } from '../protocol.ts'
import { replaceTokens, unescapeText } from '../text/tokens.ts'
import type { Token } from '../text/tokens.ts'
import { typedMessage } from '../text/typed.ts'
import type { World } from '../world/world.ts'

/** What a person typed, as the `rich_text` block that Slack's client makes of it: one section, with its mentions. */
export const asRich = (world: World, teamId: string, typed: string): SlackObject =>
  richOf(typedMessage(world, teamId, typed))

/** Slack's text as a `rich_text` block. */
export function richOf(text: string): SlackObject {
  const elements: SlackObject[] = []
  let last = 0
  const say = (upTo: number): void => {
    const said = unescapeText(text.slice(last, upTo))
    if (said !== '') elements.push({ type: 'text', text: said })
  }
  let at = 0
  replaceTokens(text, (token, source) => {
    const start = text.indexOf(source, at)
    say(start)
    elements.push(leaf(token))
    last = start + source.length
    at = last
    return source
  })
  say(text.length)
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }
}

function leaf(token: Token): SlackObject {
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
      return { type: 'link', url: token.url, ...(token.label === undefined ? {} : { text: token.label }) }
  }
}
