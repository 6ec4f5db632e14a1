import type { SlackObject } from '../protocol.ts'
import type { World } from '../world/world.ts'
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
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return
  const object = node as SlackObject // any JSON object
  const { type } = object
  if ((type === 'mrkdwn' || type === 'markdown') && typeof object['text'] === 'string')
    into.push(...tokensIn(object['text']))
  else if (type === undefined && typeof object['text'] === 'string') into.push(...tokensIn(object['text']))
  if (type === 'user') into.push({ kind: 'user', id: String(object['user_id']), label: undefined })
  if (type === 'usergroup') into.push({ kind: 'group', id: String(object['usergroup_id']), label: undefined })
  if (type === 'broadcast') {
    const name = object['range']
    if (name === 'here' || name === 'channel' || name === 'everyone') into.push({ kind: 'special', name })
  }
  for (const value of Object.values(object)) if (typeof value === 'object') collect(value, into)
}
