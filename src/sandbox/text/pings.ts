import { word } from '../json.ts'
import type { SlackObject } from '../protocol.ts'
import type { World } from '../world/world.ts'
import { isObject } from './elements.ts'
import { tokensIn } from './tokens.ts'
import type { Token } from './tokens.ts'

interface Spoken {
  readonly text: string
  readonly blocks?: readonly SlackObject[]
  readonly attachments?: readonly SlackObject[]
  readonly user: string
  readonly channel: string
}

/**
 * Members of the channel whom a message notifies by mention: blocks count where there are any, else the text.
 * `@here` means who is active; never the author, bots or deactivated people.
 */
export function pingsOf(world: World, spoken: Spoken): string[] {
  const channel = world.channels.get(spoken.channel)
  if (!channel) return []
  const tokens: Token[] = []
  if (spoken.blocks?.length) collect(spoken.blocks, tokens)
  else tokens.push(...tokensIn(spoken.text))
  if (spoken.attachments) collect(spoken.attachments, tokens)
  const meant = new Set(tokens.flatMap((token) => [...meantBy(world, token, channel.members)]))
  return channel.members.filter((id) => {
    const user = world.users.get(id)
    return meant.has(id) && id !== spoken.user && user !== undefined && !user.deleted && user.kind !== 'bot'
  })
}

function meantBy(world: World, token: Token, members: readonly string[]): readonly string[] {
  switch (token.kind) {
    case 'user':
      return [token.id]
    case 'group':
      return world.usergroups.get(token.id)?.users ?? []
    case 'special':
      return token.name === 'here' ? members.filter((id) => world.users.get(id)?.presence === 'active') : members
    case 'channel':
    case 'date':
    case 'link':
      return []
  }
}

/** All mentions in blocks or attachments, however deep: mrkdwn texts, Markdown, and rich text's own elements. */
function collect(node: unknown, into: Token[]): void {
  if (Array.isArray(node)) for (const item of node) collect(item, into)
  if (!isObject(node)) return
  into.push(...mentionsOf(node))
  for (const value of Object.values(node)) if (typeof value === 'object') collect(value, into)
}

function mentionsOf(node: SlackObject): Token[] {
  switch (node.type) {
    case undefined:
    case 'mrkdwn':
    case 'markdown':
      return typeof node['text'] === 'string' ? tokensIn(node['text']) : []
    case 'user':
      return [{ kind: 'user', id: word(node['user_id']), label: undefined }]
    case 'usergroup':
      return [{ kind: 'group', id: word(node['usergroup_id']), label: undefined }]
    case 'broadcast': {
      const name = node['range']
      return name === 'here' || name === 'channel' || name === 'everyone' ? [{ kind: 'special', name }] : []
    }
    default:
      return []
  }
}
